package dev.eddy.designer.view;

import dev.eddy.designer.canvas.CanvasView;
import dev.eddy.designer.control.ControlStyles;
import dev.eddy.designer.control.expression.ExpressionAssistant;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.theme.Mood;
import dev.eddy.designer.theme.Theme;
import dev.eddy.model.operator.Catalog;
import java.io.File;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.layout.StackPane;
import javafx.stage.DirectoryChooser;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** The window: start page or editor, theme, keys and dialogs. FX thread only. */
public final class DesignerWindow {
  private final Store store;
  private final Stage stage;
  private final StackPane root = new StackPane();
  private final Scene scene;
  private final StartPage start;
  private final EditorScreen editor;
  private final AlertBar startAlert;
  private @Nullable Mood shownMood;
  private @Nullable Parent shown;
  private Runnable afterSave = () -> {};

  public DesignerWindow(Stage stage, Store store, Catalog catalog, ExpressionAssistant assistant) {
    this.stage = stage;
    this.store = store;
    scene = new Scene(root, 1280, 800);
    start = new StartPage(store);
    editor = new EditorScreen(store, catalog, assistant);
    startAlert = new AlertBar(store);
    StackPane.setAlignment(startAlert, Pos.TOP_CENTER);
    startAlert.setMaxHeight(36);
    ControlStyles.apply(root);
    new Keys(store).install(scene);
    stage.setScene(scene);
    stage.setMinWidth(1024);
    stage.setMinHeight(640);
    stage.setOnCloseRequest(
        e -> {
          e.consume();
          quit();
        });
    store.addView(this::show);
  }

  public CanvasView canvas() {
    return editor.canvas();
  }

  /** Carries out what the FX thread must. */
  public void perform(Effect.Visible effect) {
    if (effect instanceof Effect.Aim aim) {
      editor.aim(aim);
      return;
    }
    if (effect instanceof Effect.Fixes) {
      editor.offerFixes();
      return;
    }
    switch ((Effect.Dialog) effect) {
      case OPEN_PROJECT -> choose("Open a project", f -> new Message.Open(f.toPath(), ""));
      case NEW_PROJECT ->
          choose("A folder for the new project", f -> new Message.NewProject(f.toPath()));
      case OPEN_RECORDING -> choose("Open a recording", f -> new Message.OpenRecording(f.toPath()));
      case COMMANDS -> CommandBox.open(store, scene);
      case RENAME -> editor.rename();
      case QUICK_ADD -> editor.quickAddHere();
      case NOTE -> editor.canvas().addNoteHere();
      case QUIT -> quit();
    }
  }

  private void choose(String title, java.util.function.Function<File, Message> message) {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle(title);
    File folder = chooser.showDialog(stage);
    if (folder != null) {
      store.send(message.apply(folder));
    }
  }

  private void quit() {
    AppState s = store.state();
    if (s.open() == null || !s.open().isDirty()) {
      Platform.exit();
      return;
    }
    ButtonType save = new ButtonType("Save and quit", ButtonBar.ButtonData.YES);
    ButtonType drop = new ButtonType("Quit without saving", ButtonBar.ButtonData.NO);
    Alert ask =
        new Alert(
            Alert.AlertType.NONE,
            s.open().project().name() + " has changes that are not saved.",
            save,
            drop,
            ButtonType.CANCEL);
    ask.initOwner(stage);
    ask.setTitle("Quit Eddy");
    ask.getDialogPane().getStylesheets().setAll(root.getScene().getStylesheets());
    ButtonType answer = ask.showAndWait().orElse(ButtonType.CANCEL);
    if (answer == drop) {
      Platform.exit();
    } else if (answer == save) {
      afterSave = Platform::exit;
      store.send(new Message.Save());
    }
  }

  private void show(AppState s) {
    if (s.mood() != shownMood) {
      shownMood = s.mood();
      scene.getStylesheets().setAll(Theme.sheets(s.mood()));
      root.getStyleClass().removeAll("dark", "light");
      root.getStyleClass().add(s.mood() == Mood.DARK ? "dark" : "light");
    }
    Parent wanted = s.open() == null ? start : editor;
    if (wanted != shown) {
      shown = wanted;
      if (wanted == start) {
        root.getChildren().setAll(start, startAlert);
        start.requestFocus();
      } else {
        root.getChildren().setAll(editor);
        editor.canvas().requestFocus();
      }
    }
    if (s.open() == null) {
      start.show(s);
      startAlert.show(s);
      stage.setTitle("Eddy");
    } else {
      editor.show(s);
      stage.setTitle(
          (s.open().isDirty() ? "• " : "")
              + s.open().project().name()
              + " / "
              + s.open().pipeline()
              + " - Eddy");
      if (!s.open().isDirty()) {
        Runnable after = afterSave;
        afterSave = () -> {};
        after.run();
      }
    }
  }
}

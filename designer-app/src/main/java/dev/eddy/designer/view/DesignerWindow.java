package dev.eddy.designer.view;

import dev.eddy.designer.canvas.CanvasView;
import dev.eddy.designer.control.ControlStyles;
import dev.eddy.designer.control.expression.ExpressionAssistant;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.OpenProject;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.designer.theme.Mood;
import dev.eddy.designer.theme.Theme;
import dev.eddy.model.io.ProjectFiles;
import dev.eddy.model.operator.Catalog;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** The window: start page or editor, theme, keys and dialogs. FX thread only. */
public final class DesignerWindow {
  private final Store store;
  private final Stage stage;
  private final ScaledPane content = new ScaledPane();
  private final StackPane root = new StackPane(content);
  private final Scene scene;
  private final StartPage start;
  private final EditorScreen editor;
  private final LiveCatalog operators;
  private final AlertBar startAlert;
  private final Notices startNotices;
  private final SettingsWindow settings;
  private final HelpWindow help;
  private final WindowPlace place;
  private final NewProjectWindow fresh;
  private @Nullable Mood shownMood;
  private @Nullable Parent shown;
  private @Nullable AppState leavingSince;

  public DesignerWindow(Stage stage, Store store, Catalog catalog, ExpressionAssistant assistant) {
    this.stage = stage;
    this.store = store;
    scene = new Scene(root, 1280, 800);
    operators = new LiveCatalog(catalog);
    fresh = new NewProjectWindow(store, stage);
    start = new StartPage(store, catalog, files -> this.fresh.open(projectsFolder(), files));
    editor = new EditorScreen(store, operators, assistant);
    startAlert = new AlertBar(store);
    VBox.setVgrow(start, Priority.ALWAYS);
    startNotices = new Notices(store);
    settings = new SettingsWindow(store, stage);
    help = new HelpWindow(store, stage, operators);
    place = new WindowPlace(stage, editor, store);
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

  /**
   * @param scale per cent that the toolkit itself scales by
   */
  public void startedAt(int scale) {
    InterfaceScale.startedAt(scale);
    show(store.state());
  }

  public CanvasView canvas() {
    return editor.canvas();
  }

  /** Carries out what the FX thread must. */
  public void perform(Effect.Visible effect) {
    // It may come before the views are shown the state that it belongs to.
    place.leave(store.state());
    operators.show(store.state());
    if (effect instanceof Effect.Aim aim) {
      editor.aim(aim);
      return;
    }
    if (effect instanceof Effect.PutText e) {
      ClipboardContent content = new ClipboardContent();
      content.putString(e.text());
      Clipboard.getSystemClipboard().setContent(content);
      return;
    }
    if (effect instanceof Effect.TakeText e) {
      String text = Clipboard.getSystemClipboard().getString();
      store.send(new ShellMessage.Paste(text == null ? "" : text, e.connect()));
      return;
    }
    if (effect instanceof Effect.Measure e) {
      java.util.Map<String, Double> widths =
          editor.canvas().widths(store.state().selection().nodes());
      // Notes alone have their widths in the layout.
      store.send(e.wish().withWidths(widths.isEmpty() ? java.util.Map.of("", 0.0) : widths));
      return;
    }
    if (effect instanceof Effect.EditText e) {
      editor.canvas().editText(e.note());
      return;
    }
    if (effect instanceof Effect.Arrange e) {
      place.arrange(e.arrangement());
      return;
    }
    if (effect instanceof Effect.Sizes) {
      editor.arrange(java.util.Map.of());
      return;
    }
    if (effect instanceof Effect.Fixes) {
      editor.offerFixes();
      return;
    }
    switch ((Effect.Dialog) effect) {
      case OPEN_PROJECT -> choose("Open a project", f -> new Message.Open(f.toPath(), ""));
      case NEW_PROJECT -> fresh.open(projectsFolder(), java.util.List.of());
      case OPEN_RECORDING -> choose("Open a recording", f -> new Message.OpenRecording(f.toPath()));
      case COMMANDS -> Searches.commands(store, scene);
      case FIND_IN_PROJECT -> Searches.project(store, scene);
      case KEYS -> Searches.keys(store, scene);
      case SETTINGS -> settings.open();
      case NEW_PIPELINE -> newPipeline();
      case OPERATOR_HELP -> help.show(store.state().selectedNode());
      case DETAILS -> editor.details();
      case EXPORT -> ExchangeDialogs.export(store, stage, editor.canvas());
      case IMPORT -> ExchangeDialogs.load(store, stage);
      case RENAME -> editor.rename();
      case QUICK_ADD -> editor.quickAddHere();
      case NOTE -> editor.canvas().addNoteHere();
      case QUIT -> quit();
    }
  }

  // Beside the project that was open last, else where copies of examples go.
  private String projectsFolder() {
    return store.state().recents().stream()
        .map(r -> r.folder().getParent())
        .filter(p -> p != null && Files.isWritable(p))
        .findFirst()
        .orElse(Path.of(System.getProperty("user.home", ""), "eddy-projects"))
        .toString();
  }

  private void newPipeline() {
    NamePopup.open(
        scene,
        "Name of the new pipeline",
        "Create",
        name ->
            name.isEmpty()
                ? "A name is needed."
                : !ProjectFiles.isPipelineName(name)
                    ? "It names a file, so not all characters fit."
                    : store.state().open() != null && store.state().open().isTaken(name)
                        ? "There is one of this name."
                        : "",
        name -> store.send(new ShellMessage.NewPipeline(name)));
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
    place.keep();
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
      store.send(new ShellMessage.Abandon());
      Platform.exit();
    } else if (answer == save) {
      store.send(new Message.CloseAlert());
      leavingSince = store.state();
      store.send(new Message.Save());
    }
  }

  /** What becomes of leaving once everything is saved. */
  enum Leaving {
    WAIT,
    LEAVE,
    STAY
  }

  /**
   * Whether a save is still waited for. One that fails or is refused says so as an alert or a
   * notice, and whoever goes on working then does not want the window to close some time later.
   *
   * @param asked the state in which it was asked for
   */
  static Leaving leaving(AppState asked, AppState now) {
    OpenProject was = asked.open();
    OpenProject is = now.open();
    if (was == null || is == null || !is.project().folder().equals(was.project().folder())) {
      return Leaving.STAY;
    }
    if (!is.isDirty()) {
      return Leaving.LEAVE;
    }
    return is.revision() == was.revision()
            && Objects.equals(now.alert(), asked.alert())
            && asked.notices().containsAll(now.notices())
        ? Leaving.WAIT
        : Leaving.STAY;
  }

  private void leave(AppState s) {
    Leaving what = leavingSince == null ? Leaving.WAIT : leaving(leavingSince, s);
    if (what != Leaving.WAIT) {
      leavingSince = null;
    }
    if (what == Leaving.LEAVE) {
      Platform.exit();
    }
  }

  private void show(AppState s) {
    place.leave(s);
    operators.show(s);
    if (s.mood() != shownMood) {
      shownMood = s.mood();
      Theme.dress(scene, s.mood());
    }
    content.setFactor(InterfaceScale.factor(s));
    Parent wanted = s.open() == null ? start : editor;
    if (wanted != shown) {
      shown = wanted;
      if (wanted == start) {
        content.setContent(new VBox(startAlert, startNotices.bars(), start));
        start.requestFocus();
      } else {
        content.setContent(editor);
        editor.canvas().requestFocus();
      }
    }
    if (s.open() == null) {
      editor.show(s);
      start.show(s);
      startAlert.show(s);
      startNotices.show(s);
      stage.setTitle("Eddy");
    } else {
      editor.show(s);
      stage.setTitle(
          (s.open().isDirty() ? "• " : "")
              + s.open().project().name()
              + " / "
              + s.open().pipeline()
              + " - Eddy");
    }
    place.show(s);
    leave(s);
  }
}

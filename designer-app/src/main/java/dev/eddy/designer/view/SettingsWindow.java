package dev.eddy.designer.view;

import dev.eddy.designer.command.Stroke;
import dev.eddy.designer.control.SearchField;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.OpenProject;
import dev.eddy.designer.state.Settings;
import dev.eddy.designer.state.ShellMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** The settings, with a search over all of them. Each holds as soon as it is set. */
final class SettingsWindow {
  private static final int SEGMENTS = 4;

  private final Store store;
  private final SideWindow window;
  private final BorderPane root = new BorderPane();
  private final SearchField search = new SearchField("Search the settings", "");
  private final VBox rows = new VBox();
  private final VBox side = new VBox(2);
  private final ScrollPane scroll = new ScrollPane(rows);
  private Settings shown = Settings.DEFAULT;
  private String recording = "";

  SettingsWindow(Store store, Stage owner) {
    this.store = store;
    window = new SideWindow(owner, "Settings", 860, 620);
    root.getStyleClass().add("settings");
    HBox head = new HBox(Parts.label("Settings", "title"), Parts.gap(), search);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("settings-head");
    search.setPrefWidth(260);
    side.getStyleClass().add("settings-side");
    rows.getStyleClass().add("settings-rows");
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("eddy-scroll");
    root.setTop(head);
    root.setLeft(side);
    root.setCenter(scroll);
    search.field().textProperty().addListener((o, was, is) -> fill());
    root.addEventFilter(KeyEvent.KEY_PRESSED, this::record);
    store.addView(this::show);
  }

  void open() {
    recording = "";
    fill();
    window.open(root, store.state());
    search.field().requestFocus();
  }

  private void show(AppState s) {
    window.show(s);
    if (window.isOpen() && !s.settings().equals(shown)) {
      double at = scroll.getVvalue();
      fill();
      scroll.setVvalue(at);
    }
  }

  private void set(Settings settings) {
    store.send(new ShellMessage.Set(settings));
  }

  private void fill() {
    shown = store.state().settings();
    List<Node> nodes = new ArrayList<>();
    List<Node> sections = new ArrayList<>();
    String section = "";
    for (SettingsModel.Row r : SettingsModel.found(shown, project(), search.field().getText())) {
      if (!r.section().equals(section)) {
        section = r.section();
        Label title = Parts.label(section, "settings-section");
        nodes.add(title);
        Button to = Parts.text("", section, "side-button");
        to.setMaxWidth(Double.MAX_VALUE);
        to.setOnAction(
            e ->
                scroll.setVvalue(
                    title.getBoundsInParent().getMinY()
                        / Math.max(1, rows.getHeight() - scroll.getViewportBounds().getHeight())));
        sections.add(to);
      }
      nodes.add(row(r));
    }
    if (nodes.isEmpty()) {
      nodes.add(Parts.label("No setting is named like that.", "dim"));
    }
    rows.getChildren().setAll(nodes);
    side.getChildren().setAll(sections);
  }

  private @Nullable Path project() {
    OpenProject open = store.state().open();
    return open == null ? null : open.project().folder();
  }

  private Node row(SettingsModel.Row r) {
    VBox words = new VBox(1, Parts.label(r.title()));
    words.getStyleClass().add("settings-words");
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    if (!r.help().isEmpty()) {
      Label help = Parts.label(r.help(), "dim");
      help.setWrapText(true);
      words.getChildren().add(help);
    }
    HBox box = new HBox(12, words, control(r));
    box.setAlignment(Pos.CENTER_LEFT);
    box.getStyleClass().add("settings-row");
    if (r instanceof SettingsModel.KeysOf k && !k.conflict().isEmpty()) {
      words.getChildren().add(Parts.label(k.conflict(), "conflict"));
    }
    return box;
  }

  private Node control(SettingsModel.Row r) {
    if (r instanceof SettingsModel.Choice c) {
      return c.options().size() <= SEGMENTS ? segments(c) : combo(c);
    }
    if (r instanceof SettingsModel.Switch s) {
      CheckBox box = new CheckBox();
      box.setSelected(s.on());
      box.setAccessibleText(s.title());
      box.setOnAction(e -> set(s.set().apply(store.state().settings(), box.isSelected())));
      return box;
    }
    return keys((SettingsModel.KeysOf) r);
  }

  private Node segments(SettingsModel.Choice c) {
    ToggleGroup group = new ToggleGroup();
    HBox box = new HBox(-1);
    box.setMinWidth(Region.USE_PREF_SIZE);
    for (int i = 0; i < c.options().size(); i++) {
      int index = i;
      ToggleButton b = new ToggleButton(c.options().get(i));
      b.getStyleClass().setAll("segment");
      b.setToggleGroup(group);
      b.setSelected(i == c.chosen());
      b.setAccessibleText(c.title() + ": " + c.options().get(i));
      b.setOnAction(
          e -> {
            b.setSelected(true);
            set(c.set().apply(store.state().settings(), index));
          });
      box.getChildren().add(b);
    }
    return box;
  }

  private Node combo(SettingsModel.Choice c) {
    ComboBox<String> box = new ComboBox<>();
    box.getItems().setAll(c.options());
    box.getSelectionModel().select(c.chosen());
    box.setAccessibleText(c.title());
    box.setOnAction(
        e ->
            set(
                c.set()
                    .apply(store.state().settings(), box.getSelectionModel().getSelectedIndex())));
    return box;
  }

  private Node keys(SettingsModel.KeysOf k) {
    HBox box = new HBox(6);
    box.setAlignment(Pos.CENTER_RIGHT);
    box.setMinWidth(Region.USE_PREF_SIZE);
    if (recording.equals(k.command().id())) {
      box.getChildren().add(Parts.label("Press the keys… Esc leaves it", "eddy-keys", "recording"));
      return box;
    }
    for (String text : k.keys()) {
      box.getChildren().add(Parts.label(Stroke.shown(text), "eddy-keys"));
    }
    Button record = Parts.icon("edit-2", 14, "Other keys for " + k.title());
    record.setId("record-" + k.command().id().replace('.', '-'));
    record.setOnAction(
        e -> {
          recording = k.command().id();
          fill();
          root.requestFocus();
        });
    Button none = Parts.icon("x", 14, "No keys for " + k.title());
    none.setDisable(k.keys().isEmpty());
    none.setOnAction(e -> set(store.state().settings().withKeys(k.command().id(), List.of())));
    Button reset = Parts.icon("corner-up-left", 14, "Keys of the key map again");
    reset.setDisable(!k.changed());
    reset.setOnAction(e -> set(store.state().settings().withoutKeys(k.command().id())));
    box.getChildren().addAll(record, none, reset);
    return box;
  }

  private void record(KeyEvent e) {
    if (recording.isEmpty() || Stroke.of(e).isEmpty()) {
      return;
    }
    e.consume();
    String command = recording;
    recording = "";
    String stroke = Stroke.of(e);
    if (!stroke.equals("Esc") && Stroke.isValid(stroke)) {
      set(store.state().settings().withKeys(command, List.of(stroke)));
    }
    double at = scroll.getVvalue();
    fill();
    scroll.setVvalue(at);
  }
}

package dev.eddy.designer.view;

import dev.eddy.designer.command.Stroke;
import dev.eddy.designer.control.KeptNodes;
import dev.eddy.designer.control.SearchField;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.OpenProject;
import dev.eddy.designer.state.Settings;
import dev.eddy.designer.state.ShellMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** The settings, with a search over all of them. Each holds as soon as it is set. */
final class SettingsWindow {
  private final Store store;
  private final SideWindow window;
  private final BorderPane root = new BorderPane();
  private final SearchField search = new SearchField("Search the settings", "");
  private final VBox rows = new VBox();
  private final VBox side = new VBox(2);
  private final ScrollPane scroll = new ScrollPane(rows);
  private Settings shown = Settings.DEFAULT;
  private String recording = "";
  // What is set by the keyboard keeps the focus: the next Tab must go on from there.
  private final KeptNodes<SettingsModel.Row, SettingsRow> nodes =
      new KeptNodes<>(
          r -> Arrays.asList(SettingsRow.likeness(r), project()),
          this::row,
          (n, r) -> n.show(r, recording));
  private final KeptNodes<String, Button> sections = KeptNodes.ofEqual(this::section);
  private final Map<String, Label> titles = new HashMap<>();
  private final Label none = Parts.label("No setting is named like that.", "dim");

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
    List<SettingsModel.Row> found = SettingsModel.found(shown, project(), search.field().getText());
    List<Node> now = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<SettingsRow> made = nodes.of(found);
    for (int i = 0; i < found.size(); i++) {
      String section = found.get(i).section();
      if (names.isEmpty() || !section.equals(names.get(names.size() - 1))) {
        names.add(section);
        now.add(titles.computeIfAbsent(section, t -> Parts.label(t, "settings-section")));
      }
      now.add(made.get(i));
    }
    if (now.isEmpty()) {
      now.add(none);
    }
    KeptNodes.put(rows.getChildren(), now);
    KeptNodes.put(side.getChildren(), sections.of(names));
  }

  private Button section(String name) {
    Button to = Parts.text("", name, "side-button");
    to.setMaxWidth(Double.MAX_VALUE);
    to.setOnAction(
        e -> {
          Label title = titles.get(name);
          if (title != null) {
            scroll.setVvalue(
                title.getBoundsInParent().getMinY()
                    / Math.max(1, rows.getHeight() - scroll.getViewportBounds().getHeight()));
          }
        });
    return to;
  }

  private @Nullable Path project() {
    OpenProject open = store.state().open();
    return open == null ? null : open.project().folder();
  }

  /** A row for what is set at one place; another project has another place. */
  private SettingsRow row(SettingsModel.Row r) {
    return new SettingsRow(
        r,
        change -> set(change.apply(store.state().settings())),
        command -> {
          recording = command;
          fill();
          root.requestFocus();
        });
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

package dev.eddy.designer.view;

import dev.eddy.designer.control.ControlStyles;
import dev.eddy.designer.control.SearchField;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;

/** A field under which what fits the words is listed; Enter or a click chooses. */
final class SearchPopup extends VBox {
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
  private static final int ROWS = 12;

  /**
   * A line of the list.
   *
   * @param detail right of the title, quieter
   * @param keys in a small frame at the end; empty for none
   * @param choice what choosing it does; it is not called where {@code enabled} is false
   */
  record Line(String title, String detail, String keys, boolean enabled, Runnable choice) {}

  private final Function<String, List<Line>> lines;
  private final SearchField field;
  private final VBox list = new VBox();
  private final Label none = Parts.label("", "dim", "search-none");
  private final String before;
  private final String nothing;
  private final Popup popup = new Popup();
  private List<Line> found = List.of();
  private int selected;

  private SearchPopup(
      String prompt, String before, String nothing, Function<String, List<Line>> lines) {
    this.lines = lines;
    field = new SearchField(prompt, "");
    this.before = before;
    this.nothing = nothing;
    getStyleClass().addAll("eddy-popup", "command-box");
    getChildren().addAll(field, list);
    field.field().textProperty().addListener((o, was, is) -> rebuild());
    addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
    ControlStyles.apply(this);
    rebuild();
  }

  /**
   * @param before what is said where nothing is listed and nothing has been typed
   * @param nothing what is said where no line fits
   */
  static void open(
      Scene scene,
      String prompt,
      String before,
      String nothing,
      Function<String, List<Line>> lines) {
    SearchPopup box = new SearchPopup(prompt, before, nothing, lines);
    box.setId("search-popup");
    ControlStyles.inherit(box, scene);
    box.popup.getContent().setAll(box);
    box.popup.setAutoHide(true);
    box.popup.setHideOnEscape(true);
    double x = scene.getWindow().getX() + scene.getX() + scene.getWidth() / 2 - 300;
    double y = scene.getWindow().getY() + scene.getY() + 64;
    box.popup.show(scene.getWindow(), x, y);
    box.field.field().requestFocus();
  }

  private void rebuild() {
    found = lines.apply(field.field().getText());
    selected = 0;
    paint();
  }

  private void paint() {
    List<Node> rows = new ArrayList<>();
    int from = Math.max(0, Math.min(selected - ROWS / 2, found.size() - ROWS));
    for (int i = from; i < Math.min(found.size(), from + ROWS); i++) {
      rows.add(row(found.get(i), i));
    }
    if (rows.isEmpty()) {
      none.setText(field.field().getText().isBlank() ? before : nothing);
      rows.add(none);
    }
    list.getChildren().setAll(rows);
  }

  private Node row(Line line, int index) {
    Label title = Parts.label(line.title(), line.enabled() ? "command-title" : "command-off");
    title.setMinWidth(USE_PREF_SIZE);
    HBox row = new HBox(8, title);
    Label detail = Parts.label(line.detail(), "small", "dim");
    detail.setMinWidth(0);
    HBox.setHgrow(detail, javafx.scene.layout.Priority.ALWAYS);
    detail.setMaxWidth(Double.MAX_VALUE);
    detail.setAlignment(Pos.CENTER_RIGHT);
    row.getChildren().add(detail);
    if (!line.keys().isEmpty()) {
      Label keys = Parts.label(line.keys(), "eddy-keys");
      keys.setMinWidth(USE_PREF_SIZE);
      row.getChildren().add(keys);
    }
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("eddy-search-row");
    row.pseudoClassStateChanged(SELECTED, index == selected);
    row.setAccessibleText(line.title() + " " + line.detail());
    row.setOnMouseClicked(e -> choose(line));
    return row;
  }

  private void choose(Line line) {
    if (line.enabled()) {
      popup.hide();
      line.choice().run();
    }
  }

  private void onKey(KeyEvent e) {
    switch (e.getCode()) {
      case DOWN -> move(1);
      case UP -> move(-1);
      case PAGE_DOWN -> move(ROWS);
      case PAGE_UP -> move(-ROWS);
      case ENTER -> {
        if (selected < found.size()) {
          choose(found.get(selected));
        }
      }
      default -> {
        return;
      }
    }
    e.consume();
  }

  private void move(int by) {
    if (!found.isEmpty()) {
      selected =
          Math.abs(by) == 1
              ? Math.floorMod(selected + by, found.size())
              : Math.max(0, Math.min(found.size() - 1, selected + by));
      paint();
    }
  }
}

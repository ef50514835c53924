package dev.eddy.designer.control.form;

import dev.eddy.designer.control.Icons;
import dev.eddy.designer.control.form.FormModel.Editor;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** Columns as chips. Typing filters the others, Enter adds the first, Backspace takes one away. */
final class ChipsEditor implements FieldEditor {
  private static final PseudoClass FOCUS_INSIDE = PseudoClass.getPseudoClass("focus-inside");
  private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

  private final Consumer<@Nullable Value> onChange;
  private final TextField field = new TextField();
  private final FlowPane box = new FlowPane();
  private final ContextMenu menu = new ContextMenu();
  private Editor.Chips shown = new Editor.Chips(List.of(), List.of());

  ChipsEditor(Consumer<@Nullable Value> onChange) {
    this.onChange = onChange;
    box.getStyleClass().add("eddy-chips");
    box.setRowValignment(javafx.geometry.VPos.CENTER);
    field.getStyleClass().addAll("eddy-bare-field", "eddy-chips-field");
    field.setPromptText("add a column");
    field
        .focusedProperty()
        .addListener(
            (o, was, is) -> {
              box.pseudoClassStateChanged(FOCUS_INSIDE, is);
              if (!is) {
                menu.hide();
                field.clear();
              }
            });
    field
        .textProperty()
        .addListener(
            (o, was, is) -> {
              if (field.isFocused()) {
                offer();
              }
            });
    field.setOnMouseClicked(e -> offer());
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
    box.setOnMouseClicked(e -> field.requestFocus());
  }

  /** Columns that contain the text and are not chosen yet; those that start with it first. */
  static List<String> offers(Editor.Chips chips, String typed) {
    String t = typed.strip().toLowerCase(Locale.ROOT);
    List<String> starts = new ArrayList<>();
    List<String> contains = new ArrayList<>();
    for (String c : chips.available()) {
      String lower = c.toLowerCase(Locale.ROOT);
      if (chips.chosen().contains(c)) {
        continue;
      }
      if (lower.startsWith(t)) {
        starts.add(c);
      } else if (lower.contains(t)) {
        contains.add(c);
      }
    }
    starts.addAll(contains);
    return starts;
  }

  private void offer() {
    List<String> offers = offers(shown, field.getText());
    menu.getItems()
        .setAll(
            offers.stream()
                .limit(12)
                .map(
                    c -> {
                      String type = shown.details().getOrDefault(c, "");
                      MenuItem item = new MenuItem(type.isEmpty() ? c : c + "   " + type);
                      item.setMnemonicParsing(false);
                      item.setOnAction(e -> add(c));
                      return item;
                    })
                .toList());
    if (offers.isEmpty()) {
      menu.hide();
    } else if (!menu.isShowing() && field.getScene() != null) {
      menu.show(field, Side.BOTTOM, 0, 4);
    }
  }

  private void onKey(KeyEvent e) {
    if (e.getCode() == KeyCode.ENTER && !field.getText().isBlank()) {
      List<String> offers = offers(shown, field.getText());
      if (!offers.isEmpty()) {
        add(offers.get(0));
      }
      e.consume();
    } else if (e.getCode() == KeyCode.BACK_SPACE
        && field.getText().isEmpty()
        && !shown.chosen().isEmpty()) {
      change(FormValues.without(shown.chosen(), shown.chosen().size() - 1));
      e.consume();
    }
  }

  private void add(String column) {
    field.clear();
    menu.hide();
    change(FormValues.plus(shown.chosen(), column));
  }

  private void change(List<String> chosen) {
    render(new Editor.Chips(shown.available(), chosen, shown.details()));
    onChange.accept(FormValues.texts(chosen));
  }

  @Override
  public Region node() {
    return box;
  }

  @Override
  public boolean fits(FormModel.Entry entry) {
    return entry.editor() instanceof Editor.Chips;
  }

  @Override
  public void show(FormModel.Entry entry) {
    field.setId("form-" + entry.name());
    field.setAccessibleText(entry.spec().title());
    field.setPromptText(entry.mixed() ? "several values" : "add a column");
    box.pseudoClassStateChanged(INVALID, entry.problems().stream().anyMatch(p -> p.isError()));
    if (entry.editor() instanceof Editor.Chips chips
        && (!chips.equals(shown) || box.getChildren().isEmpty())) {
      render(chips);
    }
  }

  private void render(Editor.Chips chips) {
    shown = chips;
    boolean focused = field.isFocused();
    List<Node> children = new ArrayList<>();
    for (int i = 0; i < chips.chosen().size(); i++) {
      children.add(chip(chips.chosen().get(i), i));
    }
    children.add(field);
    box.getChildren().setAll(children);
    if (focused) {
      field.requestFocus();
    }
  }

  private Node chip(String column, int index) {
    Label name = new Label(column);
    name.getStyleClass().add("eddy-chip-name");
    Button remove = new Button(null, Icons.view("x", 12));
    remove.getStyleClass().addAll("eddy-icon-button", "eddy-chip-remove");
    remove.setAccessibleText("Remove " + column);
    remove.setFocusTraversable(false);
    remove.setOnAction(e -> change(FormValues.without(shown.chosen(), index)));
    HBox chip = new HBox(name, remove);
    chip.getStyleClass().add("eddy-chip");
    chip.pseudoClassStateChanged(
        INVALID, !shown.available().isEmpty() && !shown.available().contains(column));
    chip.setAlignment(Pos.CENTER_LEFT);
    return chip;
  }
}

package dev.eddy.designer.control.schema;

import dev.eddy.designer.control.ColumnActions;
import dev.eddy.designer.control.ColumnKeys;
import dev.eddy.designer.control.ControlStyles;
import dev.eddy.designer.control.Figures;
import dev.eddy.designer.control.expression.ColumnDrag;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.refactor.ColumnRef;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What ports promise: facts, and the columns with their types. A column can be dragged into an
 * expression; its context menu and its keys rename, retype, find and delete it.
 */
public final class SchemaView extends VBox {
  /** Of a name that must be read in the narrowest panel: twelve characters. */
  private static final double LEAST_NAME = 90;

  private static final double CHAR = 7.5;

  private final ColumnActions actions;
  private SchemaModel shown = SchemaModel.EMPTY;

  public SchemaView(ColumnActions actions) {
    this.actions = actions;
    getStyleClass().add("eddy-schema");
    ControlStyles.apply(this);
  }

  public void show(SchemaModel model) {
    if (model.equals(shown)) {
      return;
    }
    shown = model;
    List<Node> children = new ArrayList<>();
    for (SchemaModel.Port p : model.ports()) {
      children.add(head(p));
      p.facts().forEach(f -> children.add(fact(f)));
      p.lines().forEach(l -> children.add(row(p, l)));
      if (!p.known() || p.lines().isEmpty()) {
        String words =
            p.known()
                ? "No columns."
                : p.output() == null ? "Not connected." : "Not known: something before is wrong.";
        Label none = new Label(words);
        none.getStyleClass().addAll("eddy-hint", "eddy-schema-none");
        children.add(none);
      }
    }
    getChildren().setAll(children);
  }

  private static Node head(SchemaModel.Port p) {
    Label title = new Label(p.title());
    title.getStyleClass().add("eddy-section-title");
    Label count = new Label(p.known() ? Figures.count(p.lines().size(), "column", "columns") : "");
    count.getStyleClass().add("eddy-hint");
    Region line = new Region();
    line.getStyleClass().add(p.updating() ? "eddy-double-line" : "eddy-single-line");
    line.setVisible(p.known());
    HBox head = new HBox(title, line, gap(), count);
    head.getStyleClass().add("eddy-section-head");
    head.setAlignment(Pos.CENTER_LEFT);
    return head;
  }

  private static Node fact(SchemaModel.Fact f) {
    Label name = new Label(f.name());
    name.getStyleClass().addAll("eddy-hint", "eddy-schema-fact-name");
    name.setMinWidth(72);
    Label text = new Label(f.text());
    text.getStyleClass().add("eddy-schema-fact");
    text.setWrapText(true);
    HBox.setHgrow(text, Priority.ALWAYS);
    HBox row = new HBox(8, name, text);
    row.getStyleClass().add("eddy-schema-facts");
    row.setAlignment(Pos.TOP_LEFT);
    return row;
  }

  private Node row(SchemaModel.Port port, SchemaModel.Line line) {
    Label name = new Label(line.name());
    name.getStyleClass().add("eddy-schema-name");
    name.setMinWidth(Math.min(LEAST_NAME, line.name().length() * CHAR));
    HBox row = new HBox(name);
    for (String mark : line.marks()) {
      Label m = new Label(mark);
      m.getStyleClass().addAll("eddy-schema-mark", "eddy-mark-" + mark);
      m.setMinWidth(0);
      // Whole or not at all: the facts above and the tooltip say it as well.
      m.widthProperty()
          .addListener(
              (o, was, is) -> m.setOpacity(is.doubleValue() < m.prefWidth(-1) - 1 ? 0 : 1));
      row.getChildren().add(m);
    }
    Label type = new Label(line.type());
    type.getStyleClass().add("eddy-schema-type");
    type.setMinWidth(Region.USE_PREF_SIZE);
    Label notNull = new Label(line.notNull() ? "NOT NULL" : "");
    notNull.getStyleClass().add("eddy-schema-null");
    notNull.setMinWidth(Region.USE_PREF_SIZE);
    row.getChildren().addAll(gap(), type);
    if (line.notNull()) {
      row.getChildren().add(notNull);
    }
    row.getStyleClass().add("eddy-schema-row");
    row.setAlignment(Pos.CENTER_LEFT);
    row.setFocusTraversable(true);
    row.setAccessibleRole(AccessibleRole.LIST_ITEM);
    row.setAccessibleText(
        line.name()
            + " "
            + line.type()
            + (line.notNull() ? " NOT NULL" : "")
            + " "
            + String.join(" ", line.marks()));
    Tooltip whole = new Tooltip(row.getAccessibleText().strip());
    whole.setShowDelay(Duration.millis(400));
    Tooltip.install(row, whole);
    row.setOnMousePressed(e -> row.requestFocus());
    ColumnDrag.install(row, line.name());
    PortRef output = port.output();
    if (output != null) {
      act(row, new ColumnRef(output.node(), output.port(), line.name()));
    }
    return row;
  }

  private void act(Node row, ColumnRef column) {
    row.setOnContextMenuRequested(e -> menu(row, column, e));
    row.addEventHandler(
        KeyEvent.KEY_PRESSED,
        e -> {
          Consumer<ColumnRef> action = action(e);
          if (action != null) {
            action.accept(column);
            e.consume();
          }
        });
  }

  private @Nullable Consumer<ColumnRef> action(KeyEvent e) {
    if (ColumnKeys.matches(actions.keys().rename(), e) || e.getCode() == KeyCode.F2) {
      return actions::rename;
    } else if (ColumnKeys.matches(actions.keys().uses(), e)) {
      return actions::findUses;
    } else if (e.getCode() == KeyCode.DELETE) {
      return actions::delete;
    }
    return null;
  }

  private void menu(Node row, ColumnRef column, ContextMenuEvent e) {
    ContextMenu menu = new ContextMenu();
    menu.setId("column-menu");
    MenuItem copy = new MenuItem("Copy name");
    copy.setOnAction(
        a -> {
          ClipboardContent content = new ClipboardContent();
          content.putString(column.column());
          Clipboard.getSystemClipboard().setContent(content);
        });
    menu.getItems()
        .addAll(
            item("Rename…", column, actions::rename, ColumnKeys.first(actions.keys().rename())),
            item("Change type…", column, actions::retype, null),
            item("Find uses", column, actions::findUses, ColumnKeys.first(actions.keys().uses())),
            copy,
            new SeparatorMenuItem(),
            item("Delete…", column, actions::delete, null));
    menu.show(row.getScene().getWindow(), e.getScreenX(), e.getScreenY());
    e.consume();
  }

  private static MenuItem item(
      String title, ColumnRef column, Consumer<ColumnRef> action, @Nullable KeyCombination keys) {
    MenuItem item = new MenuItem(title);
    item.setOnAction(e -> action.accept(column));
    if (keys != null) {
      item.setAccelerator(keys);
    }
    return item;
  }

  private static Region gap() {
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    return gap;
  }
}

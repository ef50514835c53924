package dev.eddy.designer.control.palette;

import dev.eddy.designer.control.ControlStyles;
import dev.eddy.designer.control.Icons;
import dev.eddy.designer.control.SearchField;
import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.OperatorDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * The installed operators by family, with a search. Arrow keys choose, Enter or a double click
 * places the operator, dragging carries it to the canvas.
 */
public final class PaletteList extends VBox {
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
  private static final double DRAG_START = 4;

  private final SearchField search = new SearchField("Find operator", "Tab");
  private final VBox rows = new VBox();
  private final ScrollPane scroll = new ScrollPane(rows);
  private final List<Row> operators = new ArrayList<>();
  private final Set<Family> collapsed = EnumSet.noneOf(Family.class);
  private final Consumer<OperatorDescriptor> onPlace;
  private final OperatorDrag drag;
  private List<OperatorDescriptor> all = List.of();
  private int selected = -1;

  /**
   * @param onPlace Enter or double click: place it where the canvas sees fit
   */
  public PaletteList(Consumer<OperatorDescriptor> onPlace, OperatorDrag drag) {
    this.onPlace = onPlace;
    this.drag = drag;
    getStyleClass().add("eddy-palette");
    rows.getStyleClass().add("eddy-palette-rows");
    scroll.getStyleClass().add("eddy-scroll");
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    getChildren().addAll(search, scroll);
    search.field().textProperty().addListener((o, was, is) -> rebuild());
    addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
    ControlStyles.apply(this);
  }

  public void show(Collection<OperatorDescriptor> installed) {
    List<OperatorDescriptor> next = List.copyOf(installed);
    if (!next.equals(all)) {
      all = next;
      rebuild();
    }
  }

  /** Puts the caret into the search field. */
  public void focusSearch() {
    search.field().requestFocus();
    search.field().selectAll();
  }

  private void rebuild() {
    String text = search.field().getText();
    boolean searching = !text.isBlank();
    PaletteModel model = PaletteModel.of(all, text);
    operators.clear();
    List<Node> children = new ArrayList<>();
    for (PaletteModel.Group group : model.groups()) {
      boolean open = searching || !collapsed.contains(group.family());
      children.add(head(group.family(), open));
      if (open) {
        for (OperatorDescriptor d : group.operators()) {
          Row row = new Row(d);
          operators.add(row);
          children.add(row);
        }
      }
    }
    if (children.isEmpty()) {
      Label none = new Label("No operator is named like that.");
      none.getStyleClass().add("eddy-hint");
      children.add(none);
    }
    rows.getChildren().setAll(children);
    select(searching ? best(text) : -1);
  }

  /** Position of the best match, which is not always the first: families keep their order. */
  private int best(String text) {
    List<OperatorDescriptor> found = PaletteModel.search(all, text);
    for (int i = 0; i < operators.size(); i++) {
      if (!found.isEmpty() && operators.get(i).operator.equals(found.get(0))) {
        return i;
      }
    }
    return -1;
  }

  private Node head(Family family, boolean open) {
    Label title = new Label(family.title());
    title.getStyleClass().add("eddy-palette-family");
    HBox head = new HBox(Icons.view(open ? "chevron-down" : "chevron-right", 12), title);
    head.getStyleClass().add("eddy-palette-head");
    head.setAlignment(Pos.CENTER_LEFT);
    head.setOnMouseClicked(
        e -> {
          if (!collapsed.remove(family)) {
            collapsed.add(family);
          }
          rebuild();
        });
    return head;
  }

  private void select(int index) {
    if (selected >= 0 && selected < operators.size()) {
      operators.get(selected).pseudoClassStateChanged(SELECTED, false);
    }
    selected = index;
    if (index >= 0) {
      Row row = operators.get(index);
      row.pseudoClassStateChanged(SELECTED, true);
      reveal(row);
    }
  }

  private void reveal(Row row) {
    double height = rows.getHeight() - scroll.getViewportBounds().getHeight();
    if (height <= 0) {
      return;
    }
    double top = scroll.getVvalue() * height;
    double bottom = top + scroll.getViewportBounds().getHeight();
    double y = row.getBoundsInParent().getMinY();
    double end = row.getBoundsInParent().getMaxY();
    if (y < top) {
      scroll.setVvalue(y / height);
    } else if (end > bottom) {
      scroll.setVvalue((end - scroll.getViewportBounds().getHeight()) / height);
    }
  }

  private void onKey(KeyEvent e) {
    switch (e.getCode()) {
      case DOWN -> {
        if (!operators.isEmpty()) {
          select(Math.min(selected + 1, operators.size() - 1));
        }
      }
      case UP -> {
        if (!operators.isEmpty()) {
          select(Math.max(selected - 1, 0));
        }
      }
      case ENTER -> {
        if (selected < 0) {
          return;
        }
        onPlace.accept(operators.get(selected).operator);
      }
      case ESCAPE -> {
        if (search.field().getText().isEmpty()) {
          return;
        }
        search.field().clear();
      }
      default -> {
        return;
      }
    }
    e.consume();
  }

  private final class Row extends HBox {
    private final OperatorDescriptor operator;
    private @Nullable MouseEvent pressed;
    private boolean dragging;

    Row(OperatorDescriptor operator) {
      this.operator = operator;
      getStyleClass().addAll("eddy-palette-row", ControlStyles.family(operator.family()));
      setId("palette-" + operator.id());
      setAlignment(Pos.CENTER_LEFT);
      setAccessibleRole(AccessibleRole.LIST_ITEM);
      setAccessibleText(operator.title() + ": " + operator.summary());
      getChildren().addAll(Icons.view(operator.icon(), 16), new Label(operator.title()));
      Tooltip.install(this, new Tooltip(operator.summary()));
      addEventHandler(MouseEvent.MOUSE_PRESSED, this::onPressed);
      addEventHandler(MouseEvent.MOUSE_DRAGGED, this::onDragged);
      addEventHandler(MouseEvent.MOUSE_RELEASED, this::onReleased);
      addEventHandler(
          MouseEvent.MOUSE_CLICKED,
          e -> {
            if (e.getButton() == MouseButton.PRIMARY
                && e.getClickCount() == 2
                && e.isStillSincePress()) {
              onPlace.accept(operator);
            }
          });
    }

    private void onPressed(MouseEvent e) {
      if (e.getButton() == MouseButton.PRIMARY) {
        pressed = e;
        dragging = false;
        select(operators.indexOf(this));
        requestFocus();
      }
    }

    private void onDragged(MouseEvent e) {
      MouseEvent from = pressed;
      if (from == null) {
        return;
      }
      if (dragging) {
        drag.moved(operator, e);
      } else if (Math.hypot(e.getSceneX() - from.getSceneX(), e.getSceneY() - from.getSceneY())
          >= DRAG_START) {
        dragging = true;
        setOnKeyPressed(
            k -> {
              if (k.getCode() == javafx.scene.input.KeyCode.ESCAPE && dragging) {
                dragging = false;
                pressed = null;
                drag.cancelled(operator);
                k.consume();
              }
            });
        drag.started(operator, e);
      }
      e.consume();
    }

    private void onReleased(MouseEvent e) {
      boolean was = dragging;
      dragging = false;
      pressed = null;
      setOnKeyPressed(null);
      if (was) {
        drag.dropped(operator, e);
        e.consume();
      }
    }
  }
}

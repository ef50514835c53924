package dev.eddy.designer.control.palette;

import dev.eddy.designer.control.ControlStyles;
import dev.eddy.designer.control.Icons;
import dev.eddy.designer.control.OwnKeys;
import dev.eddy.designer.control.SearchField;
import dev.eddy.model.operator.OperatorDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * The installed operators by family, with a search; before them the favourites and those that were
 * used last. Arrow keys choose, Enter or a double click places the operator, dragging carries it to
 * the canvas; Ctrl+D or the star makes it a favourite.
 */
public final class PaletteList extends VBox {
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
  private static final PseudoClass STARRED = PseudoClass.getPseudoClass("starred");
  private static final double DRAG_START = 4;

  private final SearchField search = new SearchField("Find operator", "Tab");
  private final VBox rows = new VBox();
  private final ScrollPane scroll = new ScrollPane(rows);
  private final List<Row> operators = new ArrayList<>();
  private final Set<String> collapsed = new HashSet<>();
  private final Consumer<OperatorDescriptor> onFavourite;
  private final Consumer<OperatorDescriptor> onPlace;
  private final OperatorDrag drag;
  private List<OperatorDescriptor> all = List.of();
  private List<String> favourites = List.of();
  private List<String> used = List.of();
  private int selected = -1;
  private boolean late;

  /**
   * @param onPlace Enter or double click: place it where the canvas sees fit
   * @param onFavourite make it a favourite, or none where it is one
   */
  public PaletteList(
      Consumer<OperatorDescriptor> onPlace,
      OperatorDrag drag,
      Consumer<OperatorDescriptor> onFavourite) {
    this.onPlace = onPlace;
    this.onFavourite = onFavourite;
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
    OwnKeys.set(this, PaletteList::isStar);
    hoverProperty()
        .addListener(
            (o, was, is) -> {
              if (!is && late) {
                rearrange();
              }
            });
    ControlStyles.apply(this);
  }

  public void show(Collection<OperatorDescriptor> installed) {
    List<OperatorDescriptor> next = List.copyOf(installed);
    if (!next.equals(all)) {
      all = next;
      rebuild();
    }
  }

  /**
   * What stands before the families. Under the pointer nothing moves: there the rows take their new
   * places when it leaves, and only the stars change at once.
   *
   * @param favouriteIds ids of operators, in the order shown
   * @param usedIds newest first
   */
  public void showShelf(List<String> favouriteIds, List<String> usedIds) {
    if (favouriteIds.equals(favourites) && usedIds.equals(used)) {
      return;
    }
    favourites = List.copyOf(favouriteIds);
    used = List.copyOf(usedIds);
    if (isHover()) {
      late = true;
      operators.forEach(Row::showStar);
    } else {
      rearrange();
    }
  }

  private void rearrange() {
    late = false;
    Row was = selected < 0 ? null : operators.get(selected);
    double at = scroll.getVvalue();
    rebuild();
    scroll.setVvalue(at);
    if (was != null) {
      select(positionOf(was));
    }
  }

  /** Where an operator stands in its group now, else where it stands at all. */
  private int positionOf(Row was) {
    int first = -1;
    for (int i = 0; i < operators.size(); i++) {
      Row row = operators.get(i);
      if (row.operator.equals(was.operator)) {
        if (row.group.equals(was.group)) {
          return i;
        }
        first = first < 0 ? i : first;
      }
    }
    return first;
  }

  /** Puts the caret into the search field. */
  public void focusSearch() {
    search.field().requestFocus();
    search.field().selectAll();
  }

  private void rebuild() {
    String text = search.field().getText();
    boolean searching = !text.isBlank();
    PaletteModel model = PaletteModel.of(all, text, favourites, used);
    operators.clear();
    List<Node> children = new ArrayList<>();
    for (PaletteModel.Group group : model.groups()) {
      boolean open = searching || !collapsed.contains(group.title());
      children.add(head(group.title(), open));
      if (open) {
        for (OperatorDescriptor d : group.operators()) {
          Row row = new Row(d, group);
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

  private Node head(String name, boolean open) {
    Label title = new Label(name);
    title.getStyleClass().add("eddy-palette-family");
    HBox head = new HBox(Icons.view(open ? "chevron-down" : "chevron-right", 12), title);
    head.getStyleClass().add("eddy-palette-head");
    head.setAlignment(Pos.CENTER_LEFT);
    head.setOnMouseClicked(
        e -> {
          if (!collapsed.remove(name)) {
            collapsed.add(name);
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

  private static boolean isStar(KeyEvent e) {
    return e.getCode() == KeyCode.D && e.isShortcutDown() && !e.isShiftDown() && !e.isAltDown();
  }

  private void onKey(KeyEvent e) {
    if (isStar(e)) {
      if (selected >= 0) {
        onFavourite.accept(operators.get(selected).operator);
      }
      e.consume();
      return;
    }
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
    private final String group;
    private final Button star = new Button();
    private @Nullable MouseEvent pressed;
    private boolean dragging;

    Row(OperatorDescriptor operator, PaletteModel.Group group) {
      this.operator = operator;
      this.group = group.title();
      getStyleClass().addAll("eddy-palette-row", ControlStyles.family(operator.family()));
      String within =
          group.family() != null ? "" : group.title().equals(PaletteModel.USED) ? "used-" : "star-";
      setId("palette-" + within + operator.id());
      setAlignment(Pos.CENTER_LEFT);
      setAccessibleRole(AccessibleRole.LIST_ITEM);
      setAccessibleText(operator.title() + ": " + operator.summary());
      Label title = new Label(operator.title());
      title.setMinWidth(0);
      HBox.setHgrow(title, Priority.ALWAYS);
      title.setMaxWidth(Double.MAX_VALUE);
      getChildren().addAll(Icons.view(operator.icon(), 16), title, star);
      star.getStyleClass().setAll("eddy-star");
      star.setFocusTraversable(false);
      star.setManaged(false);
      star.setOnAction(e -> onFavourite.accept(operator));
      // A press on it neither selects the row nor begins to drag it.
      star.addEventHandler(MouseEvent.ANY, MouseEvent::consume);
      showStar();
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

    /** Over the end of the title where that is long: the star takes no room from it. */
    @Override
    protected void layoutChildren() {
      super.layoutChildren();
      double w = star.prefWidth(-1);
      double h = star.prefHeight(-1);
      star.resizeRelocate(getWidth() - w - 3, (getHeight() - h) / 2, w, h);
    }

    private void showStar() {
      boolean on = favourites.contains(operator.id());
      star.setGraphic(Icons.view(on ? "star-filled" : "star", 12));
      star.pseudoClassStateChanged(STARRED, on);
      star.setAccessibleText(
          on ? operator.title() + " is a favourite" : "Make " + operator.title() + " a favourite");
      star.setTooltip(new Tooltip(on ? "No favourite any more (Ctrl+D)" : "Favourite (Ctrl+D)"));
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
              if (k.getCode() == KeyCode.ESCAPE && dragging) {
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

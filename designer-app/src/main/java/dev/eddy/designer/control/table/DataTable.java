package dev.eddy.designer.control.table;

import dev.eddy.designer.control.ControlStyles;
import dev.eddy.designer.control.EmptyState;
import dev.eddy.designer.control.Figures;
import dev.eddy.designer.control.OwnKeys;
import dev.eddy.designer.control.table.TableContent.Column;
import dev.eddy.designer.control.table.TableContent.Line;
import dev.eddy.designer.control.table.TableContent.Look;
import dev.eddy.designer.control.table.TableContent.Mark;
import dev.eddy.model.time.Moment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * A table of rows, of which only the visible ones have nodes. Ctrl+C copies the selected rows as
 * CSV, Ctrl+Shift+C as JSON; Alt+Enter asks why a row is there. Columns can be moved, sized, hidden
 * and, where somebody listens, sorted by.
 */
public final class DataTable extends VBox {
  private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
  private static final PseudoClass WAITING = PseudoClass.getPseudoClass("waiting");
  private static final PseudoClass NO_COLUMNS = PseudoClass.getPseudoClass("no-columns");
  private static final PseudoClass SPREAD = PseudoClass.getPseudoClass("spread");
  private static final PseudoClass LOADING = PseudoClass.getPseudoClass("loading");
  private static final double ROW_HEIGHT = 24;
  private static final int MOST_SELECTED = 20_000;

  private final TableView<Line> table = new TableView<>();
  private final LineItems lines = new LineItems();
  private final Map<String, ColumnHead> heads = new HashMap<>();
  private final Label note = new Label();
  private final StackPane empty = new StackPane();
  private Consumer<Moment> onMoment = m -> {};
  private @Nullable Consumer<Line> onWhy;
  private Consumer<Line> onSelect = l -> {};
  private @Nullable BiConsumer<String, Sort> onSort;
  private IntConsumer onMissing = i -> {};
  private Consumer<String> onCopied = w -> {};
  private TableContent content = TableContent.EMPTY;
  private boolean following = true;
  private boolean updating;

  public DataTable() {
    getStyleClass().add("eddy-data-table");
    table.getStyleClass().add("eddy-table");
    table.setItems(lines);
    table.setFixedCellSize(ROW_HEIGHT);
    table.setPlaceholder(empty);
    table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    table.setRowFactory(t -> new LineRow());
    table.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
    table.addEventFilter(MouseEvent.MOUSE_PRESSED, this::onPress);
    OwnKeys.set(table, e -> isCopy(e) || isWhy(e));
    table
        .getSelectionModel()
        .selectedItemProperty()
        .addListener(
            (o, was, is) -> {
              if (is != null && !updating) {
                onSelect.accept(is);
              }
            });
    table.setContextMenu(menu());
    note.getStyleClass().addAll("eddy-hint", "eddy-table-note");
    note.managedProperty().bind(note.visibleProperty());
    VBox.setVgrow(table, Priority.ALWAYS);
    getChildren().addAll(table, note);
    setEmptyState(EmptyState.ROWS, w -> {});
    ControlStyles.apply(this);
    show(TableContent.EMPTY);
  }

  /** How rows are put in order by a column. */
  public enum Sort {
    /** As a click on its head does: up, down, not. */
    NEXT,
    UP,
    DOWN,
    NONE
  }

  /** Somebody who sorts the rows by a column when a head is clicked. */
  public void setOnSort(BiConsumer<String, Sort> listener) {
    onSort = listener;
  }

  /** A line is in view that has not come yet; called on the FX thread, not during layout. */
  public void setOnMissing(IntConsumer listener) {
    onMissing = listener;
  }

  /** Shows by which column rows are sorted; empty for none. */
  public void sorted(String column, boolean descending) {
    heads.values().forEach(h -> h.sorted(column, descending));
  }

  /** Shows in the heads how values are spread, for which they are higher from now on. */
  public void spread(Map<String, ColumnStats> stats) {
    heads.forEach((name, head) -> head.spread(stats.get(name)));
  }

  /** Leaves room in the heads for how values are spread: rows must not move when that comes. */
  public void setSpread(boolean value) {
    pseudoClassStateChanged(SPREAD, value);
  }

  /**
   * Whether the newest rows are looked for, at the end. Rows that are sorted or chosen are read
   * from the top.
   */
  public void setFollowing(boolean value) {
    if (following && !value) {
      table.scrollTo(0);
    }
    following = value;
  }

  /** What was copied, in words, or why nothing is selected to be copied. */
  public void setOnCopied(Consumer<String> listener) {
    onCopied = listener;
  }

  /** A click on a moment. */
  public void setOnMoment(Consumer<Moment> listener) {
    onMoment = listener;
  }

  /** Alt+Enter or a double click on a row. */
  public void setOnWhy(Consumer<Line> listener) {
    onWhy = listener;
  }

  /** The user selected a row. */
  public void setOnSelect(Consumer<Line> listener) {
    onSelect = listener;
  }

  public void setEmptyState(EmptyState.Words words, Consumer<EmptyState.Words> onAction) {
    empty.getChildren().setAll(new EmptyState(words, onAction));
  }

  public TableContent content() {
    return content;
  }

  /** The table inside, for tests and for reading the scroll position. */
  public TableView<Line> table() {
    return table;
  }

  /**
   * Shows rows. Columns, their widths, scroll position and selection stay when the columns are the
   * same. A row that became current is scrolled into view; without one the newest rows are, where
   * the end was in view before or the rows are of another stretch of the run.
   */
  public void show(TableContent next) {
    TableContent before = content;
    boolean atEnd = isAtEnd();
    if (next.equals(before) && !table.getColumns().isEmpty()) {
      return;
    }
    content = next;
    updating = true;
    try {
      if (!next.columns().equals(before.columns()) || table.getColumns().isEmpty()) {
        setColumns(next);
      }
      change(before, next);
    } finally {
      updating = false;
    }
    pseudoClassStateChanged(NO_COLUMNS, next.columns().isEmpty());
    note.setText(next.note());
    note.setVisible(!next.note().isEmpty());
    int current = next.current();
    boolean moved =
        current >= 0
            && (before.current() < 0
                || !before
                    .lines()
                    .get(before.current())
                    .cells()
                    .equals(next.lines().get(current).cells()));
    if (moved) {
      reveal(current);
    } else if (following && current < 0 && (atEnd || isElsewhere(before, next))) {
      reveal(next.lines().size() - 1);
    }
  }

  private void change(TableContent before, TableContent next) {
    if (next.lines().equals(before.lines())) {
      return;
    }
    if (before.lines() instanceof PagedLines && next.lines() instanceof PagedLines) {
      VirtualFlow<?> flow = (VirtualFlow<?>) table.lookup(".virtual-flow");
      IndexedCell<?> first = flow == null ? null : flow.getFirstVisibleCell();
      IndexedCell<?> last = flow == null ? null : flow.getLastVisibleCell();
      lines.grow(
          next.lines(),
          first == null ? 0 : first.getIndex() - 1,
          last == null ? 0 : last.getIndex() + 2);
      return;
    }
    List<Integer> selected = List.copyOf(table.getSelectionModel().getSelectedIndices());
    boolean same = next.columns().equals(before.columns());
    lines.replace(next.lines());
    restore(same ? LineItems.places(selected, before.lines(), next.lines()) : List.of());
  }

  /** Whether the last line is in view, so that new ones below it are followed. */
  private boolean isAtEnd() {
    VirtualFlow<?> flow = (VirtualFlow<?>) table.lookup(".virtual-flow");
    IndexedCell<?> last = flow == null ? null : flow.getLastVisibleCell();
    return last != null && !lines.isEmpty() && last.getIndex() >= lines.size() - 1;
  }

  /** Whether rows of a run are of another stretch of it: then the newest are looked for. */
  static boolean isElsewhere(TableContent before, TableContent next) {
    if (next.lines() instanceof PagedLines) {
      return !(before.lines() instanceof PagedLines) || !next.columns().equals(before.columns());
    }
    if (next.lines().isEmpty() || next.lines().get(0).moments().isEmpty()) {
      return false;
    }
    if (before.lines().isEmpty()) {
      return true;
    }
    return !next.lines().contains(before.lines().get(before.lines().size() - 1));
  }

  /** Scrolls a line into view, once the table has a height and only if it is not in view. */
  private void reveal(int line) {
    Platform.runLater(
        () -> {
          VirtualFlow<?> flow = (VirtualFlow<?>) table.lookup(".virtual-flow");
          if (line >= lines.size() || flow == null) {
            return;
          }
          IndexedCell<?> first = flow.getFirstVisibleCell();
          IndexedCell<?> last = flow.getLastVisibleCell();
          boolean inView =
              first != null
                  && last != null
                  && first.getIndex() >= 0
                  && first.getIndex() <= line
                  && (line < last.getIndex() || isWhole(flow, last));
          if (!inView) {
            table.scrollTo(Math.max(0, line - 3));
          }
        });
  }

  private static boolean isWhole(VirtualFlow<?> flow, IndexedCell<?> cell) {
    return cell.getBoundsInParent().getMaxY() <= flow.getHeight();
  }

  private void restore(List<Integer> selected) {
    table.getSelectionModel().clearSelection();
    if (!selected.isEmpty()) {
      // One by one, ten thousand of them would take minutes.
      table
          .getSelectionModel()
          .selectIndices(
              selected.get(0), selected.stream().skip(1).mapToInt(Integer::intValue).toArray());
    }
  }

  private void setColumns(TableContent next) {
    heads.clear();
    List<TableColumn<Line, ?>> columns = new ArrayList<>();
    if (!next.columns().isEmpty()) {
      columns.add(gutter());
    }
    for (int i = 0; i < next.columns().size(); i++) {
      columns.add(column(next, i));
    }
    table.getColumns().setAll(columns);
  }

  private TableColumn<Line, Line> gutter() {
    TableColumn<Line, Line> c = plain(new TableColumn<>());
    c.setResizable(false);
    boolean numbered =
        !(content.lines() instanceof PagedLines)
            && content.lines().stream().limit(1).allMatch(l -> l.moments().isEmpty());
    int digits = numbered ? Integer.toString(content.lines().size()).length() : 0;
    c.setPrefWidth(Math.max(28, 14 + 7 * digits));
    c.setCellFactory(t -> new GutterCell());
    c.getStyleClass().add("eddy-gutter");
    return c;
  }

  private TableColumn<Line, Line> column(TableContent next, int index) {
    Column column = next.columns().get(index);
    TableColumn<Line, Line> c = plain(new TableColumn<>());
    ColumnHead head = new ColumnHead(column);
    heads.put(column.name(), head);
    head.setOnMouseClicked(
        e -> {
          if (e.getButton() == MouseButton.PRIMARY && e.isStillSincePress()) {
            sort(column, Sort.NEXT);
          }
        });
    c.setUserData(column);
    c.setReorderable(true);
    c.setContextMenu(headMenu(column, c));
    head.prefWidthProperty().bind(c.widthProperty().subtract(16));
    c.setGraphic(head);
    c.setPrefWidth(width(next, index));
    c.setMinWidth(40);
    c.setCellFactory(t -> new ValueCell(column, index, m -> onMoment.accept(m)));
    return c;
  }

  private static TableColumn<Line, Line> plain(TableColumn<Line, Line> c) {
    c.setSortable(false);
    c.setReorderable(false);
    c.setCellValueFactory(f -> new ReadOnlyObjectWrapper<>(f.getValue()));
    return c;
  }

  /** Width for head and the last rows; the fonts' advances are those of the look. */
  private static double width(TableContent next, int index) {
    Column column = next.columns().get(index);
    double widest = Math.max(column.name().length() * 7.7, column.caption().length() * 6.1);
    if (column.look() == Look.TIME) {
      // The first rows may have no time yet.
      widest = Math.max(widest, 16 * 7.25);
    }
    int size = next.lines().size();
    for (Line l : next.lines().subList(Math.max(0, size - 200), size)) {
      if (index >= l.cells().size()) {
        continue;
      }
      widest = Math.max(widest, TableContent.display(column, l, index).text().length() * 7.25);
    }
    return Math.max(56, Math.min(360, Math.ceil(widest) + 26));
  }

  private void sort(Column column, Sort how) {
    BiConsumer<String, Sort> listener = onSort;
    if (listener != null && column.look() != Look.ROW_KIND) {
      listener.accept(column.look() == Look.MOMENT ? "" : column.name(), how);
    }
  }

  private ContextMenu headMenu(Column column, TableColumn<Line, Line> c) {
    ContextMenu menu = new ContextMenu();
    if (onSort != null && column.look() != Look.MOMENT && column.look() != Look.ROW_KIND) {
      menu.getItems()
          .addAll(
              item("Sort upwards", () -> sort(column, Sort.UP)),
              item("Sort downwards", () -> sort(column, Sort.DOWN)),
              item("As they came", () -> sort(column, Sort.NONE)),
              new SeparatorMenuItem());
    }
    MenuItem all =
        item("Show all columns", () -> table.getColumns().forEach(x -> x.setVisible(true)));
    MenuItem hide = item("Hide this column", () -> c.setVisible(false));
    menu.getItems().addAll(item("Copy the name", () -> copy(column.name())), hide, all);
    menu.setOnShowing(
        e -> {
          all.setDisable(table.getColumns().stream().allMatch(TableColumn::isVisible));
          // Without any head there would be no menu to bring them back.
          hide.setDisable(heads().filter(TableColumn::isVisible).count() < 2);
        });
    return menu;
  }

  private Stream<TableColumn<Line, ?>> heads() {
    return table.getColumns().stream().filter(c -> c.getContextMenu() != null);
  }

  private static MenuItem item(String title, Runnable work) {
    MenuItem item = new MenuItem(title);
    item.setOnAction(e -> work.run());
    return item;
  }

  private ContextMenu menu() {
    MenuItem csv = new MenuItem("Copy as CSV");
    csv.setOnAction(e -> copyRows(rows -> content.csv(rows)));
    MenuItem json = new MenuItem("Copy as JSON");
    json.setOnAction(e -> copyRows(rows -> content.json(rows)));
    MenuItem values = item("Copy as SQL VALUES", () -> copyRows(rows -> content.values(rows)));
    SeparatorMenuItem line = new SeparatorMenuItem();
    MenuItem why = item("Why is this row here?", this::why);
    ContextMenu menu = new ContextMenu(csv, json, values, line, why);
    menu.setOnShowing(
        e -> {
          line.setVisible(onWhy != null);
          why.setVisible(onWhy != null);
          why.setDisable(table.getSelectionModel().isEmpty());
        });
    return menu;
  }

  private void onKey(KeyEvent e) {
    if (lines.size() > MOST_SELECTED && selectsMany(e)) {
      // JavaFX goes through all that is selected for each that is: a million would take hours.
      e.consume();
      if (e.getCode() == KeyCode.A) {
        table.getSelectionModel().clearSelection();
        onCopied.accept("So many rows are not selected: while none is, all are copied.");
      }
    } else if (isCopy(e)) {
      copyRows(e.isShiftDown() ? content::json : content::csv);
      e.consume();
    } else if (isWhy(e)) {
      why();
      e.consume();
    }
  }

  private static boolean selectsMany(KeyEvent e) {
    return e.getCode() == KeyCode.A && e.isShortcutDown()
        || e.isShiftDown() && (e.getCode() == KeyCode.HOME || e.getCode() == KeyCode.END);
  }

  /** A range as long as that is not selected: the row that was pressed on alone is. */
  private void onPress(MouseEvent e) {
    Node at = e.getPickResult().getIntersectedNode();
    while (at != null && !(at instanceof TableRow<?>)) {
      at = at.getParent();
    }
    int anchor = table.getSelectionModel().getSelectedIndex();
    if (e.isShiftDown()
        && anchor >= 0
        && at instanceof TableRow<?> row
        && !row.isEmpty()
        && Math.abs(row.getIndex() - anchor) > MOST_SELECTED) {
      e.consume();
      table.getSelectionModel().clearAndSelect(row.getIndex());
    }
  }

  private static boolean isCopy(KeyEvent e) {
    return e.getCode() == KeyCode.C && e.isShortcutDown();
  }

  private static boolean isWhy(KeyEvent e) {
    return e.getCode() == KeyCode.ENTER && e.isAltDown();
  }

  private void why() {
    Line line = table.getSelectionModel().getSelectedItem();
    Consumer<Line> listener = onWhy;
    if (line != null && listener != null) {
      listener.accept(line);
    }
  }

  /** The selected rows, or all where none is. */
  private List<Integer> selection() {
    List<Integer> selected =
        table.getSelectionModel().getSelectedIndices().stream().sorted().distinct().toList();
    return selected.isEmpty() ? IntStream.range(0, lines.size()).boxed().toList() : selected;
  }

  private void copyRows(Function<List<Integer>, String> as) {
    List<Integer> rows = selection();
    List<Integer> here = rows.stream().filter(i -> lines.get(i).mark() != Mark.LOADING).toList();
    if (!here.isEmpty()) {
      copy(as.apply(here));
    }
    onCopied.accept(copied(here.size(), rows.size() - here.size()));
  }

  static String copied(long rows, long missing) {
    return Figures.count(rows, "row", "rows")
        + " copied"
        + (missing == 0
            ? "."
            : "; "
                + Figures.number(missing)
                + (missing == 1 ? " has" : " have")
                + " not come yet: scroll there first.");
  }

  private static void copy(String text) {
    ClipboardContent c = new ClipboardContent();
    c.putString(text);
    Clipboard.getSystemClipboard().setContent(c);
  }

  private int missing = -1;

  /** Lines of one pass of layout are asked for together. */
  private void missing(int index) {
    boolean first = missing < 0;
    missing = index;
    if (first) {
      Platform.runLater(
          () -> {
            int asked = missing;
            missing = -1;
            onMissing.accept(asked);
          });
    }
  }

  private final class LineRow extends TableRow<Line> {
    @Override
    protected void updateItem(@Nullable Line line, boolean empty) {
      super.updateItem(line, empty);
      boolean loading = line != null && line.mark() == Mark.LOADING;
      pseudoClassStateChanged(LOADING, loading);
      if (loading && getIndex() >= 0) {
        missing(getIndex());
      }
      pseudoClassStateChanged(CURRENT, line != null && line.mark() == Mark.CURRENT);
      pseudoClassStateChanged(WAITING, line != null && line.mark() == Mark.WAITING);
    }
  }
}

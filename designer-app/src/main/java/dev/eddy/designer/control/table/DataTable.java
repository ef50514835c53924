package dev.eddy.designer.control.table;

import dev.eddy.designer.control.ControlStyles;
import dev.eddy.designer.control.EmptyState;
import dev.eddy.designer.control.Icons;
import dev.eddy.designer.control.table.TableContent.CellText;
import dev.eddy.designer.control.table.TableContent.Column;
import dev.eddy.designer.control.table.TableContent.Line;
import dev.eddy.designer.control.table.TableContent.Look;
import dev.eddy.designer.control.table.TableContent.Mark;
import dev.eddy.model.time.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
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
import javafx.scene.text.Text;
import javafx.scene.transform.Shear;
import org.jspecify.annotations.Nullable;

/**
 * A table of rows, of which only the visible ones have nodes. Ctrl+C copies the selected rows as
 * CSV, Ctrl+Shift+C as JSON; Alt+Enter asks why a row is there.
 */
public final class DataTable extends VBox {
  private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
  private static final PseudoClass WAITING = PseudoClass.getPseudoClass("waiting");
  private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");
  private static final PseudoClass NULL = PseudoClass.getPseudoClass("null");
  private static final PseudoClass EMPTY = PseudoClass.getPseudoClass("empty-text");
  private static final PseudoClass NO_COLUMNS = PseudoClass.getPseudoClass("no-columns");
  private static final double ROW_HEIGHT = 24;

  private final TableView<Line> table = new TableView<>();
  private final ObservableList<Line> lines = FXCollections.observableArrayList();
  private final Label note = new Label();
  private final StackPane empty = new StackPane();
  private Consumer<Moment> onMoment = m -> {};
  private Consumer<Line> onWhy = l -> {};
  private Consumer<Line> onSelect = l -> {};
  private TableContent content = TableContent.EMPTY;
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
      List<Integer> selected = List.copyOf(table.getSelectionModel().getSelectedIndices());
      if (!next.lines().equals(before.lines())) {
        lines.setAll(next.lines());
        restore(selected);
      }
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
    } else if (current < 0 && (atEnd || isElsewhere(before, next))) {
      reveal(next.lines().size() - 1);
    }
  }

  /** Whether the last line is in view, so that new ones below it are followed. */
  private boolean isAtEnd() {
    VirtualFlow<?> flow = (VirtualFlow<?>) table.lookup(".virtual-flow");
    IndexedCell<?> last = flow == null ? null : flow.getLastVisibleCell();
    return last != null && !lines.isEmpty() && last.getIndex() >= lines.size() - 1;
  }

  /** Whether rows of a run are of another stretch of it: then the newest are looked for. */
  static boolean isElsewhere(TableContent before, TableContent next) {
    if (next.lines().isEmpty() || next.lines().get(0).moments().isEmpty()) {
      return false;
    }
    return before.lines().isEmpty()
        || !next.lines().contains(before.lines().get(before.lines().size() - 1));
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
    for (int i : selected) {
      if (i >= 0 && i < lines.size()) {
        table.getSelectionModel().select(i);
      }
    }
  }

  private void setColumns(TableContent next) {
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
    boolean numbered = content.lines().stream().limit(1).allMatch(l -> l.moments().isEmpty());
    int digits = numbered ? Integer.toString(content.lines().size()).length() : 0;
    c.setPrefWidth(Math.max(28, 14 + 7 * digits));
    c.setCellFactory(t -> new GutterCell());
    c.getStyleClass().add("eddy-gutter");
    return c;
  }

  private TableColumn<Line, Line> column(TableContent next, int index) {
    Column column = next.columns().get(index);
    TableColumn<Line, Line> c = plain(new TableColumn<>());
    Label name = new Label(column.name());
    name.getStyleClass().add("eddy-column-name");
    Label caption = new Label(column.caption());
    caption.getStyleClass().add("eddy-column-caption");
    VBox head = new VBox(name, caption);
    head.setMinWidth(0);
    head.getStyleClass().add("eddy-column-head");
    head.setAlignment(column.look() == Look.NUMBER ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
    head.prefWidthProperty().bind(c.widthProperty().subtract(16));
    c.setGraphic(head);
    c.setPrefWidth(width(next, index));
    c.setMinWidth(40);
    c.setCellFactory(t -> new ValueCell(column, index));
    return c;
  }

  private static TableColumn<Line, Line> plain(TableColumn<Line, Line> c) {
    c.setSortable(false);
    c.setReorderable(false);
    c.setCellValueFactory(f -> new ReadOnlyObjectWrapper<>(f.getValue()));
    return c;
  }

  /** Width for head and the first rows; the fonts' advances are those of the look. */
  private static double width(TableContent next, int index) {
    Column column = next.columns().get(index);
    double widest = Math.max(column.name().length() * 7.7, column.caption().length() * 6.1);
    for (Line l : next.lines().subList(0, Math.min(200, next.lines().size()))) {
      widest = Math.max(widest, TableContent.display(column, l, index).text().length() * 7.25);
    }
    return Math.max(56, Math.min(360, Math.ceil(widest) + 26));
  }

  private ContextMenu menu() {
    MenuItem csv = new MenuItem("Copy as CSV");
    csv.setOnAction(e -> copy(content.csv(selection())));
    MenuItem json = new MenuItem("Copy as JSON");
    json.setOnAction(e -> copy(content.json(selection())));
    MenuItem why = new MenuItem("Why is this row here?");
    why.setOnAction(e -> why());
    return new ContextMenu(csv, json, why);
  }

  private void onKey(KeyEvent e) {
    if (e.getCode() == KeyCode.C && e.isShortcutDown()) {
      copy(e.isShiftDown() ? content.json(selection()) : content.csv(selection()));
      e.consume();
    } else if (e.getCode() == KeyCode.ENTER && e.isAltDown()) {
      why();
      e.consume();
    }
  }

  private void why() {
    Line line = table.getSelectionModel().getSelectedItem();
    if (line != null) {
      onWhy.accept(line);
    }
  }

  /** The selected rows, or all where none is. */
  private List<Integer> selection() {
    List<Integer> selected =
        table.getSelectionModel().getSelectedIndices().stream().sorted().distinct().toList();
    return selected.isEmpty() ? IntStream.range(0, lines.size()).boxed().toList() : selected;
  }

  private static void copy(String text) {
    ClipboardContent c = new ClipboardContent();
    c.putString(text);
    Clipboard.getSystemClipboard().setContent(c);
  }

  private static final class LineRow extends TableRow<Line> {
    @Override
    protected void updateItem(@Nullable Line line, boolean empty) {
      super.updateItem(line, empty);
      pseudoClassStateChanged(CURRENT, line != null && line.mark() == Mark.CURRENT);
      pseudoClassStateChanged(WAITING, line != null && line.mark() == Mark.WAITING);
    }
  }

  private static final class GutterCell extends TableCell<Line, Line> {
    private final javafx.scene.Node arrow = Icons.view("here", 12);

    GutterCell() {
      getStyleClass().add("eddy-gutter-cell");
      setAlignment(Pos.CENTER);
    }

    @Override
    protected void updateItem(@Nullable Line line, boolean isEmpty) {
      super.updateItem(line, isEmpty);
      boolean current = line != null && line.mark() == Mark.CURRENT;
      setGraphic(current ? arrow : null);
      setText(
          line == null || current || !line.moments().isEmpty()
              ? null
              : Integer.toString(getIndex() + 1));
    }
  }

  private final class ValueCell extends TableCell<Line, Line> {
    private final Column column;
    private final int index;
    private @Nullable Text nullWord;

    ValueCell(Column column, int index) {
      this.column = column;
      this.index = index;
      getStyleClass().add("eddy-value-cell");
      if (column.look() == Look.MOMENT) {
        getStyleClass().add("eddy-moment-cell");
        addEventHandler(MouseEvent.MOUSE_CLICKED, this::onClick);
      }
      setAlignment(column.look() == Look.NUMBER ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
    }

    @Override
    protected void updateItem(@Nullable Line line, boolean isEmpty) {
      super.updateItem(line, isEmpty);
      if (line == null || isEmpty || index >= line.cells().size()) {
        setText(null);
        setGraphic(null);
        mark(false, false, false);
        return;
      }
      CellText cell = TableContent.display(column, line, index);
      setText(cell.isNull() ? null : cell.text());
      setGraphic(cell.isNull() ? nullWord() : null);
      mark(cell.isNull(), cell.isEmpty(), line.changed().contains(index));
    }

    /** Slanted by hand, for neither font comes with an italic. */
    private Text nullWord() {
      if (nullWord == null) {
        nullWord = new Text("null");
        nullWord.getStyleClass().add("eddy-null");
        nullWord.getTransforms().add(new Shear(-0.2, 0));
      }
      return nullWord;
    }

    private void mark(boolean isNull, boolean isEmpty, boolean changed) {
      pseudoClassStateChanged(NULL, isNull);
      pseudoClassStateChanged(EMPTY, isEmpty);
      pseudoClassStateChanged(CHANGED, changed);
    }

    private void onClick(MouseEvent e) {
      Line line = getItem();
      Moment m = line == null ? null : line.moments().get(index);
      if (m != null && e.getButton() == MouseButton.PRIMARY && e.isStillSincePress()) {
        onMoment.accept(m);
        e.consume();
      }
    }
  }
}

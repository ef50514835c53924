package dev.eddy.designer.control.table;

import dev.eddy.designer.control.ControlStyles;
import dev.eddy.designer.control.Icons;
import dev.eddy.designer.control.SearchField;
import dev.eddy.designer.control.table.TableContent.Column;
import dev.eddy.designer.control.table.TableContent.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * One row, a column a line: long values whole, nested ones as trees that fold, each can be copied.
 * Where there are many columns they can be searched.
 */
public final class RowDetail extends VBox {
  private static final int LONG = 60;

  /** From here on nobody finds a column by looking. */
  private static final int MANY = 15;

  private final VBox lines = new VBox();
  private final SearchField find = new SearchField("Find a column or a value", "");
  private final NestedView.Memory memory = new NestedView.Memory();
  private Consumer<String> onCopied = w -> {};
  private @Nullable Line shown;
  private List<Column> shownColumns = List.of();

  public RowDetail() {
    getStyleClass().add("eddy-row-detail");
    ScrollPane scroll = new ScrollPane(lines);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("eddy-scroll");
    VBox.setVgrow(scroll, Priority.ALWAYS);
    find.field().setId("find-column");
    find.field().textProperty().addListener((o, was, is) -> fill());
    find.managedProperty().bind(find.visibleProperty());
    VBox.setMargin(find, new javafx.geometry.Insets(6, 12, 6, 12));
    getChildren().addAll(find, scroll);
    ControlStyles.apply(this);
    show(TableContent.EMPTY, null);
  }

  /** Told in words of what was copied. */
  public void setOnCopied(Consumer<String> listener) {
    onCopied = listener;
  }

  /** Shows a row of a table; null for none. */
  public void show(TableContent content, @Nullable Line line) {
    if (Objects.equals(line, shown)
        && content.columns().equals(shownColumns)
        && !lines.getChildren().isEmpty()) {
      return;
    }
    shown = line;
    shownColumns = content.columns();
    fill();
  }

  private void fill() {
    Line line = shown;
    List<Node> nodes = new ArrayList<>();
    boolean none = line == null || line.cells().size() < shownColumns.size();
    find.setVisible(!none && shownColumns.size() >= MANY);
    if (none || line == null) {
      nodes.add(hint("Select a row to see it whole."));
    } else {
      String sought = find.isVisible() ? find.field().getText() : "";
      for (int i = 0; i < shownColumns.size(); i++) {
        if (fits(shownColumns.get(i), line.cells().get(i), sought)) {
          nodes.add(cell(shownColumns.get(i), line, i));
        }
      }
      if (nodes.isEmpty()) {
        nodes.add(hint(shownColumns.isEmpty() ? "It has no columns." : "No column fits."));
      }
    }
    lines.getChildren().setAll(nodes);
  }

  /** Whether a column is one that is sought: by a part of its name, or of its value. */
  static boolean fits(Column column, @Nullable String cell, String sought) {
    String word = sought.strip().toLowerCase(Locale.ROOT);
    return word.isEmpty()
        || column.name().toLowerCase(Locale.ROOT).contains(word)
        || cell != null && cell.toLowerCase(Locale.ROOT).contains(word);
  }

  private static Label hint(String text) {
    Label hint = new Label(text);
    hint.getStyleClass().add("eddy-hint");
    return hint;
  }

  private Node cell(Column column, Line line, int index) {
    Label name = new Label(column.name() + "  ");
    name.getStyleClass().add("eddy-column-name");
    Label caption = new Label(column.caption());
    caption.getStyleClass().add("eddy-column-caption");
    name.setGraphic(caption);
    name.setContentDisplay(ContentDisplay.RIGHT);
    HBox.setHgrow(name, Priority.ALWAYS);
    name.setMaxWidth(Double.MAX_VALUE);
    String raw = line.cells().get(index);
    HBox head = new HBox(4, name);
    head.setAlignment(Pos.CENTER_LEFT);
    if (raw != null) {
      head.getChildren().add(copy(column, raw));
    }
    Optional<NestedItem> nested =
        raw == null ? Optional.empty() : NestedItem.of(column.name(), raw);
    VBox box =
        new VBox(
            2,
            head,
            nested.filter(n -> n.size() > 0).isPresent()
                ? new NestedView(nested.get(), memory, w -> onCopied.accept(w))
                : raw != null && isLong(raw) ? area(raw) : plain(column, line, index));
    box.getStyleClass().add("eddy-detail-cell");
    return box;
  }

  private Button copy(Column column, String raw) {
    Button b = new Button();
    b.setGraphic(Icons.view("copy", 12));
    b.getStyleClass().addAll("eddy-icon-button", "eddy-detail-copy");
    b.setTooltip(new Tooltip("Copy the value"));
    b.setAccessibleText("Copy the value of " + column.name());
    b.setOnAction(
        e -> {
          NestedView.put(raw);
          onCopied.accept("The value of " + column.name() + " copied.");
        });
    return b;
  }

  private static boolean isLong(String text) {
    return text.length() > LONG || text.indexOf('\n') >= 0;
  }

  private static Node plain(Column column, Line line, int index) {
    Label value = new Label(TableContent.display(column, line, index).text());
    value.getStyleClass().add("eddy-detail-value");
    value.setWrapText(true);
    return value;
  }

  /** A long text, whole: it can be selected and copied in part. */
  static TextArea area(String text) {
    TextArea area = new TextArea();
    area.setEditable(false);
    area.setWrapText(true);
    area.getStyleClass().add("eddy-detail-text");
    fill(area, text);
    return area;
  }

  static void fill(TextArea area, String text) {
    area.setText(Nested.pretty(text));
    long rows = area.getText().lines().mapToLong(l -> 1 + l.length() / 36).sum();
    area.setPrefRowCount((int) Math.min(14, Math.max(2, rows)));
  }
}

package dev.eddy.designer.control.table;

import dev.eddy.designer.control.Icons;
import dev.eddy.designer.control.expression.ColumnDrag;
import dev.eddy.designer.control.table.TableContent.Column;
import dev.eddy.designer.control.table.TableContent.Look;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The head of a column: its name over its type, how its values are spread, and how rows are sorted
 * by it. The name can be dragged into an expression.
 */
final class ColumnHead extends VBox {
  private static final double BAR_HEIGHT = 12;

  private final Column column;
  private final Label name;
  private final HBox title;
  private final HBox bars = new HBox(1);
  private final Tooltip tooltip = new Tooltip();
  private @Nullable ColumnStats shown;

  ColumnHead(Column column) {
    this.column = column;
    name = new Label(column.name());
    name.getStyleClass().add("eddy-column-name");
    title = new HBox(4, name);
    Label caption = new Label(column.caption());
    caption.getStyleClass().add("eddy-column-caption");
    bars.getStyleClass().add("eddy-column-bars");
    bars.setMinHeight(BAR_HEIGHT);
    bars.setMaxHeight(BAR_HEIGHT);
    bars.setVisible(false);
    bars.managedProperty().bind(bars.visibleProperty());
    getChildren().addAll(title, caption, bars);
    setMinWidth(0);
    getStyleClass().add("eddy-column-head");
    boolean right = column.look() == Look.NUMBER;
    setAlignment(right ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
    title.setAlignment(right ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
    bars.setAlignment(right ? Pos.BOTTOM_RIGHT : Pos.BOTTOM_LEFT);
    tooltip.setShowDelay(Duration.millis(400));
    if (isData()) {
      ColumnDrag.install(name, column.name());
    }
  }

  /** Whether the column is one of the rows', not one that the table adds. */
  private boolean isData() {
    return column.look() != Look.MOMENT && column.look() != Look.ROW_KIND;
  }

  void sorted(String by, boolean descending) {
    if (!column.name().equals(by)) {
      title.getChildren().setAll(name);
    } else {
      title.getChildren().setAll(name, Icons.view(descending ? "arrow-down" : "arrow-up", 12));
    }
  }

  void spread(@Nullable ColumnStats stats) {
    if (java.util.Objects.equals(stats, shown)) {
      return;
    }
    shown = stats;
    if (stats == null || !isData()) {
      bars.setVisible(false);
      Tooltip.uninstall(this, tooltip);
      return;
    }
    List<Region> nodes =
        stats.bars().stream()
            .map(
                h -> {
                  Region bar = new Region();
                  bar.getStyleClass().add("eddy-column-bar");
                  double height = h == 0 ? 0 : Math.max(1, Math.round(h * BAR_HEIGHT));
                  bar.setMinSize(4, height);
                  bar.setMaxSize(4, height);
                  return bar;
                })
            .toList();
    bars.getChildren().setAll(nodes);
    bars.setVisible(true);
    String words = stats.words(column);
    tooltip.setText(words + "\nDrag the name into an expression.");
    Tooltip.install(this, tooltip);
    setAccessibleText(column.name() + ", " + column.caption() + ", " + words);
  }
}

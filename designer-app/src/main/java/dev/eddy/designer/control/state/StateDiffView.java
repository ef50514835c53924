package dev.eddy.designer.control.state;

import dev.eddy.designer.control.ControlStyles;
import dev.eddy.designer.control.EmptyState;
import dev.eddy.designer.control.table.DataTable;
import dev.eddy.model.time.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The entries of an operator's state that differ between two moments. */
public final class StateDiffView extends StackPane {
  private static final EmptyState.Words SAME =
      EmptyState.Words.of(
          "check-circle", "No entry differs", "The state is the same at both moments.");

  private final Consumer<Moment> onMoment;
  private final VBox content = new VBox();
  private final ScrollPane scroll = new ScrollPane(content);
  private Consumer<String> onCopied = w -> {};
  private @Nullable StateDiffModel shown;

  /**
   * @param onMoment a last writer was chosen
   */
  public StateDiffView(Consumer<Moment> onMoment) {
    this.onMoment = onMoment;
    getStyleClass().add("eddy-state");
    scroll.getStyleClass().add("eddy-scroll");
    scroll.setFitToWidth(true);
    ControlStyles.apply(this);
  }

  /** Entries were copied; gets what was, in words. */
  public void setOnCopied(Consumer<String> listener) {
    onCopied = listener;
  }

  public void show(StateDiffModel model) {
    if (model.equals(shown)) {
      return;
    }
    shown = model;
    if (model.tables().isEmpty()) {
      getChildren().setAll(new EmptyState(SAME, w -> {}));
      return;
    }
    List<Node> nodes = new ArrayList<>();
    for (StateDiffModel.Table t : model.tables()) {
      Label size = new Label(t.size());
      size.getStyleClass().add("eddy-hint");
      DataTable table = new DataTable();
      table.setOnMoment(onMoment);
      table.setOnCopied(words -> onCopied.accept(words));
      table.setFollowing(false);
      table.show(t.content());
      double height = 48 + 24.0 * Math.max(2, Math.min(14, t.content().lines().size()));
      table.setMinHeight(height);
      table.setPrefHeight(height);
      table.setMaxHeight(height);
      nodes.add(StateView.head("State · " + t.name(), size));
      nodes.add(table);
    }
    content.getChildren().setAll(nodes);
    getChildren().setAll(scroll);
  }
}

package dev.eddy.designer.view;

import dev.eddy.designer.control.Icons;
import dev.eddy.designer.control.KeptNodes;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.OpenProject;
import dev.eddy.designer.view.ProjectTreeModel.Line;
import dev.eddy.model.operator.Catalog;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What the project is made of: its pipelines and the files that they read. */
final class ProjectTree extends ScrollPane {
  private static final PseudoClass ON = PseudoClass.getPseudoClass("on");

  private final Store store;
  private final Catalog catalog;
  private final VBox rows = new VBox();
  private final KeptNodes<Line, Node> nodes =
      new KeptNodes<>(
          l -> List.of(l.level(), l.icon(), l.text(), l.pipeline()), this::row, ProjectTree::mark);
  private List<Line> shown = List.of();
  private @Nullable OpenProject shownOf;

  ProjectTree(Store store, Catalog catalog) {
    this.store = store;
    this.catalog = catalog;
    setId("project-tree");
    setFitToWidth(true);
    getStyleClass().addAll("eddy-scroll", "project-tree");
    setContent(rows);
  }

  void show(AppState s) {
    if (s.open() == shownOf) {
      return;
    }
    shownOf = s.open();
    List<Line> now = s.open() == null ? List.of() : ProjectTreeModel.lines(s.open(), catalog);
    if (!now.equals(shown)) {
      shown = now;
      KeptNodes.put(rows.getChildren(), nodes.of(now));
    }
  }

  private Node row(Line line) {
    if (line.level() == 0) {
      Label l = Parts.label(line.text(), "tree-head");
      return l;
    }
    HBox content = new HBox(8, Icons.view(line.icon(), 14), Parts.label(line.text()));
    content.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    if (!line.pipeline().isEmpty()) {
      content.getChildren().add(Parts.label("not saved", "small", "dim"));
    }
    Button b = new Button();
    b.setGraphic(content);
    b.getStyleClass().setAll("tree-row");
    b.setMaxWidth(Double.MAX_VALUE);
    b.setAccessibleText(line.text());
    if (line.pipeline().isEmpty()) {
      b.setMouseTransparent(true);
      b.setFocusTraversable(false);
    } else {
      b.setOnAction(e -> store.send(new Message.ShowPipeline(line.pipeline())));
    }
    return b;
  }

  private static void mark(Node row, Line line) {
    if (row instanceof Button b && !line.pipeline().isEmpty()) {
      Parts.shown(((HBox) b.getGraphic()).getChildren().get(2), line.dirty());
      b.pseudoClassStateChanged(ON, line.shown());
    }
  }
}

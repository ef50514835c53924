package dev.eddy.designer.canvas;

import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Edits;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Selection;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OperatorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Point2D;
import org.jspecify.annotations.Nullable;

/**
 * New operators: asked for, or dragged in from the palette by plain mouse events. FX thread only.
 */
final class Placing {
  private final CanvasView view;
  private final Catalog catalog;
  private Consumer<QuickAdd> onQuickAdd = q -> {};
  private Overlay overlay = Overlay.NONE;

  Placing(CanvasView view, Catalog catalog) {
    this.view = view;
    this.catalog = catalog;
  }

  void onQuickAdd(Consumer<QuickAdd> listener) {
    onQuickAdd = listener;
  }

  Overlay overlay() {
    return overlay;
  }

  void end() {
    overlay = Overlay.NONE;
  }

  /** Asks for an operator at a place of the canvas. */
  void ask(Point at) {
    ask(at, null, true);
  }

  /**
   * Asks for an operator that goes on from the one that is selected alone, whose first output leads
   * nowhere yet; else for one at a place. So a chain is made without a mouse.
   */
  void askBehindSelection(Point otherwise) {
    AppState s = view.state();
    String id = s == null ? null : s.selection().single();
    NodeShape node = id == null ? null : view.scene().nodes().get(id);
    if (node == null || node.outputs().isEmpty() || node.outputs().get(0).connected()) {
      ask(otherwise);
      return;
    }
    Box box = node.box();
    Point at = new Point(box.right() + NodeGeometry.GAP, box.center().y());
    ask(at, node.outputs().get(0).ref(), true);
  }

  /** Asks for an operator that an open wire ends at. */
  void ask(Gesture.Outcome.QuickAdd q) {
    overlay = new Overlay.Dropped(q.start(), q.at(), q.fromOutput());
    ask(q.at(), q.from(), q.fromOutput());
  }

  private void ask(Point at, @Nullable PortRef from, boolean fromOutput) {
    Point p = view.camera().toScreen(at.x(), at.y());
    Point2D screen = view.localToScreen(p.x(), p.y());
    if (screen != null) {
      onQuickAdd.accept(new QuickAdd(at, screen.getX(), screen.getY(), from, fromOutput));
    }
  }

  private Connections connections(AppState s) {
    return new Connections(catalog, s.graph(), s.checks().outputs());
  }

  void place(OperatorDescriptor type, QuickAdd where) {
    AppState s = view.state();
    if (s == null || s.open() == null) {
      return;
    }
    Graph graph = s.graph();
    Node node = Edits.fresh(graph, type);
    PortRef from = where.from();
    double y = where.at().y() - NodeGeometry.HEIGHT / 2;
    double x = where.at().x();
    if (from != null && !where.fromOutput()) {
      x -= NodeGeometry.width(view.painter().nameWidth(node.name()));
    }
    List<GraphEdit> edits = new ArrayList<>();
    edits.add(Edits.add(node, NodeGeometry.snap(x), NodeGeometry.snap(y)));
    if (from != null && where.fromOutput()) {
      connections(s)
          .inputFor(from, type)
          .ifPresent(port -> edits.add(Edits.connect(graph, from, new PortRef(node.id(), port))));
    } else if (from != null && !type.outputs().isEmpty()) {
      edits.add(Edits.connect(graph, new PortRef(node.id(), type.outputs().get(0).name()), from));
    }
    view.send(
        new Message.Apply(Edits.all("Add " + node.name(), edits), null, Selection.node(node.id())));
  }

  List<OperatorDescriptor> candidates(QuickAdd where) {
    AppState s = view.state();
    List<OperatorDescriptor> out = new ArrayList<>();
    if (s == null) {
      return out;
    }
    Connections connections = connections(s);
    for (OperatorType t : catalog.all()) {
      OperatorDescriptor d = t.descriptor();
      PortRef from = where.from();
      boolean fits =
          from == null
              || (where.fromOutput()
                  ? connections.obstacle(from, d).isEmpty()
                  : !d.outputs().isEmpty());
      if (fits) {
        out.add(d);
      }
    }
    return out;
  }

  void ghost(OperatorDescriptor type, Point2D local) {
    overlay =
        view.contains(local)
            ? new Overlay.Ghost(
                corner(local),
                type.title(),
                type.icon(),
                type.family(),
                target(type, local).orElse(null))
            : Overlay.NONE;
    view.repaint();
  }

  /** The edge under the middle of an operator that would fit into it. */
  private Optional<EdgeShape> target(OperatorDescriptor type, Point2D local) {
    AppState s = view.state();
    if (s == null) {
      return Optional.empty();
    }
    Point p = view.camera().toCanvas(local.getX(), local.getY());
    return view.scene()
        .edgeAt(p, NodeGeometry.HEIGHT / 2)
        .filter(
            e ->
                new Wiring(catalog, s.checks().outputs())
                    .splice(s.graph(), e.id(), "", type)
                    .isPresent());
  }

  void drop(OperatorDescriptor type, Point2D local) {
    overlay = Overlay.NONE;
    view.repaint();
    AppState s = view.state();
    if (!view.contains(local) || s == null || s.open() == null) {
      return;
    }
    PipelineDocument document = s.open().document();
    Point at = corner(local);
    Node node = Edits.fresh(s.graph(), type);
    List<GraphEdit> edits = new ArrayList<>();
    edits.add(Edits.add(node, at.x(), at.y()));
    target(type, local)
        .ifPresent(
            e -> {
              edits.addAll(
                  new Wiring(catalog, s.checks().outputs())
                      .splice(s.graph(), e.id(), node.id(), type)
                      .orElse(List.of()));
              double width = NodeGeometry.width(view.painter().nameWidth(node.name()));
              Map<String, Layout.Position> room =
                  MoveGesture.room(
                      view.scene(),
                      document,
                      e,
                      new Box(at.x(), at.y(), width, NodeGeometry.HEIGHT));
              edits.addAll(Edits.place(document.layout(), room));
            });
    view.send(
        new Message.Apply(Edits.all("Add " + node.name(), edits), null, Selection.node(node.id())));
  }

  private Point corner(Point2D local) {
    Point p = view.camera().toCanvas(local.getX(), local.getY());
    return new Point(
        NodeGeometry.snap(p.x() - NodeGeometry.MIN_WIDTH / 2),
        NodeGeometry.snap(p.y() - NodeGeometry.HEIGHT / 2));
  }
}

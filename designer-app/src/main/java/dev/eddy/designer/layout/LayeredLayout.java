package dev.eddy.designer.layout;

import dev.eddy.designer.state.Edits;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.operator.OutputPort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.PortConstraints;
import org.eclipse.elk.core.options.PortSide;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkConnectableShape;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.ElkPort;
import org.eclipse.elk.graph.util.ElkGraphUtil;
import org.jspecify.annotations.Nullable;

/**
 * Layers from left to right, without overlaps, by the method of Sugiyama as the Eclipse Layout
 * Kernel has it. Places are on the grid. Takes seconds for a thousand nodes: never on the FX
 * thread.
 */
public final class LayeredLayout {
  private static final double GRID = 16;
  private static final double HEIGHT = 80;
  // Wider than the least gaps of 48 and 24, since the grid may take up to a half of its step away.
  private static final double BETWEEN_LAYERS = 64;
  private static final double BETWEEN_NODES = 40;

  static {
    LayoutMetaDataService.getInstance()
        .registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
  }

  private LayeredLayout() {}

  /**
   * New places of some nodes, and of the notes beside them: a note keeps its distance from the node
   * that is nearest to it. The upper left corner of all stays where it was.
   *
   * @param cancelled asked now and then
   * @return null where it was cancelled
   */
  public static @Nullable Map<String, Layout.Position> arrange(
      PipelineDocument document, Set<String> ids, Catalog catalog, BooleanSupplier cancelled) {
    ElkNode root = ElkGraphUtil.createGraph();
    root.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
    root.setProperty(CoreOptions.DIRECTION, Direction.RIGHT);
    root.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.POLYLINE);
    root.setProperty(CoreOptions.SPACING_NODE_NODE, BETWEEN_NODES);
    root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, BETWEEN_LAYERS);
    root.setProperty(LayeredOptions.SPACING_EDGE_NODE, 24.0);
    root.setProperty(LayeredOptions.SPACING_EDGE_EDGE, 8.0);
    root.setProperty(CoreOptions.SPACING_COMPONENT_COMPONENT, BETWEEN_LAYERS);
    root.setProperty(LayeredOptions.THOROUGHNESS, ids.size() > 300 ? 2 : 7);
    Map<String, ElkNode> nodes = new LinkedHashMap<>();
    Map<PortRef, ElkPort> inputs = new HashMap<>();
    Map<PortRef, ElkPort> outputs = new HashMap<>();
    for (Node n : document.graph().nodes().values()) {
      if (ids.contains(n.id())) {
        nodes.put(n.id(), node(root, n, catalog, inputs, outputs));
      }
    }
    for (Edge e : document.graph().edges().values()) {
      ElkNode from = nodes.get(e.from().node());
      ElkNode to = nodes.get(e.to().node());
      if (from != null && to != null) {
        ElkConnectableShape a = outputs.get(e.from());
        ElkConnectableShape b = inputs.get(e.to());
        ElkGraphUtil.createSimpleEdge(a == null ? from : a, b == null ? to : b);
      }
    }
    new RecursiveGraphLayoutEngine().layout(root, new Cancellable(cancelled));
    return cancelled.getAsBoolean() ? null : places(document.layout(), nodes);
  }

  /** Cancelled with all its parts: those of the library's own monitor never are. */
  private static final class Cancellable extends BasicProgressMonitor {
    private final BooleanSupplier cancelled;

    Cancellable(BooleanSupplier cancelled) {
      this.cancelled = cancelled;
    }

    @Override
    public boolean isCanceled() {
      return cancelled.getAsBoolean();
    }

    @Override
    protected BasicProgressMonitor doSubTask(float work, int maxChildHierarchyLevels) {
      return new Cancellable(cancelled);
    }
  }

  private static ElkNode node(
      ElkNode root,
      Node n,
      Catalog catalog,
      Map<PortRef, ElkPort> inputs,
      Map<PortRef, ElkPort> outputs) {
    ElkNode out = ElkGraphUtil.createNode(root);
    double width = Edits.nodeWidth(n.name());
    out.setDimensions(width, HEIGHT);
    OperatorDescriptor d = catalog.find(n.operator()).map(OperatorType::descriptor).orElse(null);
    if (d == null) {
      return out;
    }
    out.setProperty(CoreOptions.PORT_CONSTRAINTS, PortConstraints.FIXED_POS);
    List<String> in = d.inputs().stream().map(InputPort::name).toList();
    List<String> gives = d.outputs().stream().map(OutputPort::name).toList();
    for (int i = 0; i < in.size(); i++) {
      inputs.put(new PortRef(n.id(), in.get(i)), port(out, PortSide.WEST, 0, i, in.size()));
    }
    for (int i = 0; i < gives.size(); i++) {
      outputs.put(
          new PortRef(n.id(), gives.get(i)), port(out, PortSide.EAST, width, i, gives.size()));
    }
    return out;
  }

  private static ElkPort port(ElkNode node, PortSide side, double x, int index, int count) {
    ElkPort port = ElkGraphUtil.createPort(node);
    port.setProperty(CoreOptions.PORT_SIDE, side);
    port.setLocation(x, (index + 1) * HEIGHT / (count + 1));
    return port;
  }

  private static Map<String, Layout.Position> places(Layout before, Map<String, ElkNode> nodes) {
    double left = Double.MAX_VALUE;
    double top = Double.MAX_VALUE;
    double newLeft = Double.MAX_VALUE;
    double newTop = Double.MAX_VALUE;
    for (Map.Entry<String, ElkNode> e : nodes.entrySet()) {
      Layout.Position was = before.positions().getOrDefault(e.getKey(), new Layout.Position(0, 0));
      left = Math.min(left, was.x());
      top = Math.min(top, was.y());
      newLeft = Math.min(newLeft, e.getValue().getX());
      newTop = Math.min(newTop, e.getValue().getY());
    }
    Map<String, Layout.Position> out = new LinkedHashMap<>();
    for (Map.Entry<String, ElkNode> e : nodes.entrySet()) {
      out.put(
          e.getKey(),
          new Layout.Position(
              snap(e.getValue().getX() - newLeft + left),
              snap(e.getValue().getY() - newTop + top)));
    }
    out.putAll(notes(before, out));
    return out;
  }

  private static Map<String, Layout.Position> notes(
      Layout before, Map<String, Layout.Position> moved) {
    List<String> placed = new ArrayList<>(before.positions().keySet());
    Map<String, Layout.Position> out = new LinkedHashMap<>();
    for (Layout.Note n : before.notes().values()) {
      String nearest = null;
      double least = Double.MAX_VALUE;
      for (String id : placed) {
        Layout.Position p = before.positions().get(id);
        double d = p == null ? Double.MAX_VALUE : distance(n, p);
        if (d < least) {
          least = d;
          nearest = id;
        }
      }
      Layout.Position was = nearest == null ? null : before.positions().get(nearest);
      Layout.Position now = nearest == null ? null : moved.get(nearest);
      if (was != null && now != null) {
        out.put(
            n.id(),
            new Layout.Position(n.at().x() + now.x() - was.x(), n.at().y() + now.y() - was.y()));
      }
    }
    return out;
  }

  /** From the middle of a note to the middle of a node of usual width. */
  private static double distance(Layout.Note n, Layout.Position p) {
    return Math.hypot(
        n.at().x() + n.width() / 2 - p.x() - 100, n.at().y() + n.height() / 2 - p.y() - HEIGHT / 2);
  }

  private static double snap(double v) {
    return Math.rint(v / GRID) * GRID;
  }
}

package dev.eddy.designer.canvas;

import dev.eddy.designer.state.Edits;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.PortRef;

/** Draws an edge from a port, forwards or backwards. */
final class ConnectGesture implements Gesture {
  static final double REACH = 24;

  private final CanvasScene scene;
  private final Graph graph;
  private final PortShape from;
  private final PortAim aim;

  ConnectGesture(CanvasScene scene, Graph graph, Connections connections, PortShape from) {
    this.scene = scene;
    this.graph = graph;
    this.from = from;
    this.aim = new PortAim(scene, connections, from.ref(), from.input());
  }

  @Override
  public void drag(Point p, Modifiers held) {
    aim.at(p);
  }

  @Override
  public Outcome release(Point p, Modifiers held) {
    aim.at(p);
    PortRef over = aim.over();
    if (over != null) {
      if (!aim.reason().isEmpty()) {
        return Outcome.say("Does not fit: " + aim.reason() + ".");
      }
      PortRef a = from.input() ? over : from.ref();
      PortRef b = from.input() ? from.ref() : over;
      return Outcome.edit(Edits.connect(graph, a, b));
    }
    if (scene.nodeAt(p).isPresent() || p.distance(from.at()) < REACH) {
      return NOTHING;
    }
    return new Outcome.QuickAdd(p, from.ref(), !from.input(), from.at());
  }

  @Override
  public Overlay overlay() {
    return new Overlay.Wire(from.at(), aim.tip(), !from.input(), aim.fitting(), aim.reason());
  }
}

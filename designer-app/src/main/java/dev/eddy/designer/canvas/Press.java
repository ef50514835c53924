package dev.eddy.designer.canvas;

import dev.eddy.designer.command.Command;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.CanvasMessage;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Selection;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.subgraph.SubGraphs;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A press of the mouse on the canvas: what it hits and what it begins. Ports win over nodes, nodes
 * over notes, these over bends, words and edges, edges over frames, as they are painted; only the
 * dot of a breakpoint is seen, and taken, on a note. Pure.
 */
final class Press {
  /** How near an edge's end a press takes hold of that end, in pixels. */
  private static final double END = 26;

  /** The dot of a breakpoint and a little round it: a press beside it means the edge. */
  private static final double GUTTER = 7;

  private static final double BEND = 0.8 * CanvasScene.REACH;

  /** How far from the start of an edge its words may reach. */
  private static final double WORDS = 240;

  private final CanvasScene scene;
  private final AppState state;
  private final PipelineDocument document;
  private final Catalog catalog;
  private final Point at;
  private final Modifiers held;
  private final double pixel;
  private final @Nullable PortShape port;
  private final @Nullable NodeShape node;
  private final @Nullable EdgeShape edge;
  private final boolean middle;
  private final @Nullable Box label;
  private final @Nullable NoteShape note;
  private final @Nullable FrameShape frame;

  /** The gesture that a drag would be, and whether it is one before the mouse has moved. */
  record Start(@Nullable Gesture gesture, boolean atOnce) {}

  /** What a double click does. */
  sealed interface Twice {
    record Send(Message message) implements Twice {}

    record EditNote(NoteShape note) implements Twice {}

    record EditFrame(FrameShape frame) implements Twice {}

    /** For an operator there. */
    record Ask(Point at) implements Twice {}
  }

  /**
   * @param at in canvas units
   * @param pixel canvas units that a pixel has
   * @param words where an edge's words are painted; null for one without
   */
  Press(
      CanvasScene scene,
      AppState state,
      Catalog catalog,
      Point at,
      double pixel,
      Modifiers held,
      Function<EdgeShape, @Nullable Box> words) {
    this.scene = scene;
    this.state = state;
    this.document = Objects.requireNonNull(state.document());
    this.catalog = catalog;
    this.at = at;
    this.held = held;
    this.pixel = pixel;
    double reach = CanvasScene.REACH * pixel;
    port = portAt(scene, at, pixel);
    node = port != null ? null : scene.nodeAt(at).orElse(null);
    NoteShape over = port == null && node == null ? scene.noteAt(at).orElse(null) : null;
    boolean free = port == null && node == null && over == null;
    EdgeShape bent = free ? scene.bendAt(at, BEND * pixel).orElse(null) : null;
    EdgeShape named = free && bent == null ? labelled(scene, at, words) : null;
    label = named == null ? null : words.apply(named);
    EdgeShape dotted =
        port == null && node == null && bent == null && named == null
            ? scene
                .middleAt(at, GUTTER * pixel)
                .filter(e -> free || state.stops().containsKey(state.inRun(e.id())))
                .orElse(null)
            : null;
    middle = dotted != null;
    edge =
        bent != null
            ? bent
            : named != null
                ? named
                : middle ? dotted : free ? scene.edgeAt(at, reach * 0.7).orElse(null) : null;
    note = edge == null ? over : null;
    frame = free && edge == null ? scene.frameAt(at).orElse(null) : null;
  }

  /** The port that the mouse is at; none where they are too small to be seen. */
  static @Nullable PortShape portAt(CanvasScene scene, Point at, double pixel) {
    return Detail.at(1 / pixel) == Detail.BLOCKS
        ? null
        : scene
            .portAt(at, Math.min(NodeGeometry.HEIGHT / 4, CanvasScene.REACH * pixel))
            .orElse(null);
  }

  /** The edge whose dot is there, and no bend that would be taken before it. */
  static @Nullable EdgeShape dotted(CanvasScene scene, Point at, double pixel) {
    return scene.bendAt(at, BEND * pixel).isPresent()
        ? null
        : scene.middleAt(at, GUTTER * pixel).orElse(null);
  }

  /** The edge whose words are there. */
  static @Nullable EdgeShape labelled(
      CanvasScene scene, Point at, Function<EdgeShape, @Nullable Box> words) {
    EdgeShape hit = null;
    // Words at their usual place may stand a little beside the way.
    for (EdgeShape e : scene.edgesIn(new Box(at.x() - WORDS, at.y() - 24, 2 * WORDS, 48))) {
      Box box = words.apply(e);
      if (box != null && box.contains(at)) {
        hit = e;
      }
    }
    return hit;
  }

  @Nullable NodeShape node() {
    return node;
  }

  @Nullable EdgeShape edge() {
    return edge;
  }

  /** What a menu that is opened here is about; a port belongs to its node. */
  Command.Place place() {
    return port != null || node != null
        ? Command.Place.NODE
        : edge != null
            ? Command.Place.EDGE
            : decoration() != null ? Command.Place.NOTE : Command.Place.CANVAS;
  }

  /** The id of what is at {@link #place}; empty for the canvas. */
  String placeId() {
    String decoration = decoration();
    return port != null
        ? port.ref().node()
        : node != null
            ? node.id()
            : edge != null ? edge.id() : decoration != null ? decoration : "";
  }

  private boolean adds() {
    return held.shift() || held.shortcut();
  }

  private @Nullable String decoration() {
    return note != null ? note.id() : frame != null ? frame.id() : null;
  }

  private boolean isSelected() {
    String id = decoration();
    return node != null
        ? state.selection().nodes().contains(node.id())
        : id != null && state.selection().notes().contains(id);
  }

  /** What the press selects at once. */
  Optional<Message> select() {
    if (edge != null) {
      // Of a short edge there is little beside the middle; and who sets a breakpoint may want to
      // give it a condition, which stands with the rows of the edge in the panels.
      return selecting(Selection.edge(edge.id()));
    }
    if ((node != null || decoration() != null) && !adds() && !isSelected()) {
      return selecting(only());
    }
    return Optional.empty();
  }

  /** What a menu that is opened here is about is selected. */
  Optional<Message> selectForMenu() {
    if (edge != null) {
      return selecting(Selection.edge(edge.id()));
    }
    if (port != null) {
      return state.selection().nodes().contains(port.ref().node())
          ? Optional.empty()
          : selecting(Selection.node(port.ref().node()));
    }
    return (node != null || decoration() != null) && !isSelected()
        ? selecting(only())
        : Optional.empty();
  }

  /** What the press does when the mouse is released where it was. */
  Optional<Message> click() {
    if (middle && edge != null) {
      return Optional.of(new Message.ToggleStop(edge.id()));
    }
    if (node != null || decoration() != null) {
      if (adds()) {
        return selecting(turned());
      }
      boolean several = state.selection().nodes().size() + state.selection().notes().size() > 1;
      return isSelected() && several ? selecting(only()) : Optional.empty();
    }
    return port == null && edge == null && !adds() ? selecting(Selection.NONE) : Optional.empty();
  }

  private static Optional<Message> selecting(Selection s) {
    return Optional.of(new Message.Select(s));
  }

  private Selection only() {
    return node != null
        ? Selection.node(node.id())
        : Selection.note(Objects.requireNonNull(decoration()));
  }

  /** The selection with what was hit added, or taken out where it was in. */
  private Selection turned() {
    Set<String> nodes = new LinkedHashSet<>(state.selection().nodes());
    Set<String> notes = new LinkedHashSet<>(state.selection().notes());
    String id = node != null ? node.id() : Objects.requireNonNull(decoration());
    Set<String> side = node != null ? nodes : notes;
    if (!side.remove(id)) {
      side.add(id);
    }
    return new Selection(nodes, null, notes);
  }

  /** What a drag from here is. */
  Start start() {
    if (port != null) {
      return fromPort(port);
    }
    if (node != null) {
      return new Start(move(node.id()), false);
    }
    if (edge != null && label != null) {
      return new Start(new LabelGesture(edge, label.center(), at), false);
    }
    if (edge != null) {
      return onEdge(edge);
    }
    if (note != null) {
      return new Start(
          ResizeGesture.holds(note, at) ? new ResizeGesture(note) : move(note.id()), false);
    }
    if (frame != null) {
      return moveFrame(frame);
    }
    return new Start(
        new BandGesture(scene, adds() ? state.selection() : Selection.NONE, at, held), false);
  }

  private Connections connections() {
    return new Connections(catalog, document.graph(), state.checks().outputs());
  }

  private Start fromPort(PortShape p) {
    List<Edge> there = new ArrayList<>();
    for (EdgeShape e : scene.edgesOf(p.ref().node())) {
      if ((p.input() ? e.to() : e.from()).equals(p.ref())) {
        there.add(e.edge());
      }
    }
    // An input that is taken lets go of its edge; an output gives one more, or all with the key.
    boolean takes =
        p.input() ? !there.isEmpty() && !takesMany(p) : held.shortcut() && !there.isEmpty();
    return takes
        ? new Start(rewire(there, p.input(), p.at()), false)
        : new Start(new ConnectGesture(scene, document.graph(), connections(), p), true);
  }

  private boolean takesMany(PortShape p) {
    return Optional.ofNullable(document.graph().nodes().get(p.ref().node()))
        .flatMap(n -> catalog.find(n.operator()))
        .map(OperatorType::descriptor)
        .flatMap(d -> d.inputs().stream().filter(i -> i.name().equals(p.ref().port())).findFirst())
        .map(InputPort::many)
        .orElse(false);
  }

  private Gesture rewire(List<Edge> edges, boolean targetEnd, Point from) {
    Connections without =
        new Connections(
            catalog, RewireGesture.without(document.graph(), edges), state.checks().outputs());
    return new RewireGesture(scene, without, edges, targetEnd, from);
  }

  private Start onEdge(EdgeShape e) {
    int bend = e.path().bendAt(at, CanvasScene.REACH * pixel);
    if (bend >= 0) {
      return new Start(new BendGesture(e, bend), false);
    }
    if (e.path().to().distance(at) < END * pixel) {
      return new Start(rewire(List.of(e.edge()), true, at), false);
    }
    if (e.path().from().distance(at) < END * pixel) {
      return new Start(rewire(List.of(e.edge()), false, at), false);
    }
    return new Start(null, false);
  }

  private Gesture move(String lead) {
    Set<String> ids = new LinkedHashSet<>();
    if (isSelected()) {
      ids.addAll(state.selection().nodes());
      for (String id : state.selection().notes()) {
        Layout.Frame f = document.layout().frames().get(id);
        ids.addAll(f == null ? Set.of(id) : f.members());
      }
    }
    ids.add(lead);
    return moving(ids, lead);
  }

  private Start moveFrame(FrameShape f) {
    // A file may name members that are gone.
    Set<String> ids = Places.of(scene, f.frame().members()).keySet();
    return new Start(ids.isEmpty() ? null : moving(ids, ids.iterator().next()), false);
  }

  private Gesture moving(Set<String> ids, String lead) {
    Map<String, Layout.Position> places = Places.of(scene, ids);
    return held.shortcut()
        ? new DuplicateGesture(scene, document, places, lead, at)
        : new MoveGesture(
            scene, document, new Wiring(catalog, state.checks().outputs()), places, lead, at, held);
  }

  /** What a double click here does; null for nothing. */
  @Nullable Twice twice() {
    if (port != null || middle) {
      return null;
    }
    if (node != null && SubGraphs.isSubGraph(node.node())) {
      return new Twice.Send(new CanvasMessage.EnterSubGraph(node.id()));
    }
    if (node != null) {
      return new Twice.Send(
          new Message.ShowInspector(dev.eddy.designer.state.Panels.Inspector.SETTINGS));
    }
    if (edge != null && label != null) {
      GraphEdit back = LabelGesture.reset(edge);
      return back == null ? null : new Twice.Send(new Message.Apply(back));
    }
    if (edge != null) {
      return new Twice.Send(
          new Message.Apply(BendGesture.toggle(edge, at, CanvasScene.REACH * pixel)));
    }
    if (note != null) {
      return new Twice.EditNote(note);
    }
    if (frame != null) {
      return new Twice.EditFrame(frame);
    }
    return new Twice.Ask(at);
  }
}

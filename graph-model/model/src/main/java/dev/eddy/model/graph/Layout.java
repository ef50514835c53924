package dev.eddy.model.graph;

import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a pipeline looks on the canvas; nothing of it changes what the pipeline does. All places are
 * in canvas units (px at 100 %).
 *
 * @param positions of nodes, by node id
 * @param bends points that an edge passes through on its way, by edge id; edges without are absent
 * @param labels where the words of an edge stand, by edge id; absent where they have their usual
 *     place
 * @param notes texts beside the nodes, by note id
 * @param frames titled groups of nodes, by frame id
 * @param routing how edges find their way
 */
public record Layout(
    Map<String, Position> positions,
    Map<String, List<Position>> bends,
    Map<String, Label> labels,
    Map<String, Note> notes,
    Map<String, Frame> frames,
    Routing routing,
    Value.Struct unknown) {
  /** How edges find their way from port to port. */
  public enum Routing {
    /** Curves that leave and arrive level. */
    CURVED,
    /** Level and upright lines, round the two nodes that they join. */
    ORTHOGONAL
  }

  /**
   * Where the words of an edge stand, as exactly as the file has it.
   *
   * @param along the point of the way that they belong to, from 0 at its start to 1 at its end
   * @param dx from that point to the middle of the words
   * @param dy from that point to the middle of the words
   */
  public record Label(double along, double dx, double dy) {
    public Label {
      along = Math.rint(along * 1000) / 1000 + 0.0;
      dx = tenths(dx);
      dy = tenths(dy);
    }
  }

  /**
   * Top left corner of a node, or a point: to tenths of a unit, as the file has it, which keeps
   * noise out of it. What is read after it was written must be what is held, else it looks as if
   * somebody had changed the file.
   */
  public record Position(double x, double y) {
    public Position {
      x = tenths(x);
      y = tenths(y);
    }
  }

  // Without a zero that is negative, which equals no other.
  private static double tenths(double v) {
    return Math.rint(v * 10) / 10 + 0.0;
  }

  /**
   * A text on the canvas.
   *
   * @param text a subset of Markdown
   * @param at top left corner
   */
  public record Note(
      String id, String text, Position at, double width, double height, Value.Struct unknown) {
    public Note {
      width = tenths(width);
      height = tenths(height);
    }

    public Note(String id, String text, Position at, double width, double height) {
      this(id, text, at, width, height, Value.Struct.EMPTY);
    }

    public Note withText(String value) {
      return new Note(id, value, at, width, height, unknown);
    }

    public Note at(Position value) {
      return new Note(id, text, value, width, height, unknown);
    }

    public Note sized(double newWidth, double newHeight) {
      return new Note(id, text, at, newWidth, newHeight, unknown);
    }
  }

  /**
   * A frame round nodes and notes: it is as large as they need.
   *
   * @param members ids of nodes and notes, in the order in which they came in
   */
  public record Frame(String id, String title, Set<String> members, Value.Struct unknown) {
    public Frame {
      members = Collections.unmodifiableSet(new LinkedHashSet<>(members));
    }

    public Frame(String id, String title, Set<String> members) {
      this(id, title, members, Value.Struct.EMPTY);
    }

    public Frame withTitle(String value) {
      return new Frame(id, value, members, unknown);
    }

    public Frame withMembers(Set<String> value) {
      return new Frame(id, title, value, unknown);
    }

    /** Without a member; null where it held no other. */
    public @Nullable Frame without(String member) {
      Set<String> left = new LinkedHashSet<>(members);
      left.remove(member);
      return left.isEmpty() ? null : withMembers(left);
    }
  }

  public static final Layout EMPTY =
      new Layout(
          Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Routing.CURVED, Value.Struct.EMPTY);

  public Layout {
    positions = Collections.unmodifiableMap(new LinkedHashMap<>(positions));
    Map<String, List<Position>> copy = new LinkedHashMap<>();
    bends.forEach((id, points) -> copy.put(id, List.copyOf(points)));
    bends = Collections.unmodifiableMap(copy);
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
    frames = Collections.unmodifiableMap(new LinkedHashMap<>(frames));
  }

  public Layout with(String node, Position position) {
    Map<String, Position> copy = new LinkedHashMap<>(positions);
    copy.put(node, position);
    return withPositions(copy);
  }

  /** Without a node's position and its place in frames. */
  public Layout without(String node) {
    Map<String, Position> copy = new LinkedHashMap<>(positions);
    copy.remove(node);
    return withPositions(copy).leftBy(node);
  }

  public Layout withPositions(Map<String, Position> value) {
    return new Layout(value, bends, labels, notes, frames, routing, unknown);
  }

  /** The points of an edge; none where it has no bend. */
  public List<Position> bendsOf(String edge) {
    return bends.getOrDefault(edge, List.of());
  }

  /** With other points for an edge; none for a plain curve. */
  public Layout withBends(String edge, List<Position> points) {
    Map<String, List<Position>> copy = new LinkedHashMap<>(bends);
    if (points.isEmpty()) {
      copy.remove(edge);
    } else {
      copy.put(edge, points);
    }
    return new Layout(positions, copy, labels, notes, frames, routing, unknown);
  }

  /** With other words' place for an edge; null for the usual one. */
  public Layout withLabel(String edge, @Nullable Label label) {
    Map<String, Label> copy = new LinkedHashMap<>(labels);
    if (label == null) {
      copy.remove(edge);
    } else {
      copy.put(edge, label);
    }
    return new Layout(positions, bends, copy, notes, frames, routing, unknown);
  }

  public Layout withRouting(Routing value) {
    return new Layout(positions, bends, labels, notes, frames, value, unknown);
  }

  /** Whether an edge has a way, or a place for its words, of its own. */
  private boolean hasEdge(String edge) {
    return bends.containsKey(edge) || labels.containsKey(edge);
  }

  /** Without what is kept of edges that are gone. */
  public Layout withoutEdges(Collection<String> edges) {
    if (edges.stream().noneMatch(this::hasEdge)) {
      return this;
    }
    Map<String, List<Position>> keptBends = new LinkedHashMap<>(bends);
    keptBends.keySet().removeAll(edges);
    Map<String, Label> keptLabels = new LinkedHashMap<>(labels);
    keptLabels.keySet().removeAll(edges);
    return new Layout(positions, keptBends, keptLabels, notes, frames, routing, unknown);
  }

  public Layout withNote(Note note) {
    Map<String, Note> copy = new LinkedHashMap<>(notes);
    copy.put(note.id(), note);
    return new Layout(positions, bends, labels, copy, frames, routing, unknown);
  }

  /** Without a note and its place in frames. */
  public Layout withoutNote(String id) {
    Map<String, Note> copy = new LinkedHashMap<>(notes);
    copy.remove(id);
    return new Layout(positions, bends, labels, copy, frames, routing, unknown).leftBy(id);
  }

  public Layout withFrame(Frame frame) {
    Map<String, Frame> copy = new LinkedHashMap<>(frames);
    copy.put(frame.id(), frame);
    return new Layout(positions, bends, labels, notes, copy, routing, unknown);
  }

  public Layout withoutFrame(String id) {
    Map<String, Frame> copy = new LinkedHashMap<>(frames);
    copy.remove(id);
    return new Layout(positions, bends, labels, notes, copy, routing, unknown);
  }

  /** The frames that hold a node or note. */
  public List<Frame> framesOf(String member) {
    List<Frame> out = new ArrayList<>();
    for (Frame f : frames.values()) {
      if (f.members().contains(member)) {
        out.add(f);
      }
    }
    return out;
  }

  private Layout leftBy(String member) {
    List<Frame> holding = framesOf(member);
    if (holding.isEmpty()) {
      return this;
    }
    Map<String, Frame> copy = new LinkedHashMap<>(frames);
    for (Frame f : holding) {
      Frame left = f.without(member);
      if (left == null) {
        copy.remove(f.id());
      } else {
        copy.put(f.id(), left);
      }
    }
    return new Layout(positions, bends, labels, notes, copy, routing, unknown);
  }

  /**
   * Without what is kept of edges and members of frames that a graph does not have, as after a
   * merge.
   */
  public Layout fitting(Graph graph) {
    boolean fits =
        graph.edges().keySet().containsAll(bends.keySet())
            && graph.edges().keySet().containsAll(labels.keySet())
            && frames.values().stream()
                .allMatch(f -> f.members().stream().allMatch(m -> has(graph, m)));
    if (fits) {
      return this;
    }
    Map<String, List<Position>> keptBends = new LinkedHashMap<>(bends);
    keptBends.keySet().retainAll(graph.edges().keySet());
    Map<String, Label> keptLabels = new LinkedHashMap<>(labels);
    keptLabels.keySet().retainAll(graph.edges().keySet());
    Map<String, Frame> keptFrames = new LinkedHashMap<>();
    for (Frame f : frames.values()) {
      Set<String> members = new LinkedHashSet<>(f.members());
      members.removeIf(m -> !has(graph, m));
      if (!members.isEmpty()) {
        keptFrames.put(f.id(), f.withMembers(members));
      }
    }
    return new Layout(positions, keptBends, keptLabels, notes, keptFrames, routing, unknown);
  }

  private boolean has(Graph graph, String member) {
    return graph.nodes().containsKey(member) || notes.containsKey(member);
  }
}

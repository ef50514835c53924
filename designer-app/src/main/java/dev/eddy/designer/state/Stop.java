package dev.eddy.designer.state;

import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.subgraph.SubGraphs;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A breakpoint as the user set it: all of it text, which is compiled when a run is told of it.
 *
 * @param id of an edge for {@link Kind#ROW}, else made from kind and place
 * @param target the edge or node; empty where a kind needs none
 * @param detail what the kind needs beside a place: a key, a time, the name of a timer or state
 * @param condition SQL over the columns of the row or of the state's entry; empty for always
 * @param hits which of the moments count: empty for all, {@code 5}, {@code >= 5}, {@code every 5}
 * @param log when not empty, nothing stops and this line is written instead
 */
public record Stop(
    String id,
    Kind kind,
    String target,
    String detail,
    String condition,
    String hits,
    String log,
    boolean enabled) {
  /** What a breakpoint waits for. */
  public enum Kind {
    ROW("Row", "before a row of an edge is handled", true, "", true),
    KEY("Key", "before an operator works on a key", false, "key, such as PHX", false),
    WORKS("Operator", "before an operator does anything", false, "", false),
    LATE("Late row", "after a row came too late for its window", false, "", false),
    WATERMARK("Watermark", "when the watermark reaches a time", false, "2001-01-03 14:00", false),
    TIMER("Timer", "before a timer fires", false, "name of the timer, or any", false),
    STATE("State", "after an entry of state has changed", false, "name of the state, or any", true),
    CHECKPOINT("Checkpoint", "where a checkpoint was taken", false, "", false),
    FAILURE("Failure", "before a step that fails", false, "", false);

    private final String title;
    private final String words;
    private final boolean onEdge;
    private final String detailHint;
    private final boolean conditional;

    Kind(String title, String words, boolean onEdge, String detailHint, boolean conditional) {
      this.title = title;
      this.words = words;
      this.onEdge = onEdge;
      this.detailHint = detailHint;
      this.conditional = conditional;
    }

    public String title() {
      return title;
    }

    /** When it stops, as the end of a sentence. */
    public String words() {
      return words;
    }

    public boolean isOnEdge() {
      return onEdge;
    }

    public boolean isOnNode() {
      return !onEdge && this != CHECKPOINT && this != FAILURE;
    }

    /** What the detail is; empty where the kind has none. */
    public String detailHint() {
      return detailHint;
    }

    public boolean takesCondition() {
      return conditional;
    }
  }

  /** At rows of an edge. */
  public Stop(String edge, String condition, boolean enabled) {
    this(edge, Kind.ROW, edge, "", condition, "", "", enabled);
  }

  /** Of a kind, at a node or nowhere in particular. */
  public static Stop of(Kind kind, String target) {
    return kind == Kind.ROW
        ? new Stop(target, "", true)
        : new Stop(
            kind.name().toLowerCase(Locale.ROOT) + ":" + target,
            kind,
            target,
            "",
            "",
            "",
            "",
            true);
  }

  /** The edge of a {@link Kind#ROW}, else nothing that an edge is named. */
  public String edgeId() {
    return kind == Kind.ROW ? target : "";
  }

  Stop withId(String value) {
    return new Stop(value, kind, target, detail, condition, hits, log, enabled);
  }

  /** The same at another place. */
  public Stop at(String place) {
    return new Stop(id, kind, place, detail, condition, hits, log, enabled);
  }

  public Stop withCondition(String value) {
    return new Stop(id, kind, target, detail, value, hits, log, enabled);
  }

  public Stop withDetail(String value) {
    return new Stop(id, kind, target, value, condition, hits, log, enabled);
  }

  public Stop withHits(String value) {
    return new Stop(id, kind, target, detail, condition, value, log, enabled);
  }

  public Stop withLog(String value) {
    return new Stop(id, kind, target, detail, condition, hits, value, enabled);
  }

  public Stop withEnabled(boolean value) {
    return new Stop(id, kind, target, detail, condition, hits, log, value);
  }

  /** Whether it stops at less than every moment of its place. */
  public boolean isConditional() {
    return !condition.isBlank() || !hits.isBlank();
  }

  /** What it waits for, in a few words. */
  public String words() {
    List<String> out = new ArrayList<>();
    if (kind != Kind.ROW || condition.isBlank()) {
      out.add(kind == Kind.ROW ? "every row" : kind.title().toLowerCase(Locale.ROOT));
    }
    if (!detail.isBlank()) {
      out.add(detail);
    }
    if (!condition.isBlank()) {
      out.add(condition);
    }
    if (!hits.isBlank()) {
      out.add("hit " + hits);
    }
    return String.join(" ", out);
  }

  /** At the same within a sub-graph: it is named as in all that runs. */
  public Stop within(String prefix) {
    return prefix.isEmpty() || !kind.isOnEdge() && !kind.isOnNode()
        ? this
        : new Stop(
            kind == Kind.ROW ? prefix + target : id.replace(":" + target, ":" + prefix + target),
            kind,
            prefix + target,
            detail,
            condition,
            hits,
            log,
            enabled);
  }

  /** Whether it is in a sub-graph, or in one of those that it holds. */
  public boolean isWithin(String prefix) {
    return target.startsWith(prefix);
  }

  /** As the drawing of a sub-graph that it is in names it. */
  public Stop outOf(String prefix) {
    String inner = target.substring(prefix.length());
    String name = kind == Kind.ROW ? inner : id.replace(":" + target, ":" + inner);
    return new Stop(name, kind, inner, detail, condition, hits, log, enabled);
  }

  /**
   * Whether what it stands at is still there.
   *
   * @param g the pipeline that runs
   * @param open has the pipelines of its sub-graphs
   */
  boolean isIn(Graph g, @Nullable OpenProject open) {
    if (target.contains(SubGraphs.SEPARATOR)) {
      String outer = SubGraphs.outer(target);
      Node n = g.nodes().get(outer);
      return n != null
          && open != null
          && SubGraphs.isSubGraph(n)
          && open.documents().containsKey(SubGraphs.pipelineOf(n))
          && outOf(outer + SubGraphs.SEPARATOR)
              .isIn(open.document(SubGraphs.pipelineOf(n)).graph(), open);
    }
    return kind.isOnEdge()
        ? g.edges().containsKey(target)
        : !kind.isOnNode() || g.nodes().containsKey(target);
  }

  /** Cells of a key as they are typed: split at commas, nothing is null. */
  public static List<@Nullable String> cells(String text) {
    List<@Nullable String> out = new ArrayList<>();
    if (text.isBlank()) {
      return out;
    }
    for (String cell : text.split(",", -1)) {
      out.add(cell.strip().isEmpty() ? null : cell.strip());
    }
    return out;
  }
}

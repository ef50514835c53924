package dev.eddy.designer.state;

import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Node;
import dev.eddy.model.protocol.Status;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The tour: six steps on a real pipeline, each done by the user, none of them modal. A step is over
 * when what it asks for is there, however it came. Pure.
 */
public final class Tour {
  /** No tour is taken. */
  public static final int NONE = -1;

  /** The step about rows. */
  static final int ROWS = 1;

  /** A tour is offered. */
  public static final int OFFERED = -2;

  /**
   * A step.
   *
   * @param target what it points at: the id of a control, {@code edge}, {@code node}, or empty
   */
  public record Step(String title, String words, String target, Predicate<AppState> done) {}

  private static final List<Step> STEPS =
      List.of(
          new Step(
              "Run the pipeline",
              "Press Run ({run.run}). It runs here on your machine, in a process of its own, and is"
                  + " recorded by itself.",
              "run-run",
              s -> s.run() != null && s.run().status() != null),
          new Step(
              "See the rows",
              "Click an operator, or an edge beside its middle: the data panel shows the rows that"
                  + " passed.",
              "node",
              s ->
                  !s.selection().isEmpty()
                      && s.run() != null
                      && s.run().looks().data() != null
                      && s.run().isStopped()),
          new Step(
              "Stop where it matters",
              "Click the middle of the edge: a breakpoint. Give it a condition in the Breakpoints"
                  + " panel if you like, such as delay_minutes > 60.",
              "edge",
              s -> !s.stops().isEmpty()),
          new Step(
              "Run again",
              "The run stops before the first row that the breakpoint waits for. The operator that"
                  + " is about to handle it is amber.",
              "run-run",
              s ->
                  s.run() != null
                      && s.run().status() != null
                      && s.run().status().breakpointId() != null
                      && s.run().status().phase() == Status.Phase.PAUSED),
          new Step(
              "Step back",
              "This button ({run.step-back}) goes back one step. State, timers and watermarks are"
                  + " those of that moment; the timeline leads to any other.",
              "transport-step-back",
              s -> s.run() != null && s.run().isPast()),
          new Step(
              "Change something and run once more",
              "Select the window and change its size in Settings. The pen marks what has changed"
                  + " since the run; then press Run again ({run.again}).",
              "node",
              s ->
                  s.run() != null
                      && s.run().id() >= 3
                      && s.changedSinceRun().isEmpty()
                      && s.open() != null
                      && s.open().revision() > 0));

  private Tour() {}

  public static int size() {
    return STEPS.size();
  }

  /** The step that is shown; null where none is. */
  public static @Nullable Step of(AppState s) {
    int n = s.desk().tour();
    return n < 0 || n >= STEPS.size() || s.open() == null ? null : STEPS.get(n);
  }

  /**
   * The step to show: the next one where what this one asks for is there. An offer is withdrawn
   * when the user does something else instead.
   */
  public static int next(AppState s) {
    Step step = of(s);
    int now = s.desk().tour();
    if (now == OFFERED) {
      return s.selection().isEmpty()
              && s.stops().isEmpty()
              && s.run() == null
              && s.refactor() == null
              && !s.deploy().open()
              && (s.open() == null || s.open().revision() == 0)
          ? OFFERED
          : NONE;
    }
    return step == null || !step.done().test(s) ? now : now + 1 == STEPS.size() ? NONE : now + 1;
  }

  /** The edge that the steps speak of: the first into a window, else the first. */
  public static @Nullable String edge(AppState s) {
    String first = null;
    for (Edge e : s.graph().edges().values()) {
      first = first == null ? e.id() : first;
      Node to = Objects.requireNonNull(s.graph().nodes().get(e.to().node()));
      if (to.operator().contains("window")) {
        return e.id();
      }
    }
    return first;
  }

  /** The node that the steps speak of: the one that the edge leads to. */
  public static @Nullable String node(AppState s) {
    String edge = edge(s);
    return edge == null ? null : Objects.requireNonNull(s.graph().edges().get(edge)).to().node();
  }
}

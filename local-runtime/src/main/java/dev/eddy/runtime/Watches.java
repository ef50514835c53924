package dev.eddy.runtime;

import dev.eddy.model.expression.Expressions.GeneratedClass;
import dev.eddy.model.expression.RowPredicate;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanEdge;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Breakpoint;
import dev.eddy.model.row.Row;
import dev.eddy.runtime.flow.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The enabled breakpoints of a run, by edge. Immutable, but for what conditions remember. */
final class Watches {
  static final Watches NONE = new Watches(null);

  private record Watch(String id, @Nullable RowPredicate condition) {}

  private final @Nullable Plan plan;
  private final List<List<Watch>> byEdge = new ArrayList<>();
  private boolean any;

  private Watches(@Nullable Plan plan) {
    this.plan = plan;
    for (int i = 0; plan != null && i < plan.edges().size(); i++) {
      byEdge.add(new ArrayList<>());
    }
  }

  static Watches of(Plan plan, ClassLoader parent, List<Breakpoint> breakpoints)
      throws RunException {
    Watches w = new Watches(plan);
    for (Breakpoint b : breakpoints) {
      if (!b.enabled()) {
        continue;
      }
      int edge = edgeOf(plan, b.edgeId());
      if (edge < 0) {
        throw new RunException(
            Problem.error(
                "unknown-edge",
                Place.edge(b.edgeId()),
                "a breakpoint is on an edge that the running pipeline does not have.",
                "Remove the breakpoint, or run the pipeline again."));
      }
      w.byEdge.get(edge).add(new Watch(b.id(), condition(b, parent)));
      w.any = true;
    }
    return w;
  }

  static int edgeOf(Plan plan, String id) {
    for (int i = 0; i < plan.edges().size(); i++) {
      if (plan.edges().get(i).id().equals(id)) {
        return i;
      }
    }
    return -1;
  }

  private static @Nullable RowPredicate condition(Breakpoint b, ClassLoader parent)
      throws RunException {
    GeneratedClass g = b.compiled();
    if (g == null) {
      if (!b.condition().isBlank()) {
        throw new RunException(
            Problem.error(
                "breakpoint-not-compiled",
                Place.edge(b.edgeId()),
                "the condition of a breakpoint was not compiled.",
                "Mend the condition."));
      }
      return null;
    }
    try {
      return (RowPredicate)
          new OneClass(g, parent).loadClass(g.name()).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
      throw new RunException(
          Problem.error(
              "breakpoint-not-usable",
              Place.edge(b.edgeId()),
              "the compiled condition of a breakpoint cannot be used: " + e,
              "Set the breakpoint again."),
          e);
    }
  }

  private static final class OneClass extends ClassLoader {
    private final GeneratedClass generated;

    OneClass(GeneratedClass generated, ClassLoader parent) {
      super(parent);
      this.generated = generated;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (!name.equals(generated.name())) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, generated.bytes(), 0, generated.bytes().length);
    }
  }

  boolean any() {
    return any;
  }

  /** The first breakpoint that stops before the step that a network has prepared, or null. */
  @Nullable Halt hit(Network network) {
    int edge = network.nextEdge();
    if (edge < 0 || plan == null) {
      return null;
    }
    List<Watch> watches = byEdge.get(edge);
    for (int i = 0; i < watches.size(); i++) {
      Watch w = watches.get(i);
      if (w.condition == null || holds(w.condition, network.nextRow())) {
        return new Halt(Stop.at(w.id), describe(plan, edge, network.rowsOfEdge(edge) + 1));
      }
    }
    return null;
  }

  private static String describe(Plan plan, int edge, long row) {
    PlanEdge e = plan.edges().get(edge);
    return "Stops before row "
        + grouped(row)
        + " from "
        + plan.nodes().get(e.from()).name()
        + " to "
        + plan.nodes().get(e.to()).name()
        + ".";
  }

  private static String grouped(long n) {
    return String.format(Locale.ROOT, "%,d", n).replace(',', '\u202f');
  }

  /** A condition that fails on a row (such as by an overflow) does not hold for it. */
  private static boolean holds(RowPredicate condition, Row row) {
    try {
      return condition.test(row);
    } catch (ArithmeticException | IllegalArgumentException e) {
      return false;
    }
  }
}

package dev.eddy.cli;

import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanEdge;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.protocol.Lineage;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.time.Moment;
import dev.eddy.runtime.LocalRun;
import dev.eddy.runtime.RunException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A lineage as text: a step a line, with the steps that it comes from. */
final class LineageText {
  private static final int STEPS = 1_000;
  private static final int CAUSES = 6;

  private LineageText() {}

  static void print(LocalRun run, String what, boolean forward, Terminal terminal)
      throws RunException, CommandException {
    Moment here = run.at();
    Lineage asked = forward ? new Lineage.OfEvent(event(what), here) : row(run, what);
    Reply.LineageOf lineage = run.past().lineage(asked, STEPS);
    if (lineage.more() && !forward) {
      terminal.print("… older steps are left out");
    }
    List<List<String>> causes = new ArrayList<>();
    lineage.steps().forEach(s -> causes.add(new ArrayList<>()));
    for (Lineage.Link l : lineage.links()) {
      String why = l.why() == Lineage.Why.ROW ? "" : " (" + word(l.why()) + ")";
      causes.get(l.effect()).add(lineage.steps().get(l.cause()).moment() + why);
    }
    for (int i = 0; i < lineage.steps().size(); i++) {
      Lineage.Step s = lineage.steps().get(i);
      List<String> from = causes.get(i);
      String more = from.size() > CAUSES ? ", … " + (from.size() - CAUSES) + " more" : "";
      String listed = String.join(", ", from.subList(0, Math.min(CAUSES, from.size())));
      terminal.print(
          s.moment()
              + "  "
              + text(run.plan(), s)
              + (listed.isEmpty() ? "" : "  ← " + listed + more));
    }
    long gate = lineage.steps().stream().filter(s -> s.kind() == Lineage.Kind.GATE).count();
    terminal.print(
        InspectCommand.counted(lineage.steps().size(), "step", "steps")
            + ", "
            + InspectCommand.counted(gate, "gate event", "gate events"));
    if (lineage.more() && forward) {
      terminal.print("… later steps are left out");
    }
  }

  private static String word(Lineage.Why why) {
    return switch (why) {
      case ROW -> "row";
      case STATE -> "state";
      case TIMER -> "set the timer";
      case TIME -> "made it fire";
    };
  }

  private static String text(Plan plan, Lineage.Step s) {
    String node = Objects.requireNonNull(plan.node(s.nodeId())).name();
    return switch (s.kind()) {
      case GATE -> node + " gives " + (s.cells().isEmpty() ? "its end" : cells(s));
      case ROW -> node + " takes " + cells(s);
      case TIMER -> node + ": timer " + s.timer() + " of " + Words.watermark(s.time());
    };
  }

  private static String cells(Lineage.Step s) {
    StringBuilder b = new StringBuilder(s.rowKind()).append(" (");
    for (int i = 0; i < s.cells().size(); i++) {
      @Nullable String cell = s.cells().get(i);
      b.append(i == 0 ? "" : ", ").append(cell == null ? "NULL" : cell);
    }
    return b.append(')').toString();
  }

  private static long event(String text) throws CommandException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw CommandException.usage(
          "--forward goes with the number of an event, not '" + text + "'");
    }
  }

  /** The row of {@code NODE:N} or of a moment. */
  private static Lineage row(LocalRun run, String text) throws RunException, CommandException {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      return new Lineage.OfRow(InspectCommand.moment(text));
    }
    long n;
    try {
      n = Long.parseLong(text.substring(colon + 1));
    } catch (NumberFormatException e) {
      throw CommandException.usage(
          "--lineage takes NODE:N or a moment, not '" + text.toLowerCase(Locale.ROOT) + "'");
    }
    PlanEdge edge = edge(run.plan(), text.substring(0, colon));
    Moment at = n < 1 ? null : run.past().rowOfEdge(edge.id(), n);
    if (at == null) {
      throw CommandException.usage("there is no row " + n + " of " + text.substring(0, colon));
    }
    return new Lineage.OfRow(at);
  }

  /** An edge by its id, the first edge out of a node, or the edge into a sink. */
  static PlanEdge edge(Plan plan, String name) throws CommandException {
    for (PlanEdge e : plan.edges()) {
      if (e.id().equals(name)) {
        return e;
      }
    }
    PlanNode node = InspectCommand.node(plan, name);
    int rank = plan.rankOf(node.id());
    for (PlanEdge e : plan.edges()) {
      if ((node.outputs().isEmpty() ? e.to() : e.from()) == rank) {
        return e;
      }
    }
    throw CommandException.usage("no edge leaves " + node.name());
  }
}

package dev.eddy.cli;

import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanEdge;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import dev.eddy.runtime.LocalRun;
import dev.eddy.runtime.RunException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code eddy inspect}: a recording at one moment. */
final class InspectCommand {
  private static final int ROWS = 20;
  private static final int ENTRIES = 50;
  private static final int LONGEST = 60;

  private InspectCommand() {}

  static Exit run(Arguments arguments, Terminal terminal) throws CommandException {
    String at = arguments.required("--at");
    Moment moment = moment(at);
    Optional<String> state = arguments.value("--state");
    Optional<String> edge = arguments.value("--edge");
    Optional<String> why = arguments.value("--why");
    Optional<String> lineage = arguments.value("--lineage");
    Optional<String> diff = arguments.value("--diff");
    Path recording = Recordings.existing(arguments.operand(0));
    ClassLoader plugins = Plugins.loader();
    try (LocalRun run = LocalRun.open(recording, Plugins.load(), plugins);
        StepLimit ignored = StepLimit.looking(run, terminal)) {
      go(run, moment, terminal);
      Status status = run.status();
      if (!at.equals("end") && status.liveEdge().compareTo(moment) < 0) {
        terminal.say(moment + " is after the end; shown is the end, " + status.at());
      }
      if (arguments.flag("--forward") && lineage.isEmpty()) {
        throw CommandException.usage("--forward goes with --lineage");
      }
      if (diff.isPresent()) {
        if (state.isEmpty()) {
          throw CommandException.usage("--diff goes with --state NODE");
        }
        DiffText.print(run, node(run.plan(), state.get()), moment(diff.get()), terminal);
      } else if (why.isPresent()) {
        why(run, node(run.plan(), why.get()), terminal);
      } else if (lineage.isPresent()) {
        LineageText.print(run, lineage.get(), arguments.flag("--forward"), terminal);
      } else if (state.isPresent()) {
        state(run, node(run.plan(), state.get()), terminal);
      } else if (edge.isPresent()) {
        edges(run, edge.get(), terminal);
      } else {
        overview(run.plan(), status, terminal);
        gapLines(run.timeline(1).gaps()).forEach(terminal::print);
      }
      run.notices().forEach(terminal::problem);
      return Exit.OK;
    } catch (RunException e) {
      throw Failures.of(e);
    }
  }

  /**
   * Goes to a moment; in the recording of a run that failed, at most to where it failed, which is
   * said.
   */
  static void go(LocalRun run, Moment moment, Terminal terminal) throws RunException {
    try {
      run.seek(moment);
    } catch (RunException e) {
      tellEnd(run, e, terminal);
    }
  }

  /** Tells of a failure in the last event of a recording, which is its end; throws any other. */
  static void tellEnd(LocalRun run, RunException e, Terminal terminal) throws RunException {
    if (run.at().step() == 0 || run.at().sequence() + 1 < run.liveEdge().sequence()) {
      throw e;
    }
    terminal.problem(e.problem());
  }

  static Moment moment(String text) throws CommandException {
    if (text.equals("end")) {
      return new Moment(Long.MAX_VALUE, 0);
    }
    try {
      return Moment.parse(text);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(String.valueOf(e.getMessage()));
    }
  }

  static PlanNode node(Plan plan, String nameOrId) throws CommandException {
    PlanNode node = find(plan, nameOrId);
    if (node == null) {
      throw unknown(plan, nameOrId);
    }
    return node;
  }

  private static CommandException unknown(Plan plan, String name) {
    List<String> names = plan.nodes().stream().map(PlanNode::name).toList();
    return CommandException.usage(
        "the recording has no node '" + name + "'; it has: " + String.join(", ", names));
  }

  private static @Nullable PlanNode find(Plan plan, String nameOrId) {
    for (PlanNode n : plan.nodes()) {
      if (n.name().equals(nameOrId)) {
        return n;
      }
    }
    return plan.node(nameOrId);
  }

  private static void why(LocalRun run, PlanNode node, Terminal terminal) throws RunException {
    Reply.WhyOf why = run.past().why(node.id());
    terminal.print(node.name() + ": watermark " + Words.watermark(why.watermark()));
    TextTable table = new TextTable("from", "rows", "watermark", "held by");
    for (Reply.InputFacts i : why.inputs()) {
      Reply.Holder h = i.holder();
      PlanNode from = run.plan().node(i.fromId());
      table.row(
          List.of(
              from == null ? i.fromId() : from.name(),
              Words.number(i.rows()),
              Words.watermark(i.watermark()),
              h == null
                  ? ""
                  : h.splitName() + " (its watermark " + Words.watermark(h.watermark()) + ")"));
    }
    print(table, 0, terminal);
    for (Reply.Finding f : why.findings()) {
      terminal.print(f.text());
    }
    if (why.findings().isEmpty()) {
      terminal.print("Nothing is held back before it.");
    }
  }

  /** What of the run cannot be gone to, and why. */
  static List<String> gapLines(List<Reply.Gap> gaps) {
    return gaps.stream()
        .map(
            g ->
                "events "
                    + Words.number(g.from())
                    + " to "
                    + Words.number(g.to() - 1)
                    + " cannot be gone to: "
                    + g.reason())
        .toList();
  }

  static void overview(Plan plan, Status status, Terminal terminal) {
    terminal.print(
        plan.project()
            + " / "
            + plan.pipeline()
            + " at "
            + status.at()
            + " of "
            + status.liveEdge());
    TextTable table = new TextTable("node", "rows in", "rows out", "watermark", "state");
    for (Status.NodeCounts n : status.nodes()) {
      PlanNode node = plan.node(n.nodeId());
      table.row(
          List.of(
              node == null ? n.nodeId() : node.name(),
              node != null && node.inputs().isEmpty() ? "" : Words.number(n.rowsIn()),
              node != null && node.outputs().isEmpty() ? "" : Words.number(n.rowsOut()),
              Words.watermark(n.watermark()),
              n.stateEntries() < 0 ? "" : Words.number(n.stateEntries())));
    }
    table.lines("").forEach(terminal::print);
  }

  private static void state(LocalRun run, PlanNode node, Terminal terminal) throws RunException {
    Reply.StateOf state = run.state(node.id(), "", ENTRIES);
    if (state.tables().isEmpty() && state.timers().isEmpty()) {
      terminal.print(node.name() + " keeps no state");
      return;
    }
    for (Reply.StateTable t : state.tables()) {
      terminal.print(
          node.name() + " · " + t.name() + ": " + counted(t.total(), "entry", "entries"));
      List<String> head = new ArrayList<>(t.keyColumns());
      head.addAll(t.valueColumns());
      head.add("last writer");
      TextTable table = new TextTable(head).cutAt(LONGEST);
      for (Reply.StateEntry e : t.entries()) {
        List<@Nullable String> cells = new ArrayList<>(e.key());
        cells.addAll(e.value());
        cells.add(e.lastWriter().toString());
        table.row(cells);
      }
      print(table, t.total() - t.entries().size(), terminal);
    }
    if (state.timerCount() > 0) {
      terminal.print(node.name() + ": " + counted(state.timerCount(), "timer", "timers"));
      TextTable table = new TextTable("timer", "fires at", "keys");
      for (Reply.TimerGroup g : state.timers()) {
        table.row(List.of(g.name(), Words.watermark(g.time()), Words.number(g.keys())));
      }
      print(table, 0, terminal);
    }
  }

  /** An edge by its id, or the edges out of a node; of a sink, those into it. */
  private static void edges(LocalRun run, String name, Terminal terminal)
      throws RunException, CommandException {
    Plan plan = run.plan();
    List<PlanEdge> edges = new ArrayList<>();
    PlanNode node = find(plan, name);
    if (node == null) {
      plan.edges().stream().filter(e -> e.id().equals(name)).forEach(edges::add);
    } else {
      int rank = plan.rankOf(node.id());
      boolean sink = node.outputs().isEmpty();
      plan.edges().stream().filter(e -> (sink ? e.to() : e.from()) == rank).forEach(edges::add);
    }
    if (node == null && edges.isEmpty()) {
      throw unknown(plan, name);
    }
    for (PlanEdge e : edges) {
      terminal.print(plan.nodes().get(e.from()).name() + " → " + plan.nodes().get(e.to()).name());
      rows(run.edgeRows(e.id(), ROWS), terminal);
    }
  }

  private static void rows(Reply.Rows rows, Terminal terminal) {
    List<String> head = new ArrayList<>(List.of("moment", ""));
    head.addAll(rows.columns());
    TextTable table = new TextTable(head).cutAt(LONGEST);
    for (Reply.EdgeRow r : rows.rows()) {
      table.row(cells(r));
    }
    Reply.EdgeRow next = rows.next();
    if (next != null) {
      table.row(cells(next));
    }
    if (rows.more()) {
      terminal.print("  …");
    }
    if (table.isEmpty()) {
      terminal.print("  no row yet");
    } else {
      table.lines("  ").forEach(terminal::print);
    }
    if (next != null) {
      terminal.print("  (the last one is about to be handled)");
    }
  }

  private static List<@Nullable String> cells(Reply.EdgeRow r) {
    List<@Nullable String> cells = new ArrayList<>();
    cells.add(r.moment().toString());
    cells.add(r.kind());
    cells.addAll(r.cells());
    return cells;
  }

  static void print(TextTable table, long more, Terminal terminal) {
    if (!table.isEmpty()) {
      table.lines("  ").forEach(terminal::print);
    }
    if (more > 0) {
      terminal.print("  … " + Words.number(more) + " more");
    }
  }

  static String counted(long n, String one, String many) {
    return Words.number(n) + " " + (n == 1 ? one : many);
  }
}

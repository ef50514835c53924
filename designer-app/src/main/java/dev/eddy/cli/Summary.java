package dev.eddy.cli;

import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OutputPort;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanEdge;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.protocol.Status;
import dev.eddy.operator.Providers;
import dev.eddy.runtime.LocalRun;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a run came to: rows in and out of each node, late rows, digests, time. */
final class Summary {
  private Summary() {}

  /**
   * One line for a run that moves.
   *
   * @param before rows that were read before the clock started
   */
  static String progress(LocalRun run, long before, long nanos) {
    Status s = run.status();
    long rows = sourceRows(run.plan(), s);
    return run.plan().pipeline()
        + "  "
        + Words.number(rows)
        + " rows  "
        + Words.rate(rows - before, nanos)
        + "  watermark "
        + Words.watermark(watermark(s));
  }

  /** The least watermark of all nodes that have one: how far results are. */
  private static long watermark(Status s) {
    return s.nodes().stream()
        .mapToLong(Status.NodeCounts::watermark)
        .filter(w -> w != Long.MIN_VALUE)
        .min()
        .orElse(Long.MIN_VALUE);
  }

  /** Rows that all sources gave. */
  static long sourceRows(Plan plan, Status s) {
    return s.nodes().stream()
        .filter(n -> isSource(plan, n.nodeId()))
        .mapToLong(Status.NodeCounts::rowsOut)
        .sum();
  }

  private static boolean isSource(Plan plan, String nodeId) {
    PlanNode node = plan.node(nodeId);
    return node != null && node.inputs().isEmpty();
  }

  static void print(
      LocalRun run,
      Providers providers,
      Path recording,
      long before,
      long nanos,
      Terminal terminal) {
    Plan plan = run.plan();
    Status status = run.status();
    if (!terminal.quiet()) {
      nodes(plan, status, providers).lines("").forEach(terminal::print);
      terminal.print("");
    }
    Map<String, String> digests = run.digests();
    TextTable sinks = new TextTable("sink", "digest", "file");
    for (PlanNode node : plan.nodes()) {
      String digest = digests.get(node.id());
      if (digest != null) {
        sinks.row(List.of(node.name(), digest, SinkFiles.of(node).map(Path::toString).orElse("")));
      }
    }
    sinks.lines("").forEach(terminal::print);
    if (!terminal.quiet()) {
      long rows = sourceRows(plan, status) - before;
      terminal.print("");
      terminal.print(
          Words.number(rows)
              + " rows in "
              + Words.seconds(nanos)
              + " ("
              + Words.rate(rows, nanos)
              + ")");
      terminal.print("recording: " + recording);
    }
  }

  private static TextTable nodes(Plan plan, Status status, Providers providers) {
    Map<String, Long> late = lateRows(plan, status, providers);
    boolean anyLate = !late.isEmpty();
    TextTable table =
        anyLate
            ? new TextTable("node", "rows in", "rows out", "late")
            : new TextTable("node", "rows in", "rows out");
    for (Status.NodeCounts n : status.nodes()) {
      PlanNode node = plan.node(n.nodeId());
      String name = node == null ? n.nodeId() : node.name();
      boolean source = node != null && node.inputs().isEmpty();
      boolean sink = node != null && node.outputs().isEmpty();
      String in = source ? "" : Words.number(n.rowsIn());
      String out = sink ? "" : Words.number(n.rowsOut());
      Long count = late.get(n.nodeId());
      table.row(
          anyLate
              ? List.of(name, in, out, count == null ? "" : Words.number(count))
              : List.of(name, in, out));
    }
    return table;
  }

  /** By node, the rows that left by the side output {@code late}, where an edge leads from it. */
  private static Map<String, Long> lateRows(Plan plan, Status status, Providers providers) {
    Map<String, Long> byEdge = new HashMap<>();
    status.edges().forEach(e -> byEdge.put(e.edgeId(), e.rows()));
    Map<String, Long> late = new HashMap<>();
    for (PlanEdge edge : plan.edges()) {
      PlanNode from = plan.nodes().get(edge.from());
      List<OutputPort> outputs =
          providers
              .find(from.operator())
              .map(p -> p.descriptor())
              .map(OperatorDescriptor::outputs)
              .orElse(List.of());
      if (edge.fromPort() < outputs.size() && outputs.get(edge.fromPort()).name().equals("late")) {
        late.put(from.id(), byEdge.getOrDefault(edge.id(), 0L));
      }
    }
    return late;
  }
}

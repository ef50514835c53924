package dev.eddy.runtime;

import dev.eddy.model.io.CellText;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.row.Row;
import dev.eddy.model.time.Moment;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.StateSpec;
import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.flow.LoadedPlan;
import dev.eddy.runtime.flow.Network;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** What a run shows of itself, as text. */
final class Views {
  /** After so long fewer rows than asked for are enough; the reply says that there are more. */
  private static final long PATIENCE = java.util.concurrent.TimeUnit.MILLISECONDS.toNanos(400);

  private final LoadedPlan loaded;
  private final Plan plan;
  private final Places places;

  Views(LoadedPlan loaded) {
    this.loaded = loaded;
    this.plan = loaded.plan();
    this.places = new Places(loaded);
  }

  /** Watches stretches of a replay, the newest first. */
  interface Stretches {
    Network.Probe begin();

    /** Whether an older stretch is wanted. */
    boolean end();
  }

  /** Replays the stretches before the present moment in which rows passed an edge. */
  interface Replays {
    void of(int edge, Stretches visitor) throws FlowException, IOException;
  }

  /**
   * Where a run stands, with the counts at that moment.
   *
   * @param phase RUNNING leaves out why it stopped
   */
  Status status(Status.Phase phase, Player player, Moment at, Moment edge, Halt last) {
    Network network = player.network();
    List<Status.NodeCounts> nodes = new ArrayList<>();
    for (int rank = 0; rank < plan.nodes().size(); rank++) {
      nodes.add(
          new Status.NodeCounts(
              plan.nodes().get(rank).id(),
              network.gauges().rowsIn(rank),
              network.gauges().rowsOut(rank),
              network.gauges().watermark(rank),
              network.state().entries(rank)));
    }
    List<Status.EdgeCounts> edges = new ArrayList<>();
    for (int e = 0; e < plan.edges().size(); e++) {
      edges.add(new Status.EdgeCounts(plan.edges().get(e).id(), network.gauges().rowsOfEdge(e)));
    }
    boolean within = player.step() > 0 && network.parallelism() == 1 && network.prepare();
    int nextEdge = within ? network.nextEdge() : -1;
    boolean running = phase == Status.Phase.RUNNING;
    return new Status(
        phase,
        at,
        edge,
        running ? "" : last.why(),
        running ? null : last.stop().breakpointId(),
        within ? plan.nodes().get(network.nextRank()).id() : null,
        nextEdge < 0 ? null : plan.edges().get(nextEdge).id(),
        network.gauges().clock(),
        nodes,
        edges);
  }

  /** Numbers of a run at the moment where it stands. */
  Reply.MetricsOf metrics(Player player, Moment at) {
    Network network = player.network();
    Meter meter = player.meter();
    Silence holders = new Silence(player);
    List<Reply.NodeMetrics> nodes = new ArrayList<>();
    for (int rank = 0; rank < plan.nodes().size(); rank++) {
      nodes.add(
          new Reply.NodeMetrics(
              plan.nodes().get(rank).id(),
              network.gauges().rowsIn(rank),
              network.gauges().rowsOut(rank),
              network.gauges().watermark(rank),
              holders.holder(rank),
              network.state().entries(rank),
              stateBytes(network, rank),
              network.state().timers(rank),
              meter.share(rank),
              meter.ofNode(rank).permille(500),
              meter.ofNode(rank).permille(990)));
    }
    List<Reply.EdgeMetrics> edges = new ArrayList<>();
    for (int e = 0; e < plan.edges().size(); e++) {
      long rows = network.gauges().rowsOfEdge(e);
      int fill = network.gauges().takeFillOfEdge(e);
      edges.add(
          new Reply.EdgeMetrics(
              plan.edges().get(e).id(),
              rows,
              meter.bytes(e, rows),
              network.gauges().queuedOnEdge(e),
              meter.ofEdge(e).permille(500),
              meter.ofEdge(e).permille(990),
              fill < 0 ? null : fill));
    }
    return new Reply.MetricsOf(
        at,
        meter.events(),
        meter.latencies().permille(500),
        meter.latencies().permille(990),
        nodes,
        edges,
        network.parallelism());
  }

  private long stateBytes(Network network, int rank) {
    KeyCodec codec = network.state().keyCodec(rank);
    List<StateSpec> states = loaded.shape(rank).states();
    if (codec == null || states.isEmpty()) {
      return -1;
    }
    long bytes = 0;
    for (int i = 0; i < states.size(); i++) {
      StateSpec spec = states.get(i);
      long entry = Meter.width(codec.schema()) + Meter.width(spec.value());
      entry += spec.subKey() == null ? 0 : Meter.width(spec.subKey());
      bytes += network.state().entries(rank, i) * entry;
    }
    return bytes;
  }

  Reply.Rows edgeRows(
      String edgeId, int limit, Moment now, Replays replays, SparseRows sparse, Network network)
      throws FlowException, IOException, RunException {
    int edge = places.edge(edgeId);
    Plan.PlanEdge e = plan.edges().get(edge);
    Schema schema = plan.nodes().get(e.to()).inputs().get(e.toPort()).schema();
    long passed = network.gauges().rowsOfEdge(edge);
    Reply.EdgeRow next = null;
    List<Reply.EdgeRow> rows = new ArrayList<>();
    if (now.step() > 0 && network.prepare() && network.nextEdge() == edge) {
      next = row(network.nextRow(), now, schema);
    }
    List<SparseRows.Passed> known = sparse.last(edge, passed, limit);
    if (known != null) {
      for (SparseRows.Passed k : known) {
        rows.add(row(k.row(), new Moment(k.sequence(), k.step()), schema));
      }
      return new Reply.Rows(schema.names(), rows, passed > rows.size(), next);
    }
    List<Reply.EdgeRow> newestFirst = new ArrayList<>();
    long begun = System.nanoTime();
    if (limit > 0) {
      replays.of(
          edge,
          new Stretches() {
            private final ArrayDeque<Reply.EdgeRow> last = new ArrayDeque<>();

            @Override
            public Network.Probe begin() {
              last.clear();
              return (at, sequence, step, row) -> {
                if (at == edge) {
                  if (last.size() == limit - newestFirst.size()) {
                    last.removeFirst();
                  }
                  last.addLast(row(row, new Moment(sequence, step), schema));
                }
              };
            }

            @Override
            public boolean end() {
              while (!last.isEmpty()) {
                newestFirst.add(last.removeLast());
              }
              long spent = System.nanoTime() - begun;
              return newestFirst.size() < limit && (newestFirst.isEmpty() || spent < PATIENCE);
            }
          });
    }
    for (int i = newestFirst.size() - 1; i >= 0; i--) {
      rows.add(newestFirst.get(i));
    }
    return new Reply.Rows(schema.names(), rows, passed > rows.size(), next);
  }

  private static Reply.EdgeRow row(Row row, Moment at, Schema schema) {
    return new Reply.EdgeRow(at, row.kind().shortName(), CellText.ofRow(row, schema));
  }

  static Reply.TimelineOf timeline(
      Plan plan,
      Samples samples,
      long end,
      int buckets,
      List<Long> checkpoints,
      List<Moment> hits,
      SortedMap<Long, String> unreadable) {
    int n = (int) Math.max(1, Math.min(buckets, end - 1));
    long[] bounds = new long[n + 1];
    for (int i = 0; i <= n; i++) {
      bounds[i] = 1 + Math.round((double) (end - 1) * i / n);
    }
    Map<String, long[]> rows = new LinkedHashMap<>();
    for (int rank = 0; rank < plan.nodes().size(); rank++) {
      long[] counts = new long[n];
      for (int i = 0; i < n; i++) {
        counts[i] = samples.rowsAt(bounds[i + 1], rank) - samples.rowsAt(bounds[i], rank);
      }
      rows.put(plan.nodes().get(rank).id(), counts);
    }
    long[] watermarks = new long[n];
    for (int i = 0; i < n; i++) {
      watermarks[i] = samples.watermarkAt(bounds[i + 1]);
    }
    long[] clocks = new long[samples.hasClocks() ? n : 0];
    for (int i = 0; i < clocks.length; i++) {
      clocks[i] = samples.clockAt(bounds[i + 1]);
    }
    List<Reply.Gap> gaps = new ArrayList<>();
    unreadable.forEach((from, why) -> gaps.add(new Reply.Gap(from, end, why)));
    return new Reply.TimelineOf(bounds, rows, watermarks, checkpoints, hits, clocks, gaps);
  }
}

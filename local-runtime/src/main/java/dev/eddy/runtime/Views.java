package dev.eddy.runtime;

import dev.eddy.model.io.CellText;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.row.Row;
import dev.eddy.model.time.Moment;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.StateSpec;
import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.flow.LoadedPlan;
import dev.eddy.runtime.flow.Network;
import dev.eddy.runtime.state.Keys;
import dev.eddy.runtime.state.Stored;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
              network.rowsIn(rank),
              network.rowsOut(rank),
              network.watermark(rank),
              network.stateEntries(rank)));
    }
    List<Status.EdgeCounts> edges = new ArrayList<>();
    for (int e = 0; e < plan.edges().size(); e++) {
      edges.add(new Status.EdgeCounts(plan.edges().get(e).id(), network.rowsOfEdge(e)));
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
        network.clock(),
        nodes,
        edges);
  }

  Reply.Rows edgeRows(
      String edgeId, int limit, Moment now, Replays replays, SparseRows sparse, Network network)
      throws FlowException, IOException, RunException {
    int edge = places.edge(edgeId);
    Plan.PlanEdge e = plan.edges().get(edge);
    Schema schema = plan.nodes().get(e.to()).inputs().get(e.toPort()).schema();
    long passed = network.rowsOfEdge(edge);
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

  Reply.StateOf state(Network network, String nodeId, String keyFilter, int limit)
      throws RunException {
    int rank = places.node(nodeId);
    KeyCodec codec = network.keyCodec(rank);
    if (codec == null) {
      return new Reply.StateOf(List.of(), List.of(), 0);
    }
    List<Reply.StateTable> tables = new ArrayList<>();
    List<StateSpec> specs = loaded.shape(rank).states();
    for (int i = 0; i < specs.size(); i++) {
      tables.add(table(network, rank, i, specs.get(i), codec, keyFilter, limit));
    }
    TreeMap<Long, Map<String, Long>> timers = new TreeMap<>();
    long[] count = {0};
    network.scanTimers(
        rank,
        (key, t) -> {
          count[0]++;
          timers.computeIfAbsent(t.time(), x -> new TreeMap<>()).merge(t.name(), 1L, Long::sum);
          return true;
        });
    List<Reply.TimerGroup> groups = new ArrayList<>();
    timers.forEach(
        (time, names) ->
            names.forEach((name, n) -> groups.add(new Reply.TimerGroup(name, time, n))));
    return new Reply.StateOf(tables, groups, count[0]);
  }

  private static Reply.StateTable table(
      Network network,
      int rank,
      int index,
      StateSpec spec,
      KeyCodec codec,
      String filter,
      int limit) {
    Schema keySchema = codec.schema();
    @Nullable Schema sub =
        switch (spec.kind()) {
          case VALUE -> null;
          case LIST -> Schema.of(new Field("#", dev.eddy.model.type.DataType.BIGINT));
          case MAP -> spec.subKey();
        };
    @Nullable KeyCodec subCodec = spec.subKey() == null ? null : new KeyCodec(spec.subKey());
    List<String> keyColumns = new ArrayList<>(keySchema.names());
    if (sub != null) {
      keyColumns.addAll(sub.names());
    }
    // Keys are shown in their own order, not by key group.
    TreeMap<byte[], Reply.StateEntry> found = new TreeMap<>(java.util.Arrays::compareUnsigned);
    long[] total = {0};
    network.scanState(
        rank,
        index,
        (key, stored) -> {
          int keyEnd = sub == null ? key.length : endOfKey(key, codec);
          List<@Nullable String> cells =
              new ArrayList<>(
                  CellText.ofRow(
                      codec.decode(java.util.Arrays.copyOfRange(key, 2, keyEnd)), keySchema));
          if (spec.kind() == StateSpec.Kind.LIST) {
            cells.add(Long.toString(Keys.index(key, keyEnd)));
          } else if (sub != null && subCodec != null) {
            cells.addAll(
                CellText.ofRow(
                    subCodec.decode(java.util.Arrays.copyOfRange(key, keyEnd, key.length)), sub));
          }
          if (matches(cells, filter)) {
            total[0]++;
            byte[] order = Keys.key(key);
            boolean room = found.size() < limit;
            if (room || limit > 0 && java.util.Arrays.compareUnsigned(order, found.lastKey()) < 0) {
              found.put(order, entry(cells, stored, spec.value()));
              if (!room) {
                found.pollLastEntry();
              }
            }
          }
          return true;
        });
    return new Reply.StateTable(
        spec.name(), keyColumns, spec.value().names(), new ArrayList<>(found.values()), total[0]);
  }

  private static int endOfKey(byte[] key, KeyCodec codec) {
    return 2 + codec.length(key, 2);
  }

  private static boolean matches(List<@Nullable String> cells, String filter) {
    if (filter.isEmpty()) {
      return true;
    }
    for (String c : cells) {
      if (c != null && c.contains(filter)) {
        return true;
      }
    }
    return false;
  }

  private static Reply.StateEntry entry(List<@Nullable String> key, Stored stored, Schema schema) {
    return new Reply.StateEntry(
        Collections.unmodifiableList(key),
        CellText.ofRow(stored.value(), schema),
        new Moment(stored.sequence(), stored.step()));
  }

  static Reply.TimelineOf timeline(
      Plan plan,
      Samples samples,
      long end,
      int buckets,
      List<Long> checkpoints,
      List<Moment> hits) {
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
    return new Reply.TimelineOf(bounds, rows, watermarks, checkpoints, hits);
  }
}

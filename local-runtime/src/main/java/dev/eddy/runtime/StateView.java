package dev.eddy.runtime;

import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.row.KeyCodec;
import dev.eddy.operator.StateSpec;
import dev.eddy.runtime.flow.LoadedPlan;
import dev.eddy.runtime.flow.Network;
import dev.eddy.runtime.state.Keys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keyed state and timers of a node, a page at a time. */
final class StateView {
  private final LoadedPlan loaded;
  private final Places places;

  StateView(LoadedPlan loaded) {
    this.loaded = loaded;
    this.places = new Places(loaded);
  }

  /**
   * A page of the states of a node, and its timers.
   *
   * @param filter text that a cell of the key must contain; empty for all
   * @param limit of entries of each state
   * @param only name of the only state that is wanted; empty for all
   * @param after a cursor of a reply; empty for the first entries
   */
  Reply.StateOf of(
      Network network, String nodeId, String filter, int limit, String only, String after)
      throws RunException {
    int rank = places.node(nodeId);
    KeyCodec codec = network.state().keyCodec(rank);
    if (codec == null) {
      return new Reply.StateOf(List.of(), List.of(), 0);
    }
    Cursor from = cursor(rank, after);
    List<Reply.StateTable> tables = new ArrayList<>();
    List<StateSpec> specs = loaded.shape(rank).states();
    for (int i = 0; i < specs.size(); i++) {
      if (only.isEmpty() || specs.get(i).name().equals(only)) {
        StateText text = new StateText(codec, specs.get(i));
        String name = specs.get(i).name();
        tables.add(table(network, rank, i, name, text, filter, limit, from));
      }
    }
    TreeMap<Long, Map<String, Long>> timers = new TreeMap<>();
    long[] count = {0};
    network
        .state()
        .scanTimers(
            rank,
            (key, t) -> {
              count[0]++;
              timers
                  .computeIfAbsent(t.time(), x -> new TreeMap<>())
                  .merge(t.shown(), 1L, Long::sum);
              return true;
            });
    List<Reply.TimerGroup> groups = new ArrayList<>();
    timers.forEach(
        (time, names) ->
            names.forEach((name, n) -> groups.add(new Reply.TimerGroup(name, time, n))));
    return new Reply.StateOf(tables, groups, count[0]);
  }

  /**
   * Where a page ended.
   *
   * @param key the canonical bytes of the last key; empty before the first
   * @param entries so many of its entries were shown; 0 for all
   */
  private record Cursor(byte[] key, int entries) {
    private static final String SPLIT = ".";

    static Cursor parse(String text) {
      int split = text.indexOf(SPLIT);
      int entries = split < 0 ? 0 : Integer.parseInt(text.substring(split + 1));
      if (entries < 0) {
        throw new IllegalArgumentException("entry " + entries);
      }
      return new Cursor(
          HexFormat.of().parseHex(split < 0 ? text : text.substring(0, split)), entries);
    }

    @Override
    public String toString() {
      return HexFormat.of().formatHex(key) + (entries == 0 ? "" : SPLIT + entries);
    }

    /** How many entries of a key, of which there are so many, were shown. */
    int shown(byte[] order, int count) {
      int c = key.length == 0 ? 1 : Arrays.compareUnsigned(order, key);
      return c > 0 ? 0 : c < 0 || entries == 0 ? count : Math.min(count, entries);
    }
  }

  private Cursor cursor(int rank, String after) throws RunException {
    try {
      return Cursor.parse(after);
    } catch (IllegalArgumentException e) {
      throw new RunException(
          Problem.error(
              "bad-cursor", places.place(rank), "'" + after + "' is no cursor of a reply.", ""),
          e);
    }
  }

  private static Reply.StateTable table(
      Network network,
      int rank,
      int state,
      String name,
      StateText text,
      String filter,
      int limit,
      Cursor after) {
    // Keys are shown in their own order, not by key group.
    TreeMap<byte[], List<Reply.StateEntry>> found = new TreeMap<>(Arrays::compareUnsigned);
    long[] total = {0};
    long[] behind = {0};
    network
        .state()
        .scan(
            rank,
            state,
            (key, stored) -> {
              List<@Nullable String> cells = text.key(key);
              if (matches(cells, filter)) {
                int count = text.count(stored);
                total[0] += count;
                byte[] order = Keys.key(key);
                if (after.shown(order, count) == count) {
                  return true;
                }
                behind[0]++;
                boolean room = found.size() < limit;
                if (room || limit > 0 && Arrays.compareUnsigned(order, found.lastKey()) < 0) {
                  found.put(order, text.entries(cells, stored));
                  if (!room) {
                    found.pollLastEntry();
                  }
                }
              }
              return true;
            });
    List<Reply.StateEntry> page = new ArrayList<>();
    Cursor next = null;
    for (Map.Entry<byte[], List<Reply.StateEntry>> e : found.entrySet()) {
      List<Reply.StateEntry> entries = e.getValue();
      int from = after.shown(e.getKey(), entries.size());
      int to = Math.min(entries.size(), from + limit - page.size());
      if (to > from) {
        page.addAll(entries.subList(from, to));
        next = new Cursor(e.getKey(), to < entries.size() ? to : 0);
      }
      if (to < entries.size()) {
        break;
      }
    }
    boolean isMore =
        next != null
            && (next.entries > 0
                || found.size() < behind[0]
                || !Arrays.equals(next.key, found.lastKey()));
    return new Reply.StateTable(
        name,
        text.keyColumns(),
        text.valueColumns(),
        page,
        total[0],
        isMore ? String.valueOf(next) : "");
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
}

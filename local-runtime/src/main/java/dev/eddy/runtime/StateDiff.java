package dev.eddy.runtime;

import dev.eddy.model.protocol.Reply;
import dev.eddy.model.row.KeyCodec;
import dev.eddy.operator.StateSpec;
import dev.eddy.runtime.flow.Network;
import dev.eddy.runtime.state.Stored;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keyed state of a node as it was, to be held against what it is at another moment. */
final class StateDiff {
  private final int rank;
  private final List<StateSpec> specs;
  private final List<TreeMap<byte[], Stored>> before = new ArrayList<>();

  /** Remembers the state at the moment where a network stands. */
  StateDiff(Network network, int rank) {
    this.rank = rank;
    this.specs = network.loaded().shape(rank).states();
    for (int i = 0; i < specs.size(); i++) {
      // Keys are shown in their own order, not by key group.
      TreeMap<byte[], Stored> entries =
          new TreeMap<>((a, b) -> Arrays.compareUnsigned(a, 2, a.length, b, 2, b.length));
      network.scanState(
          rank,
          i,
          (key, stored) -> {
            entries.put(key, stored);
            return true;
          });
      before.add(entries);
    }
  }

  /** What differs where the network stands now. */
  Reply.DiffOf to(Network network, int limit) {
    KeyCodec codec = network.keyCodec(rank);
    List<Reply.DiffTable> tables = new ArrayList<>();
    for (int i = 0; i < specs.size() && codec != null; i++) {
      tables.add(table(network, i, new StateText(codec, specs.get(i)), limit));
    }
    return new Reply.DiffOf(tables);
  }

  private Reply.DiffTable table(Network network, int state, StateText text, int limit) {
    TreeMap<byte[], Stored> was = before.get(state);
    TreeMap<byte[], Stored> is = new TreeMap<>(was.comparator());
    network.scanState(
        rank,
        state,
        (key, stored) -> {
          Stored old = was.get(key);
          if (old != null && old.value().equals(stored.value())) {
            was.remove(key);
          } else {
            is.put(key, stored);
          }
          return true;
        });
    TreeMap<byte[], Stored> both = new TreeMap<>(was);
    both.putAll(is);
    List<Reply.DiffEntry> entries = new ArrayList<>();
    for (byte[] key : both.keySet()) {
      if (entries.size() == limit) {
        break;
      }
      List<@Nullable String> cells = text.key(key);
      Stored old = was.get(key);
      Stored now = is.get(key);
      entries.add(
          new Reply.DiffEntry(
              cells,
              old == null ? null : text.entry(cells, old),
              now == null ? null : text.entry(cells, now)));
    }
    return new Reply.DiffTable(
        specs.get(state).name(), text.keyColumns(), text.valueColumns(), entries, both.size());
  }
}

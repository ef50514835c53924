package dev.eddy.runtime;

import dev.eddy.model.protocol.Reply;
import dev.eddy.model.row.KeyCodec;
import dev.eddy.operator.StateSpec;
import dev.eddy.runtime.flow.Network;
import dev.eddy.runtime.state.Stored;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
      network
          .state()
          .scan(
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
    KeyCodec codec = network.state().keyCodec(rank);
    List<Reply.DiffTable> tables = new ArrayList<>();
    for (int i = 0; i < specs.size() && codec != null; i++) {
      tables.add(table(network, i, new StateText(codec, specs.get(i)), limit));
    }
    return new Reply.DiffOf(tables);
  }

  private Reply.DiffTable table(Network network, int state, StateText text, int limit) {
    TreeMap<byte[], Stored> was = before.get(state);
    TreeMap<byte[], Stored> is = new TreeMap<>(was.comparator());
    network
        .state()
        .scan(
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
    long left = both.size();
    for (byte[] key : both.keySet()) {
      if (entries.size() >= limit) {
        break;
      }
      left--;
      entries.addAll(entries(text, text.key(key), was.get(key), is.get(key)));
    }
    return new Reply.DiffTable(
        specs.get(state).name(),
        text.keyColumns(),
        text.valueColumns(),
        entries,
        entries.size() + left);
  }

  /** What differs of the entries of a stored value. */
  private static List<Reply.DiffEntry> entries(
      StateText text, List<@Nullable String> key, @Nullable Stored old, @Nullable Stored now) {
    Map<List<@Nullable String>, Reply.StateEntry> before = byKey(text, key, old);
    Map<List<@Nullable String>, Reply.StateEntry> after = byKey(text, key, now);
    Set<List<@Nullable String>> keys = new LinkedHashSet<>(before.keySet());
    keys.addAll(after.keySet());
    List<Reply.DiffEntry> out = new ArrayList<>();
    for (List<@Nullable String> k : keys) {
      Reply.StateEntry a = before.get(k);
      Reply.StateEntry b = after.get(k);
      if (a == null || b == null || !a.value().equals(b.value())) {
        out.add(new Reply.DiffEntry(k, a, b));
      }
    }
    return out;
  }

  private static Map<List<@Nullable String>, Reply.StateEntry> byKey(
      StateText text, List<@Nullable String> key, @Nullable Stored stored) {
    Map<List<@Nullable String>, Reply.StateEntry> out = new LinkedHashMap<>();
    if (stored != null) {
      text.entries(key, stored).forEach(e -> out.put(e.key(), e));
    }
    return out;
  }
}

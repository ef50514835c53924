package dev.eddy.runtime.flow;

import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.row.KeyGroups;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.Shape;
import dev.eddy.operator.StateSpec;
import dev.eddy.runtime.state.Keys;
import dev.eddy.runtime.state.SortedStore;
import dev.eddy.runtime.state.Stored;
import dev.eddy.runtime.state.Timer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keyed state and the timers of a network, by the rank of their node: an entry is found at the
 * subtask that owns its key, whatever the parallelism. Owned by the network's thread.
 */
public final class KeyedState {
  private final LoadedPlan loaded;
  private final Tasks tasks;

  KeyedState(LoadedPlan loaded, Tasks tasks) {
    this.loaded = loaded;
    this.tasks = tasks;
  }

  /** Visits the keyed state of a node in the order of key group and key. */
  public void scan(int rank, int table, SortedStore.Visitor<? super Stored> visitor) {
    boolean alike = isBroadcast(rank, table);
    for (Subtask t : tasks.of(rank)) {
      t.store.table(table).scan(new byte[0], visitor);
      if (alike) {
        return;
      }
    }
  }

  /** Visits the timers of a node; in the order of firing where it has one subtask. */
  public void scanTimers(int rank, SortedStore.Visitor<? super Timer> visitor) {
    for (Subtask t : tasks.of(rank)) {
      t.store.timers().scan(new byte[0], visitor);
    }
  }

  /**
   * As {@link #put}, many times and mostly in the order of the keys; {@link #endLoading} must
   * follow before anything else is done.
   *
   * @param value is copied
   */
  public void load(int rank, int table, byte[] key, Row value, long sequence, int step) {
    if (isBroadcast(rank, table)) {
      put(rank, table, key, new Stored(value.copy(), sequence, step));
    } else {
      owner(rank, key).store.load(table, key, value, sequence, step);
    }
  }

  /** Makes room for about so many entries of a state that are loaded next. */
  public void reserve(int rank, int table, long entries) {
    List<Subtask> all = tasks.of(rank);
    if (all.size() == 1) {
      all.get(0).store.reserve(table, entries);
    }
  }

  /** Puts an entry into the state of the subtask that owns its key. */
  public void put(int rank, int table, byte[] key, Stored entry) {
    if (isBroadcast(rank, table)) {
      tasks.of(rank).forEach(t -> t.store.table(table).put(key, entry));
    } else {
      owner(rank, key).store.table(table).put(key, entry);
    }
  }

  public void endLoading() {
    for (List<Subtask> subtasks : tasks.operators()) {
      for (Subtask t : subtasks) {
        t.store.endLoading();
      }
    }
  }

  public void remove(int rank, int table, byte[] key) {
    if (isBroadcast(rank, table)) {
      tasks.of(rank).forEach(t -> t.store.table(table).remove(key));
    } else {
      owner(rank, key).store.table(table).remove(key);
    }
  }

  /**
   * @param key as {@link Keys#timer} gives it
   */
  public void removeTimer(int rank, byte[] key) {
    owner(rank, Keys.keyOfTimer(key)).store.timers().remove(key);
  }

  /** Sets a timer; one of processing time is dropped where the operator has none any more. */
  public void putTimer(int rank, Timer timer) {
    if (timer.isByClock() && !loaded.shape(rank).processingTime()) {
      return;
    }
    owner(rank, timer.key())
        .store
        .timers()
        .put(Keys.timer(timer.time(), timer.key(), timer.name()), timer);
  }

  /** Whether all subtasks have the same entries of a state. */
  private boolean isBroadcast(int rank, int table) {
    return loaded.shape(rank).states().get(table).kind() == StateSpec.Kind.BROADCAST;
  }

  private Subtask owner(int rank, byte[] fullKey) {
    List<Subtask> all = tasks.of(rank);
    int group = Keys.keyGroup(fullKey);
    if (group >= loaded.plan().maxParallelism()) {
      throw new IllegalArgumentException("key group " + group);
    }
    return all.get(KeyGroups.subtaskOf(group, loaded.plan().maxParallelism(), all.size()));
  }

  /** Entries over all states of a node, or -1 for a node without state. */
  public long entries(int rank) {
    if (loaded.shape(rank).states().isEmpty()) {
      return -1;
    }
    long n = 0;
    for (int i = 0; i < loaded.shape(rank).states().size(); i++) {
      n += entries(rank, i);
    }
    return n;
  }

  /** Entries of one state of a node. */
  public long entries(int rank, int state) {
    long n = 0;
    for (Subtask t : tasks.of(rank)) {
      n += t.store.table(state).size();
      if (isBroadcast(rank, state)) {
        break;
      }
    }
    return n;
  }

  /** Timers that wait at a node. */
  public long timers(int rank) {
    long n = 0;
    for (Subtask t : tasks.of(rank)) {
      n += t.store.timers().size();
    }
    return n;
  }

  /** Time of the first timer that waits at a node for the watermark; else Long.MAX_VALUE. */
  public long nextTimerTime(int rank) {
    long least = Long.MAX_VALUE;
    for (Subtask t : tasks.of(rank)) {
      least = Math.min(least, t.store.nextTimerTime());
    }
    return least;
  }

  /** As {@link #nextTimerTime}, of those by the clock. */
  public long nextClockTimerTime(int rank) {
    long least = Long.MAX_VALUE;
    for (Subtask t : tasks.of(rank)) {
      least = Math.min(least, t.store.nextClockTimerTime());
    }
    return least;
  }

  /** The least {@link #nextClockTimerTime(int)} of all nodes; what waits at exchanges aside. */
  public long nextClockTimerTime() {
    long least = Long.MAX_VALUE;
    for (int rank = 0; rank < tasks.ranks(); rank++) {
      least = Math.min(least, nextClockTimerTime(rank));
    }
    return least;
  }

  /**
   * Codec of a node's key, which has no columns where it only has broadcast state; null where it
   * has neither key nor state.
   */
  public @Nullable KeyCodec keyCodec(int rank) {
    Shape shape = loaded.shape(rank);
    if (shape.isKeyed()) {
      return new KeyCodec(NetworkBuilder.keySchema(loaded.node(rank), shape));
    }
    return shape.states().isEmpty() ? null : new KeyCodec(Schema.EMPTY);
  }

  /** Copies all of it into a network of the same plan, of any parallelism, that has none yet. */
  void copyTo(KeyedState other) {
    for (int rank = 0; rank < tasks.ranks(); rank++) {
      int r = rank;
      for (int table = 0; table < loaded.shape(rank).states().size(); table++) {
        int i = table;
        scan(
            rank,
            table,
            (k, e) -> {
              other.put(r, i, k, e);
              return true;
            });
      }
      scanTimers(
          rank,
          (k, t) -> {
            other.putTimer(r, t);
            return true;
          });
    }
  }
}

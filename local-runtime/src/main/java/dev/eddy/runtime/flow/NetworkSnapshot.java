package dev.eddy.runtime.flow;

import dev.eddy.operator.StateSpec;
import dev.eddy.runtime.state.Entries;
import dev.eddy.runtime.state.KeyedStore.StoreSnapshot;
import dev.eddy.runtime.state.Snapshot;
import dev.eddy.runtime.state.SortedStore;
import dev.eddy.runtime.state.Stored;
import dev.eddy.runtime.state.Timer;
import java.util.List;

/**
 * What a network of any parallelism held between two events. Immutable; any thread may read it
 * while the network goes on.
 */
public final class NetworkSnapshot {
  private final LoadedPlan loaded;
  private final long[] registers;

  /** By rank, then by subtask; subtasks own ascending ranges of key groups. */
  private final List<List<StoreSnapshot>> stores;

  NetworkSnapshot(LoadedPlan loaded, long[] registers, List<List<StoreSnapshot>> stores) {
    this.loaded = loaded;
    this.registers = registers;
    this.stores = stores;
  }

  public LoadedPlan loaded() {
    return loaded;
  }

  public long[] registers() {
    return registers.clone();
  }

  /** Entries and timers of all nodes. */
  public long entries() {
    long n = 0;
    for (List<StoreSnapshot> subtasks : stores) {
      for (StoreSnapshot s : subtasks) {
        n += s.timers().size();
        for (Snapshot<Stored> t : s.tables()) {
          n += t.size();
        }
      }
    }
    return n;
  }

  /** Visits the keyed state of a node in the order of key group and key. */
  public void scanState(int rank, int table, Entries into) {
    for (StoreSnapshot s : distinct(rank, table)) {
      Entries.scan(s.tables().get(table), into);
    }
  }

  /** The subtasks whose entries of a state are not those of another one. */
  private List<StoreSnapshot> distinct(int rank, int table) {
    List<StoreSnapshot> all = stores.get(rank);
    boolean alike = loaded.shape(rank).states().get(table).kind() == StateSpec.Kind.BROADCAST;
    return alike ? all.subList(0, 1) : all;
  }

  /** Visits the timers of a node, of each subtask in the order of firing. */
  public void scanTimers(int rank, SortedStore.Visitor<? super Timer> visitor) {
    for (StoreSnapshot s : stores.get(rank)) {
      s.timers().scan(visitor);
    }
  }

  /** Whether {@link #stateChanges} can compare with another: the parallelism is the same. */
  public boolean isComparable(NetworkSnapshot other) {
    for (int rank = 0; rank < stores.size(); rank++) {
      if (stores.get(rank).size() != other.stores.get(rank).size()) {
        return false;
      }
    }
    return true;
  }

  /** Visits what is different from an earlier snapshot in the keyed state of a node. */
  public void stateChanges(NetworkSnapshot earlier, int rank, int table, Entries into) {
    List<StoreSnapshot> subtasks = distinct(rank, table);
    for (int i = 0; i < subtasks.size(); i++) {
      Snapshot<Stored> before = earlier.stores.get(rank).get(i).tables().get(table);
      Entries.changes(before, subtasks.get(i).tables().get(table), into);
    }
  }

  /** Visits what is different from an earlier snapshot in the timers of a node. */
  public void timerChanges(
      NetworkSnapshot earlier, int rank, Snapshot.Changes<? super Timer> visitor) {
    List<StoreSnapshot> subtasks = stores.get(rank);
    for (int i = 0; i < subtasks.size(); i++) {
      subtasks.get(i).timers().changesSince(earlier.stores.get(rank).get(i).timers(), visitor);
    }
  }
}

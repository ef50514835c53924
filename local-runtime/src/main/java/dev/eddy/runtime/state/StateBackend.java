package dev.eddy.runtime.state;

import dev.eddy.model.type.Schema;

/**
 * Where the entries of keyed state are kept. All backends hold the same entries in the same order,
 * so a checkpoint taken with one opens with another. Made once for a run; its tables are used by
 * one thread each.
 */
public interface StateBackend extends AutoCloseable {
  /** In the heap of the worker: the default. */
  StateBackend HEAP =
      new StateBackend() {
        @Override
        public StateTable table(Schema key, Schema value, int maxParallelism) {
          return new PageTable(new SlotLayout(key, value), maxParallelism);
        }

        @Override
        public SortedStore<Stored> ordered(Schema value) {
          return new Tree<>();
        }

        @Override
        public ListStore lists(Schema key, Schema value, int maxParallelism) {
          return new ListTable(key, value, maxParallelism);
        }

        @Override
        public boolean ordersCheaply() {
          return false;
        }

        @Override
        public void close() {}
      };

  /**
   * An empty table.
   *
   * @param key columns of the key, then those of the sub key, under distinct names
   */
  StateTable table(Schema key, Schema value, int maxParallelism);

  /** An empty store for entries that are mostly asked for in order, under keys of any bytes. */
  SortedStore<Stored> ordered(Schema value);

  /** Lists without entries. */
  default ListStore lists(Schema key, Schema value, int maxParallelism) {
    return new SortedLists(ordered(value));
  }

  /** Whether a scan of a few entries of a table is cheap. */
  boolean ordersCheaply();

  /** Frees what keyframes hold; tables and keyframes can no longer be used. */
  @Override
  void close();
}

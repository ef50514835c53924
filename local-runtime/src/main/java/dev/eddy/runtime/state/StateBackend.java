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
        public ListStore lists(Schema key, Schema value, int maxParallelism) {
          return new ListTable(key, value, maxParallelism);
        }

        @Override
        public ListStore looseLists(Schema value) {
          return new SortedLists(new Tree<>());
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

  /** Lists without entries. */
  ListStore lists(Schema key, Schema value, int maxParallelism);

  /** Lists without entries, under keys of any bytes, of which entries often go one by one. */
  ListStore looseLists(Schema value);

  /** Whether a scan of a few entries of a table is cheap. */
  boolean ordersCheaply();

  /** Frees what keyframes hold; tables and keyframes can no longer be used. */
  @Override
  void close();
}

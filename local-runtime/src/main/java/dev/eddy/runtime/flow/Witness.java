package dev.eddy.runtime.flow;

import dev.eddy.model.row.Row;
import dev.eddy.runtime.state.Stored;
import org.jspecify.annotations.Nullable;

/**
 * Sees what operators do during a step: which entries of their state they find and write, and what
 * they emit. Called on the thread of the network, between the beginning and the end of the step;
 * rows are valid during the call.
 */
public interface Witness {
  /** The operator of a rank has got an entry of a state from its store. */
  void read(int rank, int state, Stored entry);

  /**
   * The operator has put an entry into a state, or taken one or all of a key away.
   *
   * @param key of the operator's row or timer
   * @param subKey of a map entry; null else
   * @param value null where something was taken away
   */
  void wrote(int rank, int state, Row key, @Nullable Row subKey, @Nullable Row value);

  /** The operator has emitted a row. */
  void emitted(int rank, int port, Row row);
}

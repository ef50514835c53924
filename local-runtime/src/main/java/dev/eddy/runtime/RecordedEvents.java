package dev.eddy.runtime;

import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.flow.GateEvent;
import dev.eddy.runtime.record.History;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The events of a history, given again in their order, and where that was not possible. Owned by
 * the run's thread.
 */
final class RecordedEvents {
  private final History history;
  private final TreeMap<Long, String> gaps = new TreeMap<>();
  private History.@Nullable Cursor cursor;

  RecordedEvents(History history) {
    this.history = history;
  }

  /** Sequence after the last event that is recorded. */
  long end() {
    return history.end();
  }

  /** An event; cheap after the one before it. Its row is valid until the next call. */
  GateEvent at(long sequence) throws FlowException {
    if (cursor == null || cursor.sequence() != sequence) {
      cursor = history.cursor(sequence);
    }
    try {
      return cursor.next();
    } catch (FlowException e) {
      gaps.put(sequence, e.problem().message());
      throw e;
    }
  }

  /** New events follow: what was read ahead is of no use. */
  void leave() {
    cursor = null;
  }

  /** Sequences of events that could not be read again, and why. */
  SortedMap<Long, String> gaps() {
    long unkept = history.unkept();
    if (unkept > 0) {
      gaps.putIfAbsent(
          unkept, "The rows of a source that cannot be read again were kept up to here only.");
    }
    return gaps;
  }
}

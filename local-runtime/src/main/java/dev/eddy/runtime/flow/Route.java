package dev.eddy.runtime.flow;

import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.row.KeyGroups;
import dev.eddy.model.row.Row;
import dev.eddy.runtime.state.StateKey;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of one output go along one edge: straight into the next operator of the chain, or
 * into the channel of the subtask that owns their key, or whose turn it is.
 */
final class Route {
  private final Turn turn;
  private final Channel[] channels;

  /** The downstream subtask, where it is the only one and chained. */
  final @Nullable Subtask direct;

  /** Whether {@link #direct} is compiled on its own, see {@link Subtask#pass}. */
  final boolean apart;

  /** The channel of {@link #direct}. */
  final Channel first;

  private final int @Nullable [] keyColumns;
  private final @Nullable KeyCodec codec;
  private final int maxParallelism;
  private final boolean broadcast;
  private final StateKey key = new StateKey();

  /**
   * @param turn of the upstream's thread
   * @param channels one for each downstream subtask that rows may go to
   * @param direct the downstream subtask, where it is the only one and chained
   * @param apart whether the compiler shall not see both ends at once
   * @param codec of the downstream's key, null where it is not keyed
   * @param broadcast whether each row goes into all channels
   */
  Route(
      Turn turn,
      Channel[] channels,
      @Nullable Subtask direct,
      boolean apart,
      int @Nullable [] keyColumns,
      @Nullable KeyCodec codec,
      int maxParallelism,
      boolean broadcast) {
    this.broadcast = broadcast;
    this.turn = turn;
    this.channels = channels;
    this.direct = direct;
    this.apart = apart;
    this.first = channels[0];
    this.keyColumns = keyColumns;
    this.codec = codec;
    this.maxParallelism = maxParallelism;
  }

  /**
   * Hands a row on.
   *
   * @param hash of the row, or 0 where it was not computed
   */
  void send(Row row, @Nullable Place place, long hash) {
    StateKey k = key(row);
    Subtask next = direct;
    if (next != null) {
      Stepper stepper = turn.stepper;
      if (stepper != null) {
        stepper.row(next, channels[0], row, place, k);
      } else if (place == null) {
        next.row(channels[0], row, k, hash);
      } else {
        next.anyRow(channels[0], row, place, k, hash);
      }
      return;
    }
    if (broadcast) {
      for (Channel c : channels) {
        c.add(row, turn.sequence, place, null);
      }
      return;
    }
    int to = 0;
    if (channels.length > 1) {
      to =
          k == null
              ? (int) (turn.sequence % channels.length)
              : KeyGroups.subtaskOf(k.group(), maxParallelism, channels.length);
    }
    channels[to].add(row, turn.sequence, place, k);
  }

  /** Whether nothing is to be done for a row but to hand it to {@link #direct}, in sight of it. */
  boolean isBare() {
    return direct != null && !apart && codec == null;
  }

  /** The key of a row where the downstream is keyed, else null; valid until the next call. */
  @Nullable StateKey key(Row row) {
    if (codec == null || keyColumns == null) {
      return null;
    }
    key.set(codec, row, keyColumns, maxParallelism);
    return key;
  }

  /**
   * Hands a watermark on; gives the chained subtask whose own advances by it, and which has not
   * done its work yet, or null.
   */
  @Nullable Subtask sendWatermark(long watermark) {
    Subtask next = direct;
    if (next == null) {
      for (Channel c : channels) {
        c.addWatermark(turn.sequence, watermark);
      }
      return null;
    }
    if (turn.stepper != null) {
      turn.stepper.watermark(next, first, watermark);
      return null;
    }
    return !first.cut && next.arrived(first, watermark) ? next : null;
  }
}

package dev.eddy.runtime.flow;

import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.row.KeyGroups;
import dev.eddy.model.row.Row;
import dev.eddy.runtime.state.StateKey;
import org.jspecify.annotations.Nullable;

/** Where the rows of one output go along one edge: which subtask, and with which key. */
final class Route {
  private final Channel[] channels;
  private final int @Nullable [] keyColumns;
  private final @Nullable KeyCodec codec;
  private final int maxParallelism;
  private final StateKey key = new StateKey();

  /**
   * @param channels one for each downstream subtask
   * @param codec of the downstream's key, null where it is not keyed
   */
  Route(
      Channel[] channels,
      int @Nullable [] keyColumns,
      @Nullable KeyCodec codec,
      int maxParallelism) {
    this.channels = channels;
    this.keyColumns = keyColumns;
    this.codec = codec;
    this.maxParallelism = maxParallelism;
  }

  void send(Row row, long sequence, @Nullable Place place) {
    if (codec == null || keyColumns == null) {
      int to = channels.length == 1 ? 0 : (int) (sequence % channels.length);
      channels[to].add(row, sequence, place, null);
      return;
    }
    key.set(codec, row, keyColumns, maxParallelism);
    int to = KeyGroups.subtaskOf(key.group(), maxParallelism, channels.length);
    channels[to].add(row, sequence, place, key);
  }

  void sendWatermark(long sequence, long watermark) {
    for (Channel c : channels) {
      c.addWatermark(sequence, watermark);
    }
  }
}

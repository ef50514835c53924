package dev.eddy.flink.source;

import dev.eddy.operator.SplitPosition;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A split with the position from which it is to be read.
 *
 * @param ordinal place among all splits of the source, which are {@code count}
 * @param watermark the greatest so far, so that a row that was late before a restore is late after
 */
record PlannedSplit(String id, int ordinal, int count, SplitPosition position, long watermark)
    implements SourceSplit {
  @Override
  public String splitId() {
    return id;
  }
}

package dev.eddy.runtime.flow;

import dev.eddy.model.expression.RowFunction;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.row.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The inner side of a source: makes watermarks of its rows and sends both on. The generator keeps
 * the greatest watermark of each split; the source's is the least over the splits that have not
 * ended.
 */
final class SourceTask {
  final PlanNode node;
  final int rank;
  final int splits;
  final List<List<Route>> outputs = new ArrayList<>();
  final Digest digest = new Digest();
  final Hashes hashes = new Hashes(false);
  final long[] splitWatermarks;
  final boolean[] ended;
  long watermark = Long.MIN_VALUE;

  /** The greatest event time so far. */
  long clock = Long.MIN_VALUE;

  long rowsOut;
  Network.@Nullable Emissions emissions;
  private final int timeColumn;
  private final @Nullable RowFunction generator;
  private final Row generated = new Row(1);

  /**
   * @param timeColumn of output 0, or -1
   */
  SourceTask(PlanNode node, int rank, int splits, int timeColumn, @Nullable RowFunction generator) {
    this.node = node;
    this.rank = rank;
    this.splits = splits;
    this.timeColumn = timeColumn;
    this.generator = generator;
    this.splitWatermarks = new long[splits];
    this.ended = new boolean[splits];
    java.util.Arrays.fill(splitWatermarks, Long.MIN_VALUE);
    for (int i = 0; i < node.outputs().size(); i++) {
      outputs.add(new ArrayList<>());
    }
    if (splits == 0) {
      throw new IllegalArgumentException("a source without splits");
    }
  }

  void deliver(long sequence, int split, int port, Row row) {
    long h = RowHash.of(row);
    rowsOut++;
    digest.add(h);
    hashes.add(h, sequence, null);
    if (emissions != null) {
      emissions.row(sequence, 0, row);
    }
    List<Route> routes = outputs.get(port);
    for (int i = 0; i < routes.size(); i++) {
      routes.get(i).send(row, sequence, null);
    }
    if (port != 0 || timeColumn < 0) {
      return;
    }
    if (!row.isNull(timeColumn)) {
      clock = Math.max(clock, row.getLong(timeColumn));
    }
    if (generator != null) {
      generated.clear();
      generator.apply(row, generated);
      if (!generated.isNull(0) && generated.getLong(0) > splitWatermarks[split]) {
        splitWatermarks[split] = generated.getLong(0);
        advance(sequence);
      }
    }
  }

  void end(long sequence, int split) {
    ended[split] = true;
    advance(sequence);
  }

  private void advance(long sequence) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < splits; i++) {
      if (!ended[i]) {
        least = Math.min(least, splitWatermarks[i]);
      }
    }
    if (least > watermark) {
      watermark = least;
      for (List<Route> routes : outputs) {
        for (Route r : routes) {
          r.sendWatermark(sequence, least);
        }
      }
    }
  }
}

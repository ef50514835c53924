package dev.eddy.runtime.flow;

import dev.eddy.model.expression.RowFunction;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.row.Row;
import java.util.Arrays;
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
  final Turn turn;
  final Digest digest = new Digest();
  final Hashes hashes = new Hashes(false);
  final long[] splitWatermarks;
  final boolean[] ended;
  long watermark = Long.MIN_VALUE;

  /** The greatest event time so far. */
  long clock = Long.MIN_VALUE;

  long rowsOut;
  Network.@Nullable Emissions emissions;
  private final Route[][] outputs;
  private final int timeColumn;
  private final @Nullable RowFunction generator;
  private final Row generated = new Row(1);

  /**
   * @param timeColumn of output 0, or -1
   */
  SourceTask(
      PlanNode node,
      int rank,
      int splits,
      int timeColumn,
      @Nullable RowFunction generator,
      Turn turn) {
    this.node = node;
    this.turn = turn;
    this.rank = rank;
    this.splits = splits;
    this.timeColumn = timeColumn;
    this.generator = generator;
    this.splitWatermarks = new long[splits];
    this.ended = new boolean[splits];
    Arrays.fill(splitWatermarks, Long.MIN_VALUE);
    this.outputs = new Route[node.outputs().size()][0];
    if (splits == 0) {
      throw new IllegalArgumentException("a source without splits");
    }
  }

  void addRoute(int port, Route route) {
    Route[] more = Arrays.copyOf(outputs[port], outputs[port].length + 1);
    more[more.length - 1] = route;
    outputs[port] = more;
  }

  /** Sends a row on, then the watermark where it raised it. */
  void row(int split, int port, Row row) {
    long h = 0;
    rowsOut++;
    digest.count++;
    if (hashes.on) {
      h = RowHash.of(row);
      hashes.add(h, turn.sequence, null);
    }
    if (emissions != null) {
      emissions.row(turn.sequence, 0, row);
    }
    Route[] routes = outputs[port];
    for (int i = 0; i < routes.length; i++) {
      routes[i].send(row, null, h);
    }
    if (port == 0 && timeColumn >= 0) {
      raise(split, row);
    }
  }

  private void raise(int split, Row row) {
    if (!row.isNull(timeColumn)) {
      clock = Math.max(clock, row.getLong(timeColumn));
    }
    if (generator != null) {
      generated.clear();
      generator.apply(row, generated);
      if (!generated.isNull(0) && generated.getLong(0) > splitWatermarks[split]) {
        splitWatermarks[split] = generated.getLong(0);
        advance();
      }
    }
  }

  void end(int split) {
    ended[split] = true;
    advance();
  }

  private void advance() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < splits; i++) {
      if (!ended[i]) {
        least = Math.min(least, splitWatermarks[i]);
      }
    }
    if (least > watermark) {
      watermark = least;
      for (Route[] routes : outputs) {
        for (Route r : routes) {
          r.sendWatermark(least);
        }
      }
    }
  }
}

package dev.eddy.runtime.flow;

import dev.eddy.model.expression.RowFunction;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.row.Row;
import dev.eddy.operator.SplitReader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The inner side of a source: makes watermarks of its rows and sends both on. The generator keeps
 * the greatest watermark of each split; the source's is the least over the splits that have not
 * ended.
 */
abstract class SourceTask {
  /**
   * What it is made of.
   *
   * @param timeColumn of output 0, or -1
   * @param generator of watermarks, or null
   */
  record Parts(
      PlanNode node,
      int rank,
      int splits,
      int timeColumn,
      @Nullable RowFunction generator,
      Turn turn) {}

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
  final Route[][] outputs;
  final int timeColumn;
  final @Nullable RowFunction generator;
  final Row generated = new Row(1);

  SourceTask(Parts parts) {
    this.node = parts.node;
    this.turn = parts.turn;
    this.rank = parts.rank;
    this.splits = parts.splits;
    this.timeColumn = parts.timeColumn;
    this.generator = parts.generator;
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

  /**
   * Reads rows of a split and does each whole, by the fast path, until there were enough, or the
   * reader gives no more; how far it came stands in the burst, after a failure too. Nothing waits
   * in channels of the head.
   *
   * @throws Turn.Aborted where an operator failed
   */
  abstract void pump(Burst burst, SplitReader reader, Row[] rows, int split);

  /** Sends a row on, then the watermark where it raised it. */
  void row(int split, int port, Row row) {
    long h = 0;
    rowsOut++;
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
      generator.apply(row, generated);
      if (!generated.isNull(0)) {
        raise(split, generated.getLong(0));
      }
    }
  }

  final void raise(int split, long value) {
    if (value > splitWatermarks[split]) {
      splitWatermarks[split] = value;
      advance();
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
      turn.wave.send(outputs, least);
    }
  }
}

package dev.eddy.runtime.flow;

import dev.eddy.model.expression.RowFunction;
import dev.eddy.model.row.Row;
import dev.eddy.operator.SplitReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A source with the loop in which a run spends its time. */
final class SourceLoop extends SourceTask {
  SourceLoop(Parts parts) {
    super(parts);
  }

  static SourceTask of(Parts parts) {
    @Nullable RowFunction g = parts.generator();
    Class<?> code = g == null ? SourceLoop.class : g.getClass();
    String place = parts.rank() + " " + parts.node().operator();
    return Copies.of(SourceLoop.class, code, place, Parts.class, parts, SourceLoop::new);
  }

  @Override
  void pump(Burst burst, SplitReader reader, Row[] rows, int split) {
    long sequence = burst.sequence;
    int most = burst.most;
    long hash = burst.hash;
    long steps = 0;
    int read = 0;
    int done = 0;
    try {
      while (done < most) {
        int port;
        long rowHash;
        try {
          port = reader.next(rows);
          rowHash = reader.takeHash();
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
          burst.failure = e;
          break;
        }
        if (port < 0) {
          burst.ended = true;
          break;
        }
        hash = Burst.combine(hash, rowHash);
        read++;
        turn.begin(sequence + done);
        row(split, port, rows[port]);
        turn.rethrow();
        steps += turn.step + 1;
        turn.rest();
        done++;
      }
    } finally {
      burst.read = read;
      burst.done = done;
      burst.hash = hash;
      burst.steps = steps;
    }
  }

  @Override
  void row(int split, int port, Row row) {
    if (emissions != null || turn.stepper != null) {
      super.row(split, port, row);
      return;
    }
    rowsOut++;
    long h = 0;
    if (hashes.on) {
      h = RowHash.of(row);
      hashes.add(h, turn.sequence, null);
    }
    Route[] routes = outputs[port];
    for (int i = 0; i < routes.length; i++) {
      Route r = routes[i];
      Subtask next = r.direct;
      if (next != null && !r.apart) {
        next.row(r.first, row, r.key(row), h);
      } else {
        r.send(row, null, h);
      }
    }
    int time = timeColumn;
    if (port == 0 && time >= 0) {
      if (!row.isNull(time)) {
        long t = row.getLong(time);
        if (t > clock) {
          clock = t;
        }
      }
      RowFunction g = generator;
      if (g != null) {
        Row made = generated;
        g.apply(row, made);
        if (!made.isNull(0)) {
          raise(split, made.getLong(0));
        }
      }
    }
  }
}

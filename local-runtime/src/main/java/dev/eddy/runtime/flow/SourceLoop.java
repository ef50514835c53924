package dev.eddy.runtime.flow;

import dev.eddy.model.expression.RowFunction;
import dev.eddy.model.row.Row;
import dev.eddy.operator.SplitReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A source with the loop in which a run spends its time. */
final class SourceLoop extends SourceTask {
  /** So many rows are read before the first of them is done, where that pays. */
  private static final int AHEAD = 32;

  private @Nullable Lookahead lookahead;
  private boolean looked;
  private Row[][] next = {};
  private final int[] ports = new int[AHEAD];
  private final long[] rowHashes = new long[AHEAD];

  SourceLoop(Parts parts) {
    super(parts);
  }

  static SourceTask of(Parts parts) {
    @Nullable RowFunction g = parts.generator();
    String place =
        parts.rank() + " " + parts.node().operator() + " " + (g == null ? "" : g.getClass());
    return Copies.of(SourceLoop.class, place, Parts.class, parts, SourceLoop::new);
  }

  @Override
  void pump(Burst burst, SplitReader reader, Row[] rows, int split) {
    if (!looked) {
      // Not before, since the routes come after the source.
      looked = true;
      lookahead = Lookahead.of(outputs);
    }
    Lookahead ahead = lookahead;
    if (ahead != null && burst.most > 1 && ahead.pays()) {
      pumpAhead(burst, reader, rows, split, ahead);
    } else {
      pumpEach(burst, reader, rows, split);
    }
  }

  private void pumpAhead(
      Burst burst, SplitReader reader, Row[] rows, int split, Lookahead ahead) {
    if (next.length == 0) {
      next = copies(rows);
    }
    int done = 0;
    while (done < burst.most && !burst.ended && burst.failure == null) {
      int got = 0;
      boolean ended = false;
      Exception failure = null;
      int wanted = Math.min(AHEAD, burst.most - done);
      while (got < wanted) {
        try {
          int port = reader.next(next[got]);
          rowHashes[got] = reader.takeHash();
          if (port < 0) {
            ended = true;
            break;
          }
          ports[got] = port;
          ahead.expect(port, next[got][port]);
          got++;
        } catch (IOException | RuntimeException e) {
          failure = e;
          break;
        }
      }
      burst.ahead = got;
      for (int given = 0; given < got; given++) {
        burst.hash = Burst.combine(burst.hash, rowHashes[given]);
        burst.read++;
        burst.ahead--;
        turn.begin(burst.sequence + done);
        row(split, ports[given], next[given][ports[given]]);
        turn.rethrow();
        burst.steps += turn.step + 1;
        turn.rest();
        done++;
        burst.done = done;
      }
      burst.ended = ended;
      burst.failure = failure;
    }
  }

  private static Row[][] copies(Row[] rows) {
    Row[][] out = new Row[AHEAD][rows.length];
    for (Row[] each : out) {
      for (int p = 0; p < rows.length; p++) {
        each[p] = new Row(rows[p].columns());
      }
    }
    return out;
  }

  private void pumpEach(Burst burst, SplitReader reader, Row[] rows, int split) {
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
        } catch (IOException | RuntimeException e) {
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
      if (next != null) {
        next.row(r.first, row, null, r.key(row), h);
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

package dev.eddy.runtime;

import dev.eddy.runtime.flow.Burst;
import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.flow.Gate;
import dev.eddy.runtime.flow.Network;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Takes new rows of one split through the network in bursts: as many at once as take little time,
 * for nobody can interrupt a burst. Owned by the run's thread.
 */
final class Pump {
  /** Rows that are done between two questions whether to stop, at most. */
  private static final int CHUNK_ROWS = 128;

  /** Fewer where they take longer than this. */
  private static final long CHUNK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final Recorder recorder;
  private final Burst burst = new Burst();
  private final int mostAtOnce;

  /** Rows of the next burst. */
  private int chunk = 1;

  /** The split of which a burst is under way, or -1. */
  private volatile int pumping = -1;

  /**
   * @param epochRows rows at once, at most
   */
  Pump(Recorder recorder, int epochRows) {
    this.recorder = recorder;
    this.mostAtOnce = Math.min(CHUNK_ROWS, epochRows);
  }

  /**
   * A burst; it is recorded as far as it came.
   *
   * @param number what {@link Gate#streaming} gave
   * @param most rows, at most
   * @throws FlowException where an operator failed; {@link #done} and {@link #steps} are as they
   *     were until then
   */
  void go(Network network, Gate gate, int number, long sequence, long most) throws FlowException {
    long started = System.nanoTime();
    pumping = number;
    try {
      int rows = (int) Math.min(chunk, most);
      network.pump(gate, number, burst, sequence, rows, recorder.carried(number));
    } finally {
      pumping = -1;
      recorder.append(number, burst);
    }
    boolean quick = System.nanoTime() - started < CHUNK_NANOS;
    chunk = quick ? Math.min(chunk * 2, mostAtOnce) : Math.max(1, chunk / 4);
  }

  /** Events of the last burst that were done whole. */
  int done() {
    return burst.done();
  }

  /** Their steps. */
  long steps() {
    return burst.steps();
  }

  /**
   * Keeps the rows of a burst whose thread is caught in an operator, the one with them that it is
   * caught on. For another thread, when that one will not come back.
   *
   * @param sequence where the burst began
   */
  void appendCaught(Network network, long sequence) throws FlowException, IOException {
    int number = pumping;
    Network.Work work = network.inWork();
    if (number >= 0 && work != null && work.sequence() >= sequence) {
      recorder.appendAgain(number, (int) (work.sequence() - sequence) + 1);
    }
  }
}

package dev.eddy.runtime;

import dev.eddy.runtime.flow.Network;

/**
 * Takes keyframes where some milliseconds of replay lie between two of them: by steps, not by the
 * clock. Owned by the run's thread.
 */
final class KeyframeSpacing {
  /** Between two keyframes. */
  private static final int STEPS = 25_000;

  private final Keyframes keyframes;
  private long steps;

  /** Where the latest keyframe was made or put back. */
  private long latest = 1;

  KeyframeSpacing(Keyframes keyframes) {
    this.keyframes = keyframes;
  }

  /** So many steps were done. */
  void played(long more) {
    steps += more;
  }

  /** The network stands at a keyframe, before an event. */
  void restart(long sequence) {
    steps = 0;
    latest = sequence;
  }

  /**
   * Takes a keyframe where one is due; between two events.
   *
   * @param sequence of the first event after it
   * @param lasting whether it is for good; others are there for who looks around, and go first
   */
  void offer(Network network, long sequence, boolean lasting) {
    if (steps < STEPS || keyframes.has(sequence)) {
      return;
    }
    if (lasting) {
      keyframes.put(sequence, network.frame());
    } else if (!keyframes.hasSoon(sequence, sequence - latest)) {
      keyframes.putAgain(sequence, network.frame());
    }
    restart(sequence);
  }
}

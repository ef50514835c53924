package dev.eddy.runtime;

import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.flow.Network;

/**
 * Whether a network makes new ground, where sinks write and what is emitted is hashed and watched,
 * or goes over old ground again, where none of this is done. Owned by the run's thread.
 */
final class Ground {
  private final Recorder recorder;
  private boolean muted = true;
  private boolean fresh;

  Ground(Recorder recorder) {
    this.recorder = recorder;
  }

  /** Whether it is new. */
  boolean isNew() {
    return fresh;
  }

  /** The network goes on, on new ground or on old. */
  void enter(Network network, boolean isNew) throws FlowException {
    if (isNew == muted) {
      if (isNew) {
        recorder.openSinks(network);
      }
      muted = !isNew;
      network.mute(muted);
    }
    if (isNew && !fresh) {
      fresh = true;
      network.hashing().on(true);
      recorder.watch(network, true);
    } else if (!isNew) {
      leave(network);
    }
  }

  /** The network is about to be moved away; what it says of new ground is kept. */
  void leave(Network network) {
    if (fresh) {
      recorder.stash(network);
      fresh = false;
      network.hashing().on(false);
      recorder.watch(network, false);
    }
  }

  /** Another network takes the place of the one that stood here. */
  void hand(Network network) {
    network.mute(muted);
    network.hashing().on(fresh);
    recorder.watch(network, fresh);
  }

  /** From now on, until it is entered, nothing is written, nor kept of what the network says. */
  void silence(Network network) {
    fresh = false;
    muted = true;
    network.mute(true);
    network.hashing().on(false);
  }
}

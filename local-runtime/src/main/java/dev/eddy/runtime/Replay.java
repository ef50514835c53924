package dev.eddy.runtime;

import dev.eddy.operator.Providers;
import java.nio.file.Path;

/** Replays recordings to check them. */
public final class Replay {
  private Replay() {}

  /**
   * Replays a recording from its start with sinks muted and compares the rows that every operator
   * emits with the digests of the recording.
   *
   * @throws RunException where the recording or its sources cannot be read
   */
  public static Verification verify(Path recording, Providers providers, ClassLoader plugins)
      throws RunException {
    throw new UnsupportedOperationException("not supported yet: replay");
  }
}

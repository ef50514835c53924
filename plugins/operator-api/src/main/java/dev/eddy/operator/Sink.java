package dev.eddy.operator;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where rows go, in two phases. */
public interface Sink {
  /**
   * Opens a writer.
   *
   * @param snapshot what {@link SinkWriter#snapshot} of the checkpoint gave that is restored, or
   *     null for a fresh run, which replaces what an earlier run wrote. Whatever was written after
   *     that checkpoint is taken back. All committables prepared up to it are committed again
   *     before the first write.
   */
  SinkWriter open(byte @Nullable [] snapshot) throws IOException;
}

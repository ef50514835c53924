package dev.eddy.operator;

import java.io.IOException;

/**
 * What a sink prepared for a checkpoint, or had committed before it, is not there any more. Thrown
 * by {@link Sink#open} and {@link SinkWriter#commit} after a restore: a host that can goes back to
 * an older checkpoint, from which the rows are made again.
 */
public final class LostRowsException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message names the file and what is wrong with it
   */
  public LostRowsException(String message) {
    super(message);
  }
}

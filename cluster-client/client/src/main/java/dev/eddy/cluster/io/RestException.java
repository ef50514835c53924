package dev.eddy.cluster.io;

import java.io.IOException;

/** A call that the cluster refused. */
public final class RestException extends IOException {
  private static final long serialVersionUID = 1L;
  private final int status;

  public RestException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The HTTP status, such as 404. */
  public int status() {
    return status;
  }
}

package dev.eddy.operator;

import java.io.IOException;

/** A row from outside that cannot be read: where it stands and how to mend it. */
public final class RowException extends IOException {
  private static final long serialVersionUID = 1L;
  private final String place;
  private final String remedy;

  /**
   * @param place such as {@code flights.csv line 17, column delay_minutes}
   */
  public RowException(String place, String message, String remedy) {
    super(place + ": " + message);
    this.place = place;
    this.remedy = remedy;
  }

  public String place() {
    return place;
  }

  public String remedy() {
    return remedy;
  }
}

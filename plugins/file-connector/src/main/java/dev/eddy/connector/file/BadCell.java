package dev.eddy.connector.file;

/** A field that is none of its type; without a stack, since a bad file may give many. */
final class BadCell extends Exception {
  private static final long serialVersionUID = 1L;

  BadCell(String message) {
    super(message, null, false, false);
  }

  String text() {
    return String.valueOf(getMessage());
  }
}

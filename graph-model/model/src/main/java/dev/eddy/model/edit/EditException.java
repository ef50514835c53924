package dev.eddy.model.edit;

/** An edit that does not fit the document: what it speaks of is not there, or is there already. */
public final class EditException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EditException(String message) {
    super(message);
  }
}

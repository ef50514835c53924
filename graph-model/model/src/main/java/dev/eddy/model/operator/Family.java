package dev.eddy.model.operator;

/** What an operator is for: its colour and its place in the palette. */
public enum Family {
  SOURCE("Sources"),
  TRANSFORM("Transform"),
  WINDOW("Windows and aggregates"),
  JOIN("Joins"),
  PATTERN("Patterns"),
  SINK("Sinks");

  private final String title;

  Family(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }
}

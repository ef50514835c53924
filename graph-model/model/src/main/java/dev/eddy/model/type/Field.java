package dev.eddy.model.type;

import java.util.Objects;

/** A named column. */
public record Field(String name, DataType type) {
  public Field {
    Objects.requireNonNull(name);
    Objects.requireNonNull(type);
  }

  @Override
  public String toString() {
    return name + " " + type;
  }
}

package dev.eddy.operators;

import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Columns of a state as they are put together; a name that is taken gets an underscore. */
final class Columns {
  private final List<Field> fields = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  /** Adds a column; gives its position. */
  int add(String name, DataType type) {
    String free = name;
    while (!names.add(free)) {
      free += "_";
    }
    fields.add(new Field(free, type));
    return fields.size() - 1;
  }

  Schema schema() {
    return new Schema(fields);
  }
}

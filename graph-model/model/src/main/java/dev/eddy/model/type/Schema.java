package dev.eddy.model.type;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The columns of a row, in order; names are distinct and case-sensitive. */
public record Schema(List<Field> fields) {
  public static final Schema EMPTY = new Schema(List.of());

  public Schema {
    fields = List.copyOf(fields);
    Set<String> seen = new HashSet<>();
    for (Field f : fields) {
      if (!seen.add(f.name())) {
        throw new IllegalArgumentException("two columns are named " + f.name());
      }
    }
  }

  public static Schema of(Field... fields) {
    return new Schema(Arrays.asList(fields));
  }

  public int size() {
    return fields.size();
  }

  public Field field(int column) {
    return fields.get(column);
  }

  public DataType type(int column) {
    return fields.get(column).type();
  }

  /** Position of a column, or -1. */
  public int indexOf(String name) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  public Optional<Field> find(String name) {
    int i = indexOf(name);
    return i < 0 ? Optional.empty() : Optional.of(fields.get(i));
  }

  public List<String> names() {
    return fields.stream().map(Field::name).toList();
  }

  /** Positions of the named columns; each must exist. */
  public int[] indexesOf(List<String> names) {
    int[] out = new int[names.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = indexOf(names.get(i));
      if (out[i] < 0) {
        throw new IllegalArgumentException("no column " + names.get(i) + " in " + this);
      }
    }
    return out;
  }

  /** The columns at these positions, in this order. */
  public Schema select(int... columns) {
    List<Field> out = new ArrayList<>(columns.length);
    for (int c : columns) {
      out.add(fields.get(c));
    }
    return new Schema(out);
  }

  /** These columns, then those of another schema whose names are not here yet. */
  public Schema beside(Schema other) {
    List<Field> out = new ArrayList<>(fields);
    for (Field f : other.fields) {
      if (indexOf(f.name()) < 0) {
        out.add(f);
      }
    }
    return new Schema(out);
  }

  @Override
  public String toString() {
    return fields.stream().map(Field::toString).collect(Collectors.joining(", ", "(", ")"));
  }
}

package dev.eddy.model.row;

import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.type.TypeRoot;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How stored rows of one schema become rows of a later one. Columns are matched by name; a column
 * may be added where it may be null, removed, widened, made nullable, moved, or renamed where that
 * was declared. Everything else is refused, for the rows could not be read as what they were.
 * Immutable.
 */
public final class Evolution {
  /**
   * What stands in the way.
   *
   * @param column name in the new schema
   * @param message a sentence
   * @param remedy a sentence
   */
  public record Obstacle(String column, String message, String remedy) {}

  private static final List<TypeRoot> INTEGERS =
      List.of(TypeRoot.TINYINT, TypeRoot.SMALLINT, TypeRoot.INT, TypeRoot.BIGINT);
  private static final int ADDED = -1;

  private final int[] from;
  private final int[] rescale;
  private final List<String> added;
  private final List<String> removed;

  private Evolution(int[] from, int[] rescale, List<String> added, List<String> removed) {
    this.from = from;
    this.rescale = rescale;
    this.added = List.copyOf(added);
    this.removed = List.copyOf(removed);
  }

  /** What stands in the way, in the order of the new columns; empty where nothing does. */
  public static List<Obstacle> obstacles(Schema before, Schema after, Map<String, String> renamed) {
    List<Obstacle> out = new ArrayList<>();
    for (Field f : after.fields()) {
      int at = origin(f, before, after, renamed);
      if (at == ADDED) {
        if (!f.type().nullable()) {
          out.add(
              new Obstacle(
                  f.name(),
                  "The column " + f.name() + " is new and NOT NULL, and old rows have no value.",
                  "Let it be null, or declare the column that it was before."));
        }
      } else {
        refusal(before.type(at), f.type())
            .ifPresent(
                why ->
                    out.add(
                        new Obstacle(
                            f.name(),
                            "The column " + f.name() + " " + why + ".",
                            "Keep its type, or give the column a new name, so that it begins"
                                + " anew.")));
      }
    }
    return out;
  }

  /**
   * @param renamed names of columns before, by their names now
   * @throws IllegalArgumentException where there are {@link #obstacles}
   */
  public static Evolution of(Schema before, Schema after, Map<String, String> renamed) {
    List<Obstacle> obstacles = obstacles(before, after, renamed);
    if (!obstacles.isEmpty()) {
      throw new IllegalArgumentException(obstacles.get(0).message());
    }
    int[] from = new int[after.size()];
    int[] rescale = new int[after.size()];
    List<String> added = new ArrayList<>();
    List<String> removed = new ArrayList<>(before.names());
    for (int c = 0; c < from.length; c++) {
      Field f = after.field(c);
      from[c] = origin(f, before, after, renamed);
      rescale[c] = -1;
      if (from[c] == ADDED) {
        added.add(f.name());
      } else {
        removed.remove(before.field(from[c]).name());
        if (f.type().root() == TypeRoot.DECIMAL
            && f.type().scale() != before.type(from[c]).scale()) {
          rescale[c] = f.type().scale();
        }
      }
    }
    return new Evolution(from, rescale, added, removed);
  }

  /** Position of the column that one was before, or {@link #ADDED}. */
  private static int origin(Field f, Schema before, Schema after, Map<String, String> renamed) {
    String was = renamed.get(f.name());
    if (was != null && before.indexOf(was) >= 0) {
      return before.indexOf(was);
    }
    // A new column may have the name that another one gave up.
    boolean givenUp =
        after.fields().stream()
            .anyMatch(g -> f.name().equals(renamed.get(g.name())) && before.indexOf(g.name()) < 0);
    return givenUp ? ADDED : before.indexOf(f.name());
  }

  /** Why values of one type cannot be taken as another's: the end of a sentence. */
  private static Optional<String> refusal(DataType before, DataType after) {
    if (before.nullable() && !after.nullable()) {
      return Optional.of("must not be null any more");
    }
    return widens(before, after)
        ? Optional.empty()
        : Optional.of("was " + before.sql() + " and is " + after.sql());
  }

  /** Whether every value of the one type is one of the other. */
  public static boolean widens(DataType a, DataType b) {
    TypeRoot x = a.root();
    TypeRoot y = b.root();
    if (x == TypeRoot.DECIMAL && y == TypeRoot.DECIMAL) {
      return b.scale() >= a.scale() && b.precision() - b.scale() >= a.precision() - a.scale();
    }
    if (x.isText() && y == TypeRoot.VARCHAR) {
      return b.precision() >= a.precision();
    }
    if (INTEGERS.contains(x) && INTEGERS.contains(y)) {
      return INTEGERS.indexOf(y) >= INTEGERS.indexOf(x);
    }
    if (x == TypeRoot.FLOAT && y == TypeRoot.DOUBLE) {
      return true;
    }
    return x == y && b.precision() >= a.precision();
  }

  /** Whether rows stay as they are. */
  public boolean isIdentity() {
    return added.isEmpty()
        && removed.isEmpty()
        && Arrays.stream(rescale).allMatch(s -> s < 0)
        && isInOrder();
  }

  private boolean isInOrder() {
    for (int c = 0; c < from.length; c++) {
      if (from[c] != c) {
        return false;
      }
    }
    return true;
  }

  /** Columns that are null in rows from before. */
  public List<String> added() {
    return added;
  }

  /** Columns that are dropped. */
  public List<String> removed() {
    return removed;
  }

  /** A row of the new schema. */
  public Row apply(Row before) {
    Row out = new Row(from.length).setKind(before.kind());
    for (int c = 0; c < from.length; c++) {
      if (from[c] == ADDED || before.isNull(from[c])) {
        continue;
      }
      if (rescale[c] >= 0) {
        BigDecimal d = before.getDecimal(from[c]);
        out.setObject(c, d.setScale(rescale[c]));
      } else {
        out.setFrom(c, before, from[c]);
      }
    }
    return out;
  }
}

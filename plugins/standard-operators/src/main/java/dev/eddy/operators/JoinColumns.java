package dev.eddy.operators;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.expression.RowPredicate;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.operator.Parameters;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.type.TypeRoot;
import dev.eddy.operator.ListState;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.StateSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the columns of two sides stand in a joined row: all of the left, then those of the right but
 * for a key that its twin on the left has the name of (SQL's USING); where the left is missing, the
 * right gives the value of such a key.
 */
final class JoinColumns {
  private static final List<String> SIDES = List.of("left", "right");

  private final JoinType type;
  private final int leftWidth;
  private final int rightWidth;
  private final int[] rightColumns;

  /** Places in {@link #rightColumns} from which they follow each other; then where they end. */
  private final int[] rightRuns;

  private final int[] leftKeys;
  private final int[] rightKeys;
  private final int[] shared;
  private final @Nullable RowPredicate condition;
  private final Row scratch;

  private JoinColumns(
      JoinType type,
      Schema left,
      Schema right,
      List<String> leftKeys,
      List<String> rightKeys,
      @Nullable RowPredicate condition) {
    this.type = type;
    this.leftWidth = left.size();
    this.rightWidth = right.size();
    this.rightColumns = rightColumns(right, leftKeys, rightKeys);
    this.rightRuns = runs(rightColumns);
    this.leftKeys = left.indexesOf(leftKeys);
    this.rightKeys = right.indexesOf(rightKeys);
    List<Integer> same = new ArrayList<>();
    for (int k = 0; k < leftKeys.size(); k++) {
      if (leftKeys.get(k).equals(rightKeys.get(k))) {
        same.add(k);
      }
    }
    this.shared = same.stream().mapToInt(Integer::intValue).toArray();
    this.condition = condition;
    this.scratch = new Row(leftWidth + rightColumns.length);
  }

  static JoinColumns of(OperatorSetup setup) {
    return new JoinColumns(
        JoinType.of(setup.parameters()),
        setup.inputSchema(0),
        setup.inputSchema(1),
        setup.parameters().columns("left_keys"),
        setup.parameters().columns("right_keys"),
        setup.predicate("condition").orElse(null));
  }

  /** The parameters of every join: type, keys, condition. */
  static List<ParameterSpec> parameters(List<JoinType> types, ParameterSpec... own) {
    List<ParameterSpec> out = new ArrayList<>();
    out.add(JoinType.parameter(types));
    out.add(
        ParameterSpec.required(
            "left_keys",
            "Left key",
            new ParameterType.Columns(0),
            "Columns of the left side that must equal those of the right side."));
    out.add(
        ParameterSpec.required(
            "right_keys",
            "Right key",
            new ParameterType.Columns(1),
            "Columns of the right side, as many and in the same order."));
    out.addAll(List.of(own));
    out.add(
        ParameterSpec.optional(
            "condition",
            "And",
            new ParameterType.Condition(ParameterType.BOTH_INPUTS),
            null,
            "What must be TRUE of two rows beside their equal keys; of columns in the result's"
                + " order and names."));
    return out;
  }

  /** The columns of the result, or empty where keys or names do not fit, which is reported. */
  static Optional<Schema> check(Inference inference) {
    Schema left = inference.input(0).schema();
    Schema right = inference.input(1).schema();
    Parameters p = inference.parameters();
    List<String> leftKeys = p.columns("left_keys");
    List<String> rightKeys = p.columns("right_keys");
    if (leftKeys.size() != rightKeys.size()) {
      inference.error(
          "key-count",
          "right_keys",
          "The left key has "
              + leftKeys.size()
              + " columns, the right key "
              + rightKeys.size()
              + ".",
          "Name as many columns on both sides, in the same order.");
      return Optional.empty();
    }
    for (int i = 0; i < leftKeys.size(); i++) {
      Field a = left.field(left.indexOf(leftKeys.get(i)));
      Field b = right.field(right.indexOf(rightKeys.get(i)));
      if (!comparable(a.type(), b.type())) {
        inference.error(
            "key-type",
            "right_keys",
            "The keys are of different types: " + a + " and " + b + ".",
            "Cast one of them with a Project node before the join.");
        return Optional.empty();
      }
    }
    JoinType type = JoinType.of(p);
    if (type.isLeftOnly() && !p.has("condition")) {
      return Optional.of(left);
    }
    Set<String> names = new HashSet<>(left.names());
    List<Field> fields = new ArrayList<>(leftFields(left, right, leftKeys, rightKeys, type));
    for (int c : rightColumns(right, leftKeys, rightKeys)) {
      Field f = right.field(c);
      if (!names.add(f.name())) {
        inference.error(
            "duplicate-column",
            null,
            "Both sides have a column named " + f.name() + ".",
            "Rename it, or leave it out, with a Project node before the join.");
        return Optional.empty();
      }
      fields.add(type.keeps(0) ? nullable(f) : f);
    }
    return Optional.of(type.isLeftOnly() ? left : new Schema(fields));
  }

  private static List<Field> leftFields(
      Schema left, Schema right, List<String> leftKeys, List<String> rightKeys, JoinType type) {
    List<Field> out = new ArrayList<>();
    for (Field f : left.fields()) {
      int key = leftKeys.indexOf(f.name());
      boolean isShared = key >= 0 && rightKeys.get(key).equals(f.name());
      boolean fromRight = isShared && right.type(right.indexOf(f.name())).nullable();
      out.add(type.keeps(1) && (!isShared || fromRight) ? nullable(f) : f);
    }
    return out;
  }

  private static Field nullable(Field f) {
    return new Field(f.name(), f.type().withNullable(true));
  }

  /** Whether equal values have equal key bytes. */
  private static boolean comparable(DataType a, DataType b) {
    TypeRoot x = a.root();
    TypeRoot y = b.root();
    return x.isInteger() && y.isInteger()
        || x.isText() && y.isText()
        || isFloating(x) && isFloating(y)
        || x == y && a.scale() == b.scale();
  }

  private static boolean isFloating(TypeRoot root) {
    return root == TypeRoot.FLOAT || root == TypeRoot.DOUBLE;
  }

  /** The columns that the right side adds: not a key whose equal twin has the same name. */
  private static int[] rightColumns(Schema right, List<String> leftKeys, List<String> rightKeys) {
    List<Integer> out = new ArrayList<>();
    for (int c = 0; c < right.size(); c++) {
      int key = rightKeys.indexOf(right.field(c).name());
      if (key < 0 || !leftKeys.get(key).equals(rightKeys.get(key))) {
        out.add(c);
      }
    }
    return out.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Where in an ascending array begins what follows without a gap, and where the last ends. */
  private static int[] runs(int[] columns) {
    List<Integer> out = new ArrayList<>();
    for (int i = 0; i < columns.length; i++) {
      if (i == 0 || columns[i] != columns[i - 1] + 1) {
        out.add(i);
      }
    }
    out.add(columns.length);
    return out.stream().mapToInt(Integer::intValue).toArray();
  }

  /** A row of the result is one row of each side; without a key on a side it has none. */
  static List<String> upsertKeys(Inference inference) {
    Contract left = inference.input(0);
    Contract right = inference.input(1);
    List<String> leftKeys = inference.parameters().columns("left_keys");
    List<String> rightKeys = inference.parameters().columns("right_keys");
    if (left.upsertKeys().isEmpty() || right.upsertKeys().isEmpty()) {
      return List.of();
    }
    List<String> out = new ArrayList<>(left.upsertKeys());
    for (String k : right.upsertKeys()) {
      int key = rightKeys.indexOf(k);
      if (key < 0) {
        out.add(k);
      } else if (!out.contains(leftKeys.get(key))) {
        out.add(leftKeys.get(key));
      }
    }
    return out;
  }

  /** What the join is, in the words of line 2. */
  static String describe(String join, Parameters p) {
    List<String> left = p.columns("left_keys");
    List<String> right = p.columns("right_keys");
    List<String> terms = new ArrayList<>();
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      terms.add(left.get(i) + " = " + right.get(i));
    }
    String type =
        p.text("type").equals("inner")
            ? ""
            : p.text("type").toUpperCase(java.util.Locale.ROOT) + " ";
    return Words.cut((type + join + " " + String.join(", ", terms)).strip());
  }

  /** State in which the rows of both sides wait, by side. */
  static List<StateSpec> waiting(OperatorSetup setup) {
    return List.of(
        StateSpec.list(SIDES.get(0), setup.inputSchema(0)),
        StateSpec.list(SIDES.get(1), setup.inputSchema(1)));
  }

  /** The rows of a side that wait. */
  static ListState waiting(int side, OperatorContext context) {
    return context.listState(SIDES.get(side));
  }

  JoinType type() {
    return type;
  }

  /** The key columns of a side. */
  int[] keys(int side) {
    return side == 0 ? leftKeys : rightKeys;
  }

  /** Whether a key column of a row is null, so that it matches nothing. */
  boolean hasNullKey(int side, Row row) {
    for (int k : keys(side)) {
      if (row.isNull(k)) {
        return true;
      }
    }
    return false;
  }

  /** Columns of a pair. */
  int width() {
    return leftWidth + rightColumns.length;
  }

  /** Whether the condition holds of a row of {@code side} and one of the other side. */
  boolean matches(int side, Row row, Row other) {
    RowPredicate c = condition;
    if (c == null) {
      return true;
    }
    fill(side, row, other, scratch);
    return c.test(scratch);
  }

  /** Writes a pair. */
  void fill(int side, Row row, Row other, Row out) {
    Row left = side == 0 ? row : other;
    Row right = side == 0 ? other : row;
    out.setFrom(0, left, 0, leftWidth);
    for (int i = 1; i < rightRuns.length; i++) {
      int first = rightRuns[i - 1];
      out.setFrom(leftWidth + first, right, rightColumns[first], rightRuns[i] - first);
    }
  }

  /** Writes a row of one side with nulls for the other; {@code out} is all null. */
  void fillAlone(int side, Row row, Row out) {
    if (side == 0) {
      for (int c = 0; c < leftWidth; c++) {
        out.setFrom(c, row, c);
      }
      return;
    }
    for (int c = 0; c < rightColumns.length; c++) {
      out.setFrom(leftWidth + c, row, rightColumns[c]);
    }
    for (int k : shared) {
      out.setFrom(leftKeys[k], row, rightKeys[k]);
    }
  }

  /** Columns of a side. */
  int width(int side) {
    return side == 0 ? leftWidth : rightWidth;
  }
}

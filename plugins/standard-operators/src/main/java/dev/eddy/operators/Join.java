package dev.eddy.operators;

import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OutputPort;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.operator.Parameters;
import dev.eddy.model.row.Row;
import dev.eddy.model.row.RowKind;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.type.TypeRoot;
import dev.eddy.model.value.Value;
import dev.eddy.operator.ListState;
import dev.eddy.operator.MapState;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Shape;
import dev.eddy.operator.StateSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Regular inner join: all rows of both sides are kept, and each row meets the rows of the other
 * side that came before it. A null in a key matches nothing. A side that is updated is kept as rows
 * with counts, and what its changes bring or take away leaves as +I and -D: halves of an update may
 * meet different rows, so that they are no pair any more.
 */
public final class Join implements ProcessProvider {
  private static final Set<ChangelogMode> ACCEPTS =
      Set.of(ChangelogMode.APPEND, ChangelogMode.RETRACT);
  private static final List<String> SIDES = List.of("left", "right");

  private static final OperatorDescriptor DESCRIPTOR =
      new OperatorDescriptor(
          "join",
          "Join",
          "Joins two streams on equal keys; both sides are kept.",
          "join",
          Family.JOIN,
          List.of(
              new InputPort("left", "left", ACCEPTS, false),
              new InputPort("right", "right", ACCEPTS, false)),
          List.of(OutputPort.main()),
          List.of(
              ParameterSpec.optional(
                  "type",
                  "Type",
                  new ParameterType.Choice(List.of("inner")),
                  Value.of("inner"),
                  "Inner: only rows that find a partner leave."),
              ParameterSpec.required(
                  "left_keys",
                  "Left key",
                  new ParameterType.Columns(0),
                  "Columns of the left side that must equal those of the right side."),
              ParameterSpec.required(
                  "right_keys",
                  "Right key",
                  new ParameterType.Columns(1),
                  "Columns of the right side, as many and in the same order.")),
          List.of("inner join", "enrich", "lookup", "match"));

  @Override
  public OperatorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void infer(Inference inference) {
    Contract left = inference.input(0);
    Contract right = inference.input(1);
    List<String> leftKeys = inference.parameters().columns("left_keys");
    List<String> rightKeys = inference.parameters().columns("right_keys");
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
      return;
    }
    for (int i = 0; i < leftKeys.size(); i++) {
      Field a = left.schema().field(left.schema().indexOf(leftKeys.get(i)));
      Field b = right.schema().field(right.schema().indexOf(rightKeys.get(i)));
      if (!comparable(a.type(), b.type())) {
        inference.error(
            "key-type",
            "right_keys",
            "The keys are of different types: " + a + " and " + b + ".",
            "Cast one of them with a Project node before the join.");
        return;
      }
    }
    List<Field> fields = new ArrayList<>(left.schema().fields());
    Set<String> names = new HashSet<>(left.schema().names());
    for (int c : rightColumns(right.schema(), leftKeys, rightKeys)) {
      Field f = right.schema().field(c);
      if (!names.add(f.name())) {
        inference.error(
            "duplicate-column",
            null,
            "Both sides have a column named " + f.name() + ".",
            "Rename it, or leave it out, with a Project node before the join.");
        return;
      }
      fields.add(f);
    }
    boolean updating = left.isUpdating() || right.isUpdating();
    inference.output(
        0,
        new Contract(
            new Schema(fields),
            updating ? ChangelogMode.RETRACT : ChangelogMode.APPEND,
            updating ? upsertKeys(left, right, leftKeys, rightKeys) : List.of(),
            null,
            null,
            leftKeys,
            left.bounded() && right.bounded()));
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

  /** A row of the result is one row of each side; without a key on a side it has none. */
  private static List<String> upsertKeys(
      Contract left, Contract right, List<String> leftKeys, List<String> rightKeys) {
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

  @Override
  public String describe(Parameters parameters) {
    List<String> left = parameters.columns("left_keys");
    List<String> right = parameters.columns("right_keys");
    List<String> terms = new ArrayList<>();
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      terms.add(left.get(i) + " = " + right.get(i));
    }
    return Words.cut(terms.isEmpty() ? "JOIN" : "JOIN " + String.join(", ", terms));
  }

  @Override
  public Shape shape(OperatorSetup setup) {
    List<StateSpec> states = new ArrayList<>();
    for (int side = 0; side < 2; side++) {
      Contract in = setup.input(side);
      states.add(
          in.isUpdating()
              ? StateSpec.map(
                  SIDES.get(side),
                  in.schema(),
                  Schema.of(new Field("count", DataType.BIGINT.notNull())))
              : StateSpec.list(SIDES.get(side), in.schema()));
    }
    return new Shape(List.of(keys(setup, 0), keys(setup, 1)), states);
  }

  private static int[] keys(OperatorSetup setup, int side) {
    return setup
        .inputSchema(side)
        .indexesOf(setup.parameters().columns(side == 0 ? "left_keys" : "right_keys"));
  }

  @Override
  public Operator create(OperatorSetup setup) {
    return new Inner(
        setup.input(0).isUpdating() ? new Counted("left") : new Listed("left"),
        setup.input(1).isUpdating() ? new Counted("right") : new Listed("right"),
        keys(setup, 0),
        keys(setup, 1),
        rightColumns(
            setup.inputSchema(1),
            setup.parameters().columns("left_keys"),
            setup.parameters().columns("right_keys")));
  }

  /** The rows of one side under the current key. */
  private interface Side {
    void open(OperatorContext context);

    /** Keeps a row, or takes one away that is equal. */
    void change(Row row);

    /** The rows, each as often as it is there. */
    List<Row> rows();
  }

  private static final class Listed implements Side {
    private final String name;
    private @Nullable ListState state;

    Listed(String name) {
      this.name = name;
    }

    @Override
    public void open(OperatorContext context) {
      state = context.listState(name);
    }

    @Override
    public void change(Row row) {
      Objects.requireNonNull(state).add(row);
    }

    @Override
    public List<Row> rows() {
      return Objects.requireNonNull(state).all();
    }
  }

  private static final class Counted implements Side {
    private final String name;
    private final Row count = new Row(1);
    private @Nullable MapState state;

    Counted(String name) {
      this.name = name;
    }

    @Override
    public void open(OperatorContext context) {
      state = context.mapState(name);
    }

    @Override
    public void change(Row row) {
      MapState rows = Objects.requireNonNull(state);
      Row before = rows.get(row);
      long n = (before == null ? 0 : before.getLong(0)) + (row.kind().isAdding() ? 1 : -1);
      if (n == 0) {
        rows.remove(row);
      } else if (n > 0) {
        count.setLong(0, n);
        rows.put(row, count);
      }
    }

    @Override
    public List<Row> rows() {
      List<Row> out = new ArrayList<>();
      for (MapState.Entry e : Objects.requireNonNull(state).entries()) {
        for (long i = e.value().getLong(0); i > 0; i--) {
          out.add(e.key());
        }
      }
      return out;
    }
  }

  private static final class Inner implements Operator {
    private final Side left;
    private final Side right;
    private final int[] leftKeys;
    private final int[] rightKeys;
    private final int[] rightColumns;

    Inner(Side left, Side right, int[] leftKeys, int[] rightKeys, int[] rightColumns) {
      this.left = left;
      this.right = right;
      this.leftKeys = leftKeys;
      this.rightKeys = rightKeys;
      this.rightColumns = rightColumns;
    }

    @Override
    public void open(OperatorContext context) {
      left.open(context);
      right.open(context);
    }

    @Override
    public void onRow(int port, Row row, OperatorContext context) {
      boolean isLeft = port == 0;
      for (int k : isLeft ? leftKeys : rightKeys) {
        if (row.isNull(k)) {
          return;
        }
      }
      (isLeft ? left : right).change(row);
      RowKind kind = row.kind().isAdding() ? RowKind.INSERT : RowKind.DELETE;
      for (Row other : (isLeft ? right : left).rows()) {
        Row out = context.output(0);
        Row l = isLeft ? row : other;
        Row r = isLeft ? other : row;
        int c = 0;
        for (; c < l.columns(); c++) {
          out.setFrom(c, l, c);
        }
        for (int from : rightColumns) {
          out.setFrom(c++, r, from);
        }
        context.emit(0, out.setKind(kind));
      }
    }
  }
}

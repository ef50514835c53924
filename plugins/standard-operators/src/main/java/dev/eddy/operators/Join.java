package dev.eddy.operators;

import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OutputPort;
import dev.eddy.model.operator.Parameters;
import dev.eddy.model.row.Row;
import dev.eddy.model.row.RowKind;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.ListState;
import dev.eddy.operator.MapState;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Shape;
import dev.eddy.operator.StateSpec;
import dev.eddy.operator.Ttl;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Regular join: all rows of both sides are kept, and each row meets the rows of the other side that
 * came before it. A null in a key matches nothing. A side that is updated is kept as rows with
 * counts, and what its changes bring or take away leaves as +I and -D: halves of an update may meet
 * different rows, so that they are no pair any more. Outer joins give a row without a partner with
 * nulls and take that back when one comes.
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
              JoinColumns.parameters(List.of(JoinType.values()), StateLifetime.parameter()),
              List.of(
                  "inner join",
                  "left join",
                  "right join",
                  "outer join",
                  "semi join",
                  "anti join",
                  "exists",
                  "enrich",
                  "lookup",
                  "match"))
          .depending(StateLifetime.dependence());

  @Override
  public OperatorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void infer(Inference inference) {
    Contract left = inference.input(0);
    Contract right = inference.input(1);
    JoinType type = JoinType.of(inference.parameters());
    boolean updating =
        left.isUpdating() || right.isUpdating() || type != JoinType.INNER && type != JoinType.SEMI;
    List<String> keys = inference.parameters().columns("left_keys");
    JoinColumns.check(inference)
        .ifPresent(
            schema ->
                inference.output(
                    0,
                    new Contract(
                        schema,
                        updating ? ChangelogMode.RETRACT : ChangelogMode.APPEND,
                        updating ? upsertKeys(inference, type) : List.of(),
                        null,
                        null,
                        keys,
                        left.bounded() && right.bounded())));
  }

  /** With rows that may be padded with nulls there is no key. */
  private static List<String> upsertKeys(Inference inference, JoinType type) {
    return switch (type) {
      case INNER -> JoinColumns.upsertKeys(inference);
      case SEMI, ANTI -> inference.input(0).upsertKeys();
      default -> List.of();
    };
  }

  @Override
  public String describe(Parameters parameters) {
    return JoinColumns.describe("JOIN", parameters);
  }

  @Override
  public Shape shape(OperatorSetup setup) {
    JoinColumns columns = JoinColumns.of(setup);
    Ttl ttl = StateLifetime.of(setup.parameters());
    List<StateSpec> states = new ArrayList<>();
    for (int side = 0; side < 2; side++) {
      Contract in = setup.input(side);
      String name = SIDES.get(side);
      if (columns.type() != JoinType.INNER) {
        states.addAll(
            ttl == null
                ? RowBag.states(name, in.schema())
                : AgingRowBag.states(name, in.schema(), ttl));
      } else if (in.isUpdating()) {
        states.add(
            StateSpec.map(
                    name, in.schema(), Schema.of(new Field("count", DataType.BIGINT.notNull())))
                .withTtl(ttl));
      } else {
        states.add(StateSpec.list(name, in.schema()).withTtl(ttl));
      }
    }
    return new Shape(List.of(columns.keys(0), columns.keys(1)), states);
  }

  @Override
  public Operator create(OperatorSetup setup) {
    JoinColumns columns = JoinColumns.of(setup);
    boolean aging = StateLifetime.of(setup.parameters()) != null;
    return columns.type() == JoinType.INNER
        ? new Inner(side(setup, 0), side(setup, 1), columns)
        : new RegularJoin(columns, aging);
  }

  private static Side side(OperatorSetup setup, int side) {
    return setup.input(side).isUpdating()
        ? new Counted(SIDES.get(side))
        : new Listed(SIDES.get(side));
  }

  /** The rows of one side under the current key. */
  private interface Side {
    void open(OperatorContext context);

    /** Keeps a row, or takes one away that is equal. */
    void change(Row row);

    /** Shows the rows, each as often as it is there, to one that keeps all. */
    void forEach(ListState.Editor visitor);
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
    public void forEach(ListState.Editor visitor) {
      Objects.requireNonNull(state).edit(visitor);
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
    public void forEach(ListState.Editor visitor) {
      for (MapState.Entry e : Objects.requireNonNull(state).entries()) {
        for (long i = e.value().getLong(0); i > 0; i--) {
          visitor.edit(e.key());
        }
      }
    }
  }

  private static final class Inner implements Operator {
    private final Side left;
    private final Side right;
    private final JoinColumns columns;
    private final ListState.Editor ofLeft = other -> pair(0, other);
    private final ListState.Editor ofRight = other -> pair(1, other);

    /** The row that came. */
    private @Nullable Row joined;

    private @Nullable OperatorContext output;

    Inner(Side left, Side right, JoinColumns columns) {
      this.left = left;
      this.right = right;
      this.columns = columns;
    }

    @Override
    public void open(OperatorContext context) {
      left.open(context);
      right.open(context);
      output = context;
    }

    @Override
    public void onRow(int side, Row row, OperatorContext context) {
      if (columns.hasNullKey(side, row)) {
        return;
      }
      (side == 0 ? left : right).change(row);
      joined = row;
      if (side == 0) {
        right.forEach(ofLeft);
      } else {
        left.forEach(ofRight);
      }
    }

    private ListState.Edit pair(int side, Row other) {
      OperatorContext context = Objects.requireNonNull(output, "not open");
      Row row = Objects.requireNonNull(joined);
      if (columns.matches(side, row, other)) {
        Row out = context.output(0);
        columns.fill(side, row, other, out);
        context.emit(0, out.setKind(row.kind().isAdding() ? RowKind.INSERT : RowKind.DELETE));
      }
      return ListState.Edit.KEEP;
    }
  }
}

package dev.eddy.operators;

import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.operator.Dependence;
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
import dev.eddy.operator.MapState;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Shape;
import dev.eddy.operator.StateSpec;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Joins each row of a stream with a small table as it is at that moment; every subtask holds the
 * whole table (Flink's broadcast state pattern). With a key the table has one row for each value of
 * it, the last that came; without one it is a set of rules, all of which are tried. Rows of the
 * table that come later change nothing that has been given.
 */
public final class BroadcastJoin implements ProcessProvider {
  private static final String TABLE = "table";
  private static final List<JoinType> TYPES = List.of(JoinType.INNER, JoinType.LEFT);

  private static final OperatorDescriptor DESCRIPTOR =
      new OperatorDescriptor(
              "broadcast-join",
              "Broadcast join",
              "Joins each row with a small table or with rules that every subtask holds.",
              "join",
              Family.JOIN,
              List.of(InputPort.appendOnly("in"), InputPort.any(TABLE)),
              List.of(OutputPort.main()),
              List.of(
                  JoinType.parameter(TYPES),
                  ParameterSpec.optional(
                      "left_keys",
                      "Key",
                      new ParameterType.Columns(0),
                      null,
                      "Columns of the stream that must equal those of the table; none: all rows of the"
                          + " table are tried."),
                  ParameterSpec.optional(
                      "right_keys",
                      "Key of the table",
                      new ParameterType.Columns(1),
                      null,
                      "Columns of the table, as many and in the same order. Of rows with equal ones the"
                          + " last is kept."),
                  ParameterSpec.optional(
                      "condition",
                      "And",
                      new ParameterType.Condition(ParameterType.BOTH_INPUTS),
                      null,
                      "What must be TRUE of a row and a row of the table; of columns in the result's"
                          + " order and names.")),
              List.of("enrich", "lookup", "rules", "side input", "reference data", "broadcast"))
          .depending(Dependence.onArrival());

  @Override
  public OperatorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void infer(Inference inference) {
    Contract in = inference.input(0);
    if (!keyed(inference.input(1), inference.parameters().columns("right_keys"))) {
      inference.error(
          "not-the-upsert-key",
          "right_keys",
          "The table is updated by "
              + String.join(", ", inference.input(1).upsertKeys())
              + " without its old rows, so that they can be found by this key only.",
          "Make it the key of the table.");
      return;
    }
    JoinColumns.check(inference)
        .ifPresent(schema -> inference.output(0, in.withSchema(schema).partitionedBy(List.of())));
  }

  /** Whether the row that an update replaces is known: it comes as well, or has the same key. */
  private static boolean keyed(Contract table, List<String> keys) {
    return table.changelog() != ChangelogMode.UPSERT
        || Set.copyOf(keys).equals(Set.copyOf(table.upsertKeys()));
  }

  @Override
  public String describe(Parameters parameters) {
    return parameters.columns("left_keys").isEmpty()
        ? "RULES"
        : JoinColumns.describe("BROADCAST JOIN", parameters);
  }

  @Override
  public Shape shape(OperatorSetup setup) {
    Schema table = setup.inputSchema(1);
    List<String> keys = setup.parameters().columns("right_keys");
    StateSpec state =
        keys.isEmpty()
            ? StateSpec.broadcast(
                TABLE, table, Schema.of(new Field("count", DataType.BIGINT.notNull())))
            : StateSpec.broadcast(TABLE, table.select(table.indexesOf(keys)), table);
    return new Shape(List.of(), List.of(state), Set.of(1));
  }

  @Override
  public Operator create(OperatorSetup setup) {
    JoinColumns columns = JoinColumns.of(setup);
    return columns.keys(0).length == 0
        ? new Rules(columns)
        : new Lookup(columns, setup.input(1).changelog() == ChangelogMode.UPSERT);
  }

  /** What both have: a table, and how a row and a row of it leave. */
  private abstract static class Joining implements Operator {
    final JoinColumns columns;
    private @Nullable MapState table;

    Joining(JoinColumns columns) {
      this.columns = columns;
    }

    @Override
    public void open(OperatorContext context) {
      table = context.mapState(TABLE);
    }

    MapState table() {
      return Objects.requireNonNull(table, "not open");
    }

    @Override
    public void onRow(int port, Row row, OperatorContext context) {
      if (port == 1) {
        change(row);
      } else if (!joined(row, context) && columns.type().keeps(0)) {
        Row out = context.output(0);
        columns.fillAlone(0, row, out);
        context.emit(0, out);
      }
    }

    /** Changes the table. */
    abstract void change(Row row);

    /** Emits the pairs of a row; gives whether there was one. */
    abstract boolean joined(Row row, OperatorContext context);

    boolean pair(Row row, Row other, OperatorContext context) {
      if (!columns.matches(0, row, other)) {
        return false;
      }
      Row out = context.output(0);
      columns.fill(0, row, other, out);
      context.emit(0, out);
      return true;
    }
  }

  private static final class Lookup extends Joining {
    private final Row key;

    /** Whether a row that leaves comes by its key alone. */
    private final boolean upserts;

    Lookup(JoinColumns columns, boolean upserts) {
      super(columns);
      this.upserts = upserts;
      this.key = new Row(columns.keys(0).length);
    }

    private Row key(int side, Row row) {
      int[] from = columns.keys(side);
      for (int k = 0; k < from.length; k++) {
        key.setFrom(k, row, from[k]);
      }
      return key;
    }

    @Override
    void change(Row row) {
      if (columns.hasNullKey(1, row)) {
        return;
      }
      Row changed = row.copy().setKind(RowKind.INSERT);
      if (row.kind().isAdding()) {
        table().put(key(1, row), changed);
      } else if (upserts || changed.equals(table().get(key(1, row)))) {
        // Another row of this key that came later stays.
        table().remove(key(1, row));
      }
    }

    @Override
    boolean joined(Row row, OperatorContext context) {
      if (columns.hasNullKey(0, row)) {
        return false;
      }
      Row other = table().get(key(0, row));
      return other != null && pair(row, other, context);
    }
  }

  private static final class Rules extends Joining {
    private final Row count = new Row(1);

    Rules(JoinColumns columns) {
      super(columns);
    }

    @Override
    void change(Row row) {
      Row rule = row.copy().setKind(RowKind.INSERT);
      Row before = table().get(rule);
      long n = (before == null ? 0 : before.getLong(0)) + (row.kind().isAdding() ? 1 : -1);
      if (n > 0) {
        count.setLong(0, n);
        table().put(rule, count);
      } else if (before != null) {
        table().remove(rule);
      }
    }

    @Override
    boolean joined(Row row, OperatorContext context) {
      boolean any = false;
      for (MapState.Entry e : table().entries()) {
        for (long i = e.value().getLong(0); i > 0; i--) {
          any |= pair(row, e.key(), context);
        }
      }
      return any;
    }
  }
}

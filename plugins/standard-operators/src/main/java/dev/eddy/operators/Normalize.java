package dev.eddy.operators;

import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.expression.RowPredicate;
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
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Shape;
import dev.eddy.operator.StateSpec;
import dev.eddy.operator.ValueState;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a full changelog of a stream of upserts: the first row of a key gives +I, a later one that
 * differs -U with the old and +U with the new, a deletion -D with the row that was there. A
 * deletion of what is not there gives nothing. Rows that only append are upserts by the key that is
 * given; those for which the condition holds delete (Flink's ChangelogNormalize, {@code
 * DeduplicateFunctionHelper.processLastRowOnChangelog}).
 */
public final class Normalize implements ProcessProvider {
  private static final String ROW = "row";
  private static final String KEYS = "keys";
  private static final String DELETES = "deletes";

  private static final OperatorDescriptor DESCRIPTOR =
      new OperatorDescriptor(
              "normalize",
              "Normalize",
              "Makes a full changelog of rows that insert, replace or delete by key.",
              "git-commit",
              Family.TRANSFORM,
              List.of(
                  new InputPort(
                      "in", "in", Set.of(ChangelogMode.APPEND, ChangelogMode.UPSERT), false)),
              List.of(OutputPort.main()),
              List.of(
                  ParameterSpec.optional(
                      KEYS,
                      "Key",
                      new ParameterType.Columns(0),
                      null,
                      "A row replaces the one before it that is equal in these columns; none: the"
                          + " key by which the stream updates."),
                  ParameterSpec.optional(
                      DELETES,
                      "Deletes where",
                      new ParameterType.Condition(0),
                      null,
                      "Rows for which this is TRUE delete the row of their key instead of replacing"
                          + " it."),
                  StateLifetime.parameter()),
              List.of("upsert", "changelog", "materialize", "cdc", "retract", "before", "delete"))
          .depending(StateLifetime.dependence());

  @Override
  public OperatorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void infer(Inference inference) {
    Contract in = inference.input(0);
    List<String> keys = keys(in, inference.parameters());
    if (keys.isEmpty()) {
      inference.error(
          "no-key",
          KEYS,
          "The stream has no key by which it updates.",
          "Name the columns that identify a row.");
      return;
    }
    if (in.isUpdating() && !Set.copyOf(keys).equals(Set.copyOf(in.upsertKeys()))) {
      inference.error(
          "other-key",
          KEYS,
          "The stream updates by " + String.join(", ", in.upsertKeys()) + ".",
          "Leave the key empty, or name these columns.");
      return;
    }
    inference.output(
        0, in.withWindow(null).updating(ChangelogMode.RETRACT, keys).partitionedBy(keys));
  }

  private static List<String> keys(Contract in, Parameters p) {
    List<String> own = p.columns(KEYS);
    return own.isEmpty() ? in.upsertKeys() : own;
  }

  @Override
  public String describe(Parameters parameters) {
    List<String> keys = parameters.columns(KEYS);
    return Words.cut("FULL CHANGELOG" + (keys.isEmpty() ? "" : Words.by(keys)));
  }

  @Override
  public Shape shape(OperatorSetup setup) {
    return new Shape(
        List.of(setup.inputSchema(0).indexesOf(keys(setup.input(0), setup.parameters()))),
        StateLifetime.with(
            setup.parameters(), List.of(StateSpec.value(ROW, setup.inputSchema(0)))));
  }

  @Override
  public Operator create(OperatorSetup setup) {
    return new Changes(
        setup.predicate(DELETES).orElse(null), StateLifetime.of(setup.parameters()) != null);
  }

  private static final class Changes implements Operator {
    private final @Nullable RowPredicate deletes;
    private final boolean forgets;
    private @Nullable ValueState state;

    /**
     * @param deletes null where only -D deletes
     * @param forgets whether state is forgotten: then a row that changes nothing is passed on too,
     *     so that those behind do not forget it
     */
    Changes(@Nullable RowPredicate deletes, boolean forgets) {
      this.deletes = deletes;
      this.forgets = forgets;
    }

    @Override
    public void open(OperatorContext context) {
      state = context.valueState(ROW);
    }

    @Override
    public void onRow(int port, Row row, OperatorContext context) {
      ValueState value = Objects.requireNonNull(state);
      Row old = value.get();
      boolean removes = !row.kind().isAdding() || deletes != null && deletes.test(row);
      if (removes) {
        if (old != null) {
          emit(old, RowKind.DELETE, context);
          value.clear();
        }
      } else if (old == null) {
        emit(row, RowKind.INSERT, context);
        value.set(row);
      } else if (forgets || !row.equalsButKind(old)) {
        emit(old, RowKind.UPDATE_BEFORE, context);
        emit(row, RowKind.UPDATE_AFTER, context);
        value.set(row);
      }
    }

    private static void emit(Row row, RowKind kind, OperatorContext context) {
      Row out = context.output(0);
      out.setAll(row);
      context.emit(0, out.setKind(kind));
    }
  }
}

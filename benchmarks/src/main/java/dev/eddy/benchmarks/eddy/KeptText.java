package dev.eddy.benchmarks.eddy;

import dev.eddy.benchmarks.nexmark.Payload;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Shape;
import dev.eddy.operator.StateSpec;
import dev.eddy.operator.ValueState;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps {@link Payload} for each key (the first column), and changes it with each row. */
public final class KeptText implements ProcessProvider {
  static final String ID = "benchmark-kept-text";

  private static final Schema STATE =
      Schema.of(
          new Field("count", DataType.BIGINT.notNull()),
          new Field("text", DataType.VARCHAR.notNull()));

  private static final Schema OUT =
      Schema.of(
          new Field("key", DataType.BIGINT.notNull()),
          new Field("count", DataType.BIGINT.notNull()),
          new Field("text", DataType.VARCHAR.notNull()));

  private static final OperatorDescriptor DESCRIPTOR =
      OperatorDescriptor.transform(
          ID, "Kept text", "Reads, changes and writes a text for each key.", "database");

  @Override
  public OperatorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void infer(Inference inference) {
    inference.output(0, Contract.append(OUT, null, true));
  }

  @Override
  public Shape shape(OperatorSetup setup) {
    return new Shape(List.of(new int[] {0}), List.of(StateSpec.value("kept", STATE)));
  }

  @Override
  public Operator create(OperatorSetup setup) {
    return new Keeping();
  }

  private static final class Keeping implements Operator {
    private final Row next = new Row(2);
    private @Nullable ValueState kept;

    @Override
    public void open(OperatorContext context) {
      kept = context.valueState("kept");
    }

    @Override
    public void onRow(int port, Row row, OperatorContext context) {
      ValueState kept = Objects.requireNonNull(this.kept);
      long key = row.getLong(0);
      Row before = kept.get();
      long count = before == null ? 0 : before.getLong(0);
      String text = before == null ? Payload.first(key) : Payload.next(before.getString(1), count);
      next.setLong(0, count + 1);
      next.setString(1, text);
      kept.set(next);
      Row out = context.output(0);
      out.setLong(0, key);
      out.setLong(1, count + 1);
      out.setString(2, text);
      context.emit(0, out);
    }
  }
}

package dev.eddy.runtime.state;

import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.util.List;
import java.util.Random;

/** What every table of keyed state must do, over kinds of keys and values. */
public abstract class StateTableContract extends SortedStoreContract<Stored> {
  private record Case(Schema key, Schema value, int groups) {}

  private static final List<Case> CASES =
      List.of(
          new Case(
              Schema.of(new Field("k", DataType.BIGINT)),
              Schema.of(new Field("n", DataType.BIGINT)),
              128),
          new Case(
              Schema.of(
                  new Field("a", DataType.INT),
                  new Field("b", DataType.DOUBLE),
                  new Field("c", DataType.TIMESTAMP)),
              SampleRows.wide(70),
              3),
          new Case(
              Schema.of(new Field("k", DataType.VARCHAR), new Field("n", DataType.INT)),
              Schema.of(
                  new Field("a", DataType.VARCHAR),
                  new Field("b", DataType.BIGINT),
                  new Field("c", DataType.decimal(10, 2))),
              1),
          new Case(Schema.of(new Field("k", DataType.BIGINT)), SampleRows.wide(14), 32768));

  private Case chosen = CASES.get(0);

  /** An empty table for entries of the case that was chosen. */
  protected abstract StateTable table(Random random, Schema key, Schema value, int groups);

  @Override
  protected final SortedStore<Stored> create(Random random) {
    chosen = CASES.get(random.nextInt(CASES.size()));
    return table(random, chosen.key, chosen.value, chosen.groups);
  }

  @Override
  protected final SortedStore<Stored> another() {
    return table(new Random(1), chosen.key, chosen.value, chosen.groups);
  }

  @Override
  protected Stored value(Random random, int i) {
    return new Stored(SampleRows.row(chosen.value, random), i, random.nextInt(5));
  }

  @Override
  protected byte[] key(Random random, int keys) {
    // A seed for each, so that the same few keys come again and again.
    Row row = SampleRows.row(chosen.key, new Random(random.nextInt(keys)));
    int[] columns = new int[chosen.key.size()];
    for (int c = 0; c < columns.length; c++) {
      columns[c] = c;
    }
    StateKey out = new StateKey();
    out.set(new KeyCodec(chosen.key), row, columns, chosen.groups);
    return out.toBytes();
  }
}

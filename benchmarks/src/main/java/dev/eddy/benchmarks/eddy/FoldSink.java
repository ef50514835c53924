package dev.eddy.benchmarks.eddy;

import dev.eddy.benchmarks.nexmark.Fold;
import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.row.Row;
import dev.eddy.model.row.RowKind;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.Sink;
import dev.eddy.operator.SinkProvider;
import dev.eddy.operator.SinkWriter;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts its rows and folds them into a checksum. Of an update only the new row counts, as in every
 * upsert sink. One run at a time in a JVM: the result of the last checkpoint is kept in the class.
 */
public final class FoldSink implements SinkProvider {
  static final String ID = "benchmark-fold";

  private static final OperatorDescriptor DESCRIPTOR =
      new OperatorDescriptor(
          ID,
          "Fold",
          "Counts its rows and folds them into a checksum.",
          "hash",
          Family.SINK,
          List.of(InputPort.any("in")),
          List.of(),
          List.of(),
          List.of("checksum"));

  private static volatile @Nullable Fold last;
  private static volatile Runnable atCheckpoint = () -> {};

  /** What the last run in this JVM had folded at its last checkpoint. */
  public static @Nullable Fold last() {
    return last;
  }

  /**
   * Sets what is done at the begin of each checkpoint, before anything is written for it.
   *
   * @param what called by the run's thread
   */
  static void atCheckpoint(Runnable what) {
    atCheckpoint = what;
  }

  @Override
  public OperatorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void infer(Inference inference) {}

  @Override
  public Sink create(OperatorSetup setup) {
    Schema schema = setup.inputSchema(0);
    boolean[] texts = new boolean[schema.size()];
    boolean anyNull = false;
    for (int c = 0; c < texts.length; c++) {
      texts[c] = schema.type(c).root().isText();
      anyNull |= texts[c];
    }
    boolean plain = !anyNull;
    return snapshot -> new Writer(texts, plain, restored(snapshot));
  }

  private static Fold restored(byte @Nullable [] snapshot) {
    Fold fold = new Fold();
    if (snapshot != null) {
      ByteBuffer in = ByteBuffer.wrap(snapshot);
      fold.restore(in.getLong(), in.getLong());
    }
    return fold;
  }

  private static final class Writer implements SinkWriter {
    private final boolean[] texts;
    private final boolean plain;
    private final Fold fold;

    Writer(boolean[] texts, boolean plain, Fold fold) {
      this.texts = texts;
      this.plain = plain;
      this.fold = fold;
    }

    @Override
    public void write(Row row) {
      if (row.kind() == RowKind.UPDATE_BEFORE) {
        return;
      }
      long hash = 0;
      int columns = texts.length;
      if (plain) {
        for (int c = 0; c < columns; c++) {
          hash = Fold.mix(hash, row.getLong(c));
        }
      } else {
        for (int c = 0; c < columns; c++) {
          hash =
              Fold.mix(
                  hash,
                  !texts[c] ? row.getLong(c) : Fold.of(row.isNull(c) ? null : row.getString(c)));
        }
      }
      fold.addHash(hash);
    }

    @Override
    public byte[] prepare(long checkpoint) {
      atCheckpoint.run();
      return new byte[0];
    }

    @Override
    public byte[] snapshot() {
      last = fold;
      return ByteBuffer.allocate(16).putLong(fold.count()).putLong(fold.checksum()).array();
    }

    @Override
    public void commit(byte[] committable) {}

    @Override
    public void close() {
      last = fold;
    }
  }
}

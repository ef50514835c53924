package dev.eddy.benchmarks.flink;

import dev.eddy.benchmarks.nexmark.Event;
import dev.eddy.benchmarks.nexmark.Fold;
import java.io.Serializable;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Folds its rows. */
final class FoldSink<T> implements Sink<T> {
  private static final long serialVersionUID = 1L;

  private final Folding<T> folding;

  /** How a row is folded. */
  interface Folding<T> extends Serializable {
    void fold(T row, Fold into);
  }

  FoldSink(Folding<T> folding) {
    this.folding = folding;
  }

  static FoldSink<Event> events() {
    return new FoldSink<>((e, fold) -> fold.add(e));
  }

  /** Rows of so many numbers. */
  static FoldSink<Out> numbers(int columns) {
    return switch (columns) {
      case 2 -> new FoldSink<>((o, fold) -> fold.add(o.a, o.b));
      case 3 -> new FoldSink<>((o, fold) -> fold.add(o.a, o.b, o.c));
      default -> new FoldSink<>((o, fold) -> fold.add(o.a, o.b, o.c, o.d));
    };
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    return new Writer<>(folding);
  }

  private static final class Writer<T> implements SinkWriter<T> {
    private final Folding<T> folding;
    private final Fold fold = new Fold();

    Writer(Folding<T> folding) {
      this.folding = folding;
    }

    @Override
    public void write(T row, Context context) {
      folding.fold(row, fold);
    }

    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public void close() {
      Result.add(fold);
    }
  }
}

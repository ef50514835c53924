package dev.eddy.runtime.crash;

import dev.eddy.connector.file.FileSink;
import dev.eddy.connector.file.UpsertFileSink;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.row.Row;
import dev.eddy.model.value.Value;
import dev.eddy.operator.OperatorProvider;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.Providers;
import dev.eddy.operator.Sink;
import dev.eddy.operator.SinkProvider;
import dev.eddy.operator.SinkWriter;
import dev.eddy.operator.Source;
import dev.eddy.operator.SourceProvider;
import dev.eddy.operator.SplitPosition;
import dev.eddy.operator.SplitReader;
import dev.eddy.runtime.fixture.Fixtures.Datum;
import dev.eddy.runtime.fixture.Memory;
import dev.eddy.runtime.fixture.PlanBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A small pipeline with everything that a recovery can get wrong: two splits, a list under no key,
 * keyed windows with map and list state and timers, an order-sensitive fold, late rows, and three
 * file sinks (rows, late rows, a table with its changes). Every place that is no file operation has
 * a name, too, which is told to whoever wants to die there.
 */
final class CrashPipeline {
  static final ClassLoader LOADER = CrashPipeline.class.getClassLoader();
  private static final OperatorDescriptor ROWS_SINK = new FileSink().descriptor();
  private static final OperatorDescriptor TABLE_SINK = new UpsertFileSink().descriptor();
  private static final Memory MEMORY = new Memory();
  static final Providers PROVIDERS = providers();
  static final List<String> STATEFUL = List.of("gather", "windows", "fold");

  /** Is told each passing of a named place. */
  interface Passings {
    void pass(String place) throws IOException;
  }

  static volatile Passings passings = place -> {};

  private CrashPipeline() {}

  /** The pipeline over {@code rows} rows; the same for the same number. */
  static Plan plan(Path out, int rows) {
    Random random = new Random(rows);
    List<List<Datum>> splits = List.of(new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < rows; i++) {
      splits
          .get(random.nextInt(2))
          .add(new Datum(i / 4 + random.nextInt(16), "k" + random.nextInt(9), i % 89));
    }
    MEMORY.put("crash-" + rows, splits);
    return new PlanBuilder()
        .source("numbers", "crash-" + rows)
        .add("keep", "drop", "numbers")
        .add("gather", "gather", "keep")
        .add("windows", "windows", "gather")
        .add("fold", "fold", "windows")
        .add("rows", ROWS_SINK, Map.of("folder", Value.of(out.toString())), "fold")
        .add("late", ROWS_SINK, Map.of("folder", Value.of(out.toString())), "windows.1")
        .add(
            "table",
            TABLE_SINK,
            Map.of("folder", Value.of(out.toString()), "keys", Value.ofTexts(List.of("k"))),
            "fold")
        .build();
  }

  private static Providers providers() {
    Map<String, OperatorProvider> all = new LinkedHashMap<>();
    for (String id : List.of("numbers", "drop", "gather", "windows", "fold")) {
      all.put(id, MEMORY.providers().find(id).orElseThrow());
    }
    all.put("numbers", new PointedSource((SourceProvider) all.get("numbers")));
    List<OperatorProvider> list = new ArrayList<>(all.values());
    list.add(new PointedSink(new FileSink()));
    list.add(new PointedSink(new UpsertFileSink()));
    return Providers.of(list);
  }

  private static void pass(String place) throws IOException {
    passings.pass(place);
  }

  private record PointedSource(SourceProvider inner) implements SourceProvider {
    @Override
    public OperatorDescriptor descriptor() {
      return inner.descriptor();
    }

    @Override
    public void infer(Inference inference) {
      inner.infer(inference);
    }

    @Override
    public Source create(OperatorSetup setup) {
      Source source = inner.create(setup);
      return new Source() {
        @Override
        public List<String> splits() throws IOException {
          pass("source.splits");
          return source.splits();
        }

        @Override
        public SplitReader open(String split, SplitPosition position) throws IOException {
          pass("source.open");
          return new PointedReader(source.open(split, position));
        }
      };
    }
  }

  private record PointedReader(SplitReader inner) implements SplitReader {
    @Override
    public int next(Row[] outputs) throws IOException {
      pass("source.read");
      return inner.next(outputs);
    }

    @Override
    public SplitPosition position() {
      return inner.position();
    }

    @Override
    public long takeHash() {
      return inner.takeHash();
    }

    @Override
    public void close() throws IOException {
      inner.close();
    }
  }

  private record PointedSink(SinkProvider inner) implements SinkProvider {
    @Override
    public OperatorDescriptor descriptor() {
      return inner.descriptor();
    }

    @Override
    public void infer(Inference inference) {
      inner.infer(inference);
    }

    @Override
    public Sink create(OperatorSetup setup) {
      Sink sink = inner.create(setup);
      return snapshot -> {
        pass("sink.open.before");
        SinkWriter writer = sink.open(snapshot);
        pass("sink.open.after");
        return new PointedWriter(writer);
      };
    }
  }

  private record PointedWriter(SinkWriter inner) implements SinkWriter {
    @Override
    public void write(Row row) throws IOException {
      pass("sink.write");
      inner.write(row);
    }

    @Override
    public byte[] prepare(long checkpoint) throws IOException {
      pass("sink.prepare.before");
      byte[] out = inner.prepare(checkpoint);
      pass("sink.prepare.after");
      return out;
    }

    @Override
    public byte[] snapshot() throws IOException {
      byte[] out = inner.snapshot();
      pass("sink.snapshot.after");
      return out;
    }

    @Override
    public void commit(byte[] committable) throws IOException {
      pass("sink.commit.before");
      inner.commit(committable);
      pass("sink.commit.after");
    }

    @Override
    public void close() throws IOException {
      inner.close();
    }
  }

  /** What the sinks of the pipeline make, besides hidden files. */
  static final List<String> FILES =
      List.of("late.ndjson", "rows.ndjson", "table.changelog.ndjson", "table.ndjson");
}

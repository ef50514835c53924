package dev.eddy.benchmarks.eddy;

import dev.eddy.benchmarks.nexmark.Event;
import dev.eddy.benchmarks.nexmark.Generator;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OutputPort;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.operator.Parameters;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.Source;
import dev.eddy.operator.SourceProvider;
import dev.eddy.operator.SplitPosition;
import dev.eddy.operator.SplitReader;
import java.util.List;

/**
 * Gives the generator's events; can be read again from every position, since an event follows from
 * seed and number. The column {@code mark} holds the watermark after the event, so that the
 * watermark expression {@code mark} rises once in 1000 events, as with all other engines.
 */
public final class EventSource implements SourceProvider {
  static final String ID = "benchmark-events";

  private static final OperatorDescriptor DESCRIPTOR =
      new OperatorDescriptor(
          ID,
          "Benchmark events",
          "Persons, auctions and bids after Nexmark, from a seed.",
          "zap",
          Family.SOURCE,
          List.of(),
          List.of(OutputPort.main()),
          List.of(
              ParameterSpec.required(
                  "events", "Events", new ParameterType.Int(0, Long.MAX_VALUE), "How many."),
              ParameterSpec.optional(
                  "seed",
                  "Seed",
                  new ParameterType.Int(Long.MIN_VALUE, Long.MAX_VALUE),
                  Value.of(0),
                  "The same seed gives the same events."),
              ParameterSpec.optional(
                  "texts",
                  "Texts",
                  new ParameterType.Bool(),
                  Value.of(false),
                  "Columns seq, ts, name, note, due in place of the seven numbers."),
              ParameterSpec.required(
                  "columns", "Columns", new ParameterType.ColumnTypes(), "Names and types."),
              ParameterSpec.optional(
                  "event_time",
                  "Event time",
                  new ParameterType.Column(-1),
                  null,
                  "The column that says when an event happened."),
              ParameterSpec.optional(
                  "watermark",
                  "Watermark",
                  new ParameterType.Expression(-1),
                  null,
                  "Up to when all events are there.")),
          List.of("nexmark"));

  @Override
  public OperatorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void infer(Inference inference) {
    Parameters parameters = inference.parameters();
    Schema schema = parameters.columnTypes("columns");
    int width = parameters.bool("texts") ? 6 : 8;
    if (schema.size() != width) {
      inference.error(
          "columns", "columns", "There are " + width + " columns.", "Name all of them.");
      return;
    }
    inference.output(0, Contract.append(schema, parameters.text("event_time"), true));
  }

  @Override
  public Source create(OperatorSetup setup) {
    long events = setup.parameters().integer("events", 0);
    long seed = setup.parameters().integer("seed", 0);
    boolean texts = setup.parameters().bool("texts");
    return new Source() {
      @Override
      public List<String> splits() {
        return List.of("events");
      }

      @Override
      public SplitReader open(String split, SplitPosition position) {
        Generator generator = Generator.at(seed, position.offset());
        return texts ? new Texts(generator, events) : new Numbers(generator, events);
      }
    };
  }

  private abstract static class Reader implements SplitReader {
    final Generator generator;
    final Event event = new Event();
    private final long events;

    Reader(Generator generator, long events) {
      this.generator = generator;
      this.events = events;
    }

    final boolean read() {
      if (generator.position() >= events) {
        return false;
      }
      generator.next(event);
      return true;
    }

    @Override
    public final SplitPosition position() {
      return new SplitPosition(generator.position(), generator.position(), 0);
    }

    /** The events follow from the seed, which the plan holds. */
    @Override
    public final long takeHash() {
      return 0;
    }

    @Override
    public final void close() {}
  }

  private static final class Numbers extends Reader {
    Numbers(Generator generator, long events) {
      super(generator, events);
    }

    @Override
    public int next(Row[] outputs) {
      if (!read()) {
        return END;
      }
      Row row = outputs[0];
      Event e = event;
      row.setLong(0, e.kind);
      row.setLong(1, e.seq);
      row.setLong(2, e.ts);
      row.setLong(3, e.id);
      row.setLong(4, e.party);
      row.setLong(5, e.amount);
      row.setLong(6, e.expires);
      row.setLong(7, generator.watermark());
      return 0;
    }
  }

  private static final class Texts extends Reader {
    Texts(Generator generator, long events) {
      super(generator, events);
    }

    @Override
    public int next(Row[] outputs) {
      if (!read()) {
        return END;
      }
      Row row = outputs[0];
      row.setLong(0, event.seq);
      row.setLong(1, event.ts);
      row.setString(2, generator.name(event.seq));
      row.setString(3, generator.note(event.seq));
      long due = generator.due(event.seq);
      if (due == 0) {
        row.setNull(4);
      } else {
        row.setLong(4, due);
      }
      row.setLong(5, generator.watermark());
      return 0;
    }
  }
}

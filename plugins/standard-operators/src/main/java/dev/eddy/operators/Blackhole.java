package dev.eddy.operators;

import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.Parameters;
import dev.eddy.model.row.Row;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.Sink;
import dev.eddy.operator.SinkProvider;
import dev.eddy.operator.SinkWriter;
import java.util.List;

/**
 * Takes rows and keeps nothing, as Flink's connector of this name: to measure a pipeline without
 * its sink, and in place of every sink where a preview must not write.
 */
public final class Blackhole implements SinkProvider {
  public static final String ID = "blackhole";

  private static final OperatorDescriptor DESCRIPTOR =
      new OperatorDescriptor(
          ID,
          "Blackhole",
          "Takes rows and writes nothing.",
          "volume-x",
          Family.SINK,
          List.of(InputPort.any("in")),
          List.of(),
          List.of(),
          List.of("discard", "drop", "null", "mute", "nothing"));

  @Override
  public OperatorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void infer(Inference inference) {
    // Whatever comes is taken.
  }

  @Override
  public String describe(Parameters parameters) {
    return "writes nothing";
  }

  @Override
  public Sink create(OperatorSetup setup) {
    return snapshot -> Swallower.INSTANCE;
  }

  private enum Swallower implements SinkWriter {
    INSTANCE;

    private static final byte[] NOTHING = new byte[0];

    @Override
    public void write(Row row) {
      // Gone.
    }

    @Override
    public byte[] prepare(long checkpoint) {
      return NOTHING;
    }

    @Override
    public byte[] snapshot() {
      return NOTHING;
    }

    @Override
    public void commit(byte[] committable) {
      // Nothing was held back.
    }

    @Override
    public void close() {
      // Nothing was opened.
    }
  }
}

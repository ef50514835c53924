package dev.eddy.runtime.worker;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OutputPort;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanEdge;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.OperatorProvider;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Source;
import dev.eddy.operator.SourceProvider;
import dev.eddy.operator.SplitPosition;
import dev.eddy.operator.SplitReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A source without an end and operators that loop, eat memory, throw, have a thread that does, or
 * do nothing at the seventh row.
 */
public final class MisbehavingOperators {
  private static final Schema SCHEMA =
      new Schema(List.of(new Field("n", DataType.parse("BIGINT NOT NULL").orElseThrow())));

  private MisbehavingOperators() {}

  /** A class path of a worker that sees these operators beside what this JVM sees. */
  static String classPath(Path folder) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.write(
        services.resolve(OperatorProvider.class.getName()),
        List.of(
            Counting.class.getName(),
            Looping.class.getName(),
            Eating.class.getName(),
            Speechless.class.getName(),
            Throwing.class.getName(),
            Leaving.class.getName(),
            Passing.class.getName()));
    return folder + java.io.File.pathSeparator + WorkerProcess.Settings.defaults().classPath();
  }

  /** counting, then the operator of that name. */
  static Plan plan(String operator) {
    Contract numbers = Contract.append(SCHEMA, null, false);
    return new Plan(
        "test",
        operator,
        128,
        List.of(
            new PlanNode(
                "s",
                "numbers",
                "counting",
                Value.Struct.EMPTY,
                Map.of(),
                Map.of(),
                List.of(),
                List.of(numbers)),
            new PlanNode(
                "o",
                "seventh",
                operator,
                Value.Struct.EMPTY,
                Map.of(),
                Map.of(),
                List.of(numbers),
                List.of(numbers))),
        List.of(new PlanEdge("e", 0, 0, 1, 0)),
        Map.of());
  }

  private static OperatorDescriptor descriptor(String id, boolean source) {
    return new OperatorDescriptor(
        id,
        id,
        id,
        "box",
        source ? Family.SOURCE : Family.TRANSFORM,
        source ? List.of() : List.of(InputPort.appendOnly("in")),
        List.of(OutputPort.main()),
        List.of(),
        List.of());
  }

  /** 1, 2, 3, ... */
  public static final class Counting implements SourceProvider {
    @Override
    public OperatorDescriptor descriptor() {
      return MisbehavingOperators.descriptor("counting", true);
    }

    @Override
    public void infer(Inference inference) {
      inference.output(0, Contract.append(SCHEMA, null, false));
    }

    @Override
    public Source create(OperatorSetup setup) {
      return new Source() {
        @Override
        public List<String> splits() {
          return List.of("all");
        }

        @Override
        public SplitReader open(String split, SplitPosition position) {
          return new Reader(position.rows());
        }
      };
    }

    private static final class Reader implements SplitReader {
      private long n;

      Reader(long n) {
        this.n = n;
      }

      @Override
      public int next(Row[] outputs) {
        outputs[0].setLong(0, ++n);
        return 0;
      }

      @Override
      public SplitPosition position() {
        return new SplitPosition(n, n, 0);
      }

      @Override
      public long takeHash() {
        return 0;
      }

      @Override
      public void close() {}
    }
  }

  private abstract static class Seventh implements ProcessProvider, Operator {
    private final String id;

    Seventh(String id) {
      this.id = id;
    }

    abstract void misbehave();

    @Override
    public OperatorDescriptor descriptor() {
      return MisbehavingOperators.descriptor(id, false);
    }

    @Override
    public void infer(Inference inference) {
      inference.output(0, Contract.append(SCHEMA, null, false));
    }

    @Override
    public Operator create(OperatorSetup setup) {
      return this;
    }

    @Override
    public void onRow(int port, Row row, OperatorContext context) {
      if (row.getLong(0) == 7) {
        misbehave();
      }
      context.emit(0, row);
    }
  }

  /** Behaves. */
  public static final class Passing extends Seventh {
    public Passing() {
      super("passing");
    }

    @Override
    void misbehave() {}
  }

  /** Never comes back. */
  public static final class Looping extends Seventh {
    private volatile boolean never;

    public Looping() {
      super("looping");
    }

    @Override
    void misbehave() {
      while (!never) {
        Thread.onSpinWait();
      }
    }
  }

  /** Takes all memory. */
  public static final class Eating extends Seventh {
    public Eating() {
      super("eating");
    }

    @Override
    void misbehave() {
      List<long[]> eaten = new ArrayList<>();
      while (true) {
        eaten.add(new long[1 << 20]);
      }
    }
  }

  /** Has a thread that finds no memory left, not even for its last words. */
  public static final class Speechless extends Seventh {
    public Speechless() {
      super("speechless");
    }

    @Override
    void misbehave() {
      new Thread(
              () -> {
                throw new OutOfMemoryError() {
                  private static final long serialVersionUID = 1L;

                  @Override
                  public void printStackTrace() {
                    throw this;
                  }
                };
              })
          .start();
    }
  }

  /** Ends the process, as if all were well. */
  public static final class Leaving extends Seventh {
    public Leaving() {
      super("leaving");
    }

    @Override
    void misbehave() {
      System.exit(0);
    }
  }

  /** Fails. */
  public static final class Throwing extends Seventh {
    public Throwing() {
      super("throwing");
    }

    @Override
    void misbehave() {
      throw new IllegalStateException("seven is not liked here");
    }
  }
}

package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.row.Row;
import dev.eddy.model.row.RowKind;
import dev.eddy.model.time.Moment;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.OperatorProvider;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Providers;
import dev.eddy.runtime.fixture.Fixtures.Datum;
import dev.eddy.runtime.fixture.Memory;
import dev.eddy.runtime.fixture.PlanBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** User code that gives rows which its node says there are none of. */
class BrokenOutputTest {
  private static final Schema SCHEMA =
      Schema.of(
          new Field("ts", DataType.TIMESTAMP.notNull()),
          new Field("k", DataType.VARCHAR),
          new Field("v", DataType.BIGINT.notNull()));

  /** So many rows that the last is none of those that are looked at closely. */
  private static final int ROWS = 20_000;

  @TempDir Path temp;
  private final Memory memory = new Memory();
  private int recordings;

  /** Passes rows on, and does something to the last. */
  private record Spoiling(int rows, Spoiler spoiler) implements ProcessProvider {
    interface Spoiler {
      void spoil(Row row);
    }

    static final OperatorDescriptor DESCRIPTOR =
        OperatorDescriptor.transform("spoiling", "Spoiling", "", "");

    @Override
    public OperatorDescriptor descriptor() {
      return DESCRIPTOR;
    }

    @Override
    public void infer(Inference inference) {}

    @Override
    public Operator create(OperatorSetup setup) {
      return (port, row, context) -> {
        Row out = context.output(0);
        out.setAll(row);
        if (row.getLong(2) == rows - 1) {
          spoiler.spoil(out);
        }
        hidden(context, out);
      };
    }

    /** What is thrown here shall be noticed all the same. */
    private static void hidden(OperatorContext context, Row out) {
      try {
        context.emit(0, out);
      } catch (RuntimeException e) {
        assertThat(e).isNotNull();
      }
    }
  }

  private LocalRun run(int count, Spoiling.Spoiler spoiler) throws RunException {
    List<Datum> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(new Datum(i, "k", i));
    }
    memory.put("rows", List.of(rows));
    Plan plan =
        new PlanBuilder()
            .source("s", "rows")
            .add("wrong", Spoiling.DESCRIPTOR, Map.of(), "s")
            .add("out", "store", "wrong")
            .build();
    List<PlanNode> nodes = new ArrayList<>(plan.nodes());
    PlanNode n = nodes.get(1);
    nodes.set(
        1,
        new PlanNode(
            n.id(),
            n.name(),
            n.operator(),
            n.parameters(),
            n.functions(),
            n.aggregates(),
            n.inputs(),
            List.of(Contract.append(SCHEMA, "ts", true))));
    List<OperatorProvider> providers = new ArrayList<>(memory.providers().all());
    providers.add(new Spoiling(count, spoiler));
    return LocalRun.start(
        new Plan("test", "plan", 128, nodes, plan.edges(), Map.of()),
        Providers.of(providers),
        BrokenOutputTest.class.getClassLoader(),
        RunOptions.defaults(temp.resolve("r" + recordings++)));
  }

  private static Problem problem(LocalRun run) {
    return catchThrowableOfType(RunException.class, () -> run.advance(() -> false)).problem();
  }

  @Test
  void aNullWhereThereIsNoneEndsTheRunAtThatRowOnTheFastPathToo() throws Exception {
    try (LocalRun run = run(ROWS, row -> row.setNull(2))) {
      Problem p = problem(run);
      assertThat(p.code()).isEqualTo("broken-output");
      assertThat(p.place().nodeName()).isEqualTo("wrong");
      assertThat(p.message())
          .contains("NULL in the column v, which is BIGINT NOT NULL")
          .contains("k = k, v = NULL");
      assertThat(run.at()).isEqualTo(new Moment(ROWS, 1));
      assertThat(run.status().nodes().get(2).rowsIn()).isEqualTo(ROWS - 1);
    }
  }

  @Test
  void aColumnThatMayBeNullIsNull() throws Exception {
    try (LocalRun run = run(ROWS, row -> row.setNull(1))) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
      assertThat(memory.rows("out")).hasSize(ROWS);
    }
  }

  @Test
  void whereStepsAreLookedAtAValueOfAnotherTypeAndAnUpdateAreNoticedAsWell() throws Exception {
    List<Spoiling.Spoiler> spoilers =
        List.of(row -> row.setString(2, "seven"), row -> row.setKind(RowKind.UPDATE_AFTER));
    List<String> found = new ArrayList<>();
    for (Spoiling.Spoiler spoiler : spoilers) {
      try (LocalRun run = run(3, spoiler)) {
        RunException e =
            catchThrowableOfType(
                RunException.class,
                () -> {
                  for (int i = 0; i < 20; i++) {
                    run.step();
                  }
                });
        found.add(e.problem().message());
      }
    }
    assertThat(found.get(0)).contains("a value in the column v that is no BIGINT NOT NULL");
    assertThat(found.get(1)).contains("of kind +U, though its output has no updates");
  }
}

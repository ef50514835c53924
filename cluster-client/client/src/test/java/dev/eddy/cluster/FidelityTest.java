package dev.eddy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.expression.AggregateCall;
import dev.eddy.model.expression.AggregateFunction;
import dev.eddy.model.operator.Dependence;
import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanEdge;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.type.DataType;
import dev.eddy.model.value.Value;
import dev.eddy.operator.OperatorProvider;
import dev.eddy.operator.Providers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FidelityTest {
  private static final Providers PROVIDERS = Providers.of(List.of());
  private static final Contract ROWS = ClusterPlans.AIRPORTS;
  private static final Contract WINDOWED = ROWS.withWindow(new Contract.Window("a", "b"));

  @Test
  void rowsOfOneSourceAreTheSameAtParallelismOne() {
    Plan plan = plan(WINDOWED, true, false);

    assertThat(Fidelity.of(plan, PROVIDERS, 3, 1))
        .isEqualTo(new Fidelity(Fidelity.Kind.SAME_ROWS, null));
  }

  @Test
  void anUpdatingSinkHasTheSameFinalTable() {
    Plan plan = plan(ClusterPlans.updating(), false, false);

    assertThat(Fidelity.of(plan, PROVIDERS, 3, 2).kind()).isEqualTo(Fidelity.Kind.SAME_FINAL_TABLE);
  }

  @Test
  void floatingSumsOfSeveralTasksDifferInTheLastDigitsAndTheNodeIsNamed() {
    Plan plan = plan(ROWS, true, false);

    assertThat(Fidelity.of(plan, PROVIDERS, 3, 2))
        .isEqualTo(new Fidelity(Fidelity.Kind.WITHIN_TOLERANCE, "aggregate"));
  }

  @Test
  void windowsOfSeveralTasksOrSourcesDependOnArrival() {
    Fidelity depends = new Fidelity(Fidelity.Kind.DEPENDS_ON_ARRIVAL, "aggregate");

    assertThat(Fidelity.of(plan(WINDOWED, true, false), PROVIDERS, 3, 2)).isEqualTo(depends);
    assertThat(Fidelity.of(plan(WINDOWED, true, true), PROVIDERS, 3, 1)).isEqualTo(depends);
  }

  @Test
  void whatAnOperatorSaysThatItDependsOnIsToldOfEachSinkBelowIt() {
    Fidelity.Kind clock = Fidelity.Kind.DEPENDS_ON_CLOCK;
    Providers forgetting = depending(Dependence.onClockWhere("keep"));

    assertThat(Fidelity.of(plan(ROWS, false, false), forgetting, 3, 1).kind())
        .as("the parameter is not set")
        .isEqualTo(Fidelity.Kind.SAME_ROWS);
    assertThat(Fidelity.of(plan(ROWS, false, false, Map.of("keep", Value.of(5))), forgetting, 3, 1))
        .isEqualTo(new Fidelity(clock, "aggregate"));
    assertThat(Fidelity.of(plan(ROWS, false, false), depending(Dependence.onArrival()), 3, 1))
        .isEqualTo(new Fidelity(Fidelity.Kind.DEPENDS_ON_ARRIVAL, "aggregate"));
  }

  /** Of an operator window-aggregate whose rows depend on something. */
  private static Providers depending(Dependence on) {
    OperatorDescriptor d =
        new OperatorDescriptor(
                "window-aggregate",
                "",
                "",
                "",
                Family.WINDOW,
                List.of(),
                List.of(),
                List.of(),
                List.of())
            .depending(on);
    return Providers.of(
        List.of(
            new OperatorProvider() {
              @Override
              public OperatorDescriptor descriptor() {
                return d;
              }

              @Override
              public void infer(Inference inference) {}
            }));
  }

  private static Plan plan(Contract aggregated, boolean floats, boolean both) {
    return plan(aggregated, floats, both, Map.of());
  }

  /** Two sources, of which the second feeds the aggregate only if told so, and a sink. */
  private static Plan plan(
      Contract aggregated, boolean floats, boolean both, Map<String, Value> parameters) {
    Map<String, List<AggregateCall>> calls =
        Map.of(
            "aggregates",
            List.of(
                new AggregateCall(
                    "x",
                    AggregateFunction.SUM,
                    "v",
                    floats ? DataType.DOUBLE : DataType.INT,
                    0,
                    DataType.DOUBLE)));
    PlanNode aggregate =
        new PlanNode(
            "n2",
            "aggregate",
            "window-aggregate",
            new Value.Struct(parameters),
            Map.of(),
            calls,
            List.of(ROWS),
            List.of(aggregated));
    List<PlanEdge> edges = new java.util.ArrayList<>();
    edges.add(new PlanEdge("e0", 0, 0, 2, 0));
    edges.add(new PlanEdge("e1", 2, 0, 3, 0));
    if (both) {
      edges.add(new PlanEdge("e2", 1, 0, 2, 0));
    }
    return new Plan(
        "p",
        "q",
        128,
        List.of(
            ClusterPlans.source("n0", "first", "a", 0),
            ClusterPlans.source("n1", "second", "b", 0),
            aggregate,
            ClusterPlans.node("n3", "sink", "file-sink", Map.of(), List.of(aggregated), List.of())),
        edges,
        Map.of());
  }
}

package dev.eddy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.expression.AggregateCall;
import dev.eddy.model.expression.AggregateFunction;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanEdge;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.type.DataType;
import dev.eddy.model.value.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FidelityTest {
  private static final Contract ROWS = ClusterPlans.AIRPORTS;
  private static final Contract WINDOWED = ROWS.withWindow(new Contract.Window("a", "b"));

  @Test
  void rowsOfOneSourceAreTheSameAtParallelismOne() {
    Plan plan = plan(WINDOWED, true, false);

    assertThat(Fidelity.of(plan, 3, 1)).isEqualTo(new Fidelity(Fidelity.Kind.SAME_ROWS, null));
  }

  @Test
  void anUpdatingSinkHasTheSameFinalTable() {
    Plan plan = plan(ClusterPlans.updating(), false, false);

    assertThat(Fidelity.of(plan, 3, 2).kind()).isEqualTo(Fidelity.Kind.SAME_FINAL_TABLE);
  }

  @Test
  void floatingSumsOfSeveralTasksDifferInTheLastDigitsAndTheNodeIsNamed() {
    Plan plan = plan(ROWS, true, false);

    assertThat(Fidelity.of(plan, 3, 2))
        .isEqualTo(new Fidelity(Fidelity.Kind.WITHIN_TOLERANCE, "aggregate"));
  }

  @Test
  void windowsOfSeveralTasksOrSourcesDependOnArrival() {
    Fidelity depends = new Fidelity(Fidelity.Kind.DEPENDS_ON_ARRIVAL, "aggregate");

    assertThat(Fidelity.of(plan(WINDOWED, true, false), 3, 2)).isEqualTo(depends);
    assertThat(Fidelity.of(plan(WINDOWED, true, true), 3, 1)).isEqualTo(depends);
  }

  /** Two sources, of which the second feeds the aggregate only if told so, and a sink. */
  private static Plan plan(Contract aggregated, boolean floats, boolean both) {
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
            Value.Struct.EMPTY,
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

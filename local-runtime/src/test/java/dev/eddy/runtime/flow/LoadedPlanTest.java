package dev.eddy.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.model.plan.Plan;
import dev.eddy.runtime.fixture.Memory;
import dev.eddy.runtime.fixture.PlanBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadedPlanTest {
  private static LoadedPlan load(Plan plan) throws FlowException {
    return LoadedPlan.load(plan, new Memory().providers(), LoadedPlanTest.class.getClassLoader());
  }

  @ParameterizedTest
  @CsvSource({
    "~s.0, s.0>1, e1, by key, rebalance",
    "s.0, =s.0>1, e2, in every subtask, forward",
  })
  void anInputThatNeedsItsRowsSomewhereRefusesAnotherPartitioning(
      String rows, String rules, String edge, String needs, String word) throws Exception {
    PlanBuilder free = new PlanBuilder().source("s", "data").add("d", "drop", "~s.0");
    assertThat(load(free.build()).size()).isEqualTo(2);
    Plan bound = free.add("guard", "guard", rows, rules).build();
    assertThatThrownBy(() -> load(bound))
        .isInstanceOfSatisfying(
            FlowException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo("bad-partitioning");
              assertThat(e.problem().place().nodeName()).isEqualTo("guard");
              assertThat(e.problem().place().edgeId()).isEqualTo(edge);
              assertThat(e.problem().message()).contains(needs, word);
            });
  }
}

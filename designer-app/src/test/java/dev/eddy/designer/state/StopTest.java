package dev.eddy.designer.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import org.junit.jupiter.api.Test;

class StopTest {
  @Test
  void aStopOfAnEdgeHasTheIdOfTheEdgeAndOthersNone() {
    assertThat(Stop.of(Stop.Kind.ROW, "e1").edgeId()).isEqualTo("e1");
    Stop late = Stop.of(Stop.Kind.LATE, "w");
    assertThat(late.edgeId()).isEmpty();
    assertThat(late.id()).isEqualTo("late:w");
  }

  @Test
  void itSaysInAFewWordsWhatItWaitsFor() {
    assertThat(new Stop("e1", "", true).words()).isEqualTo("every row");
    assertThat(new Stop("e1", "a > 1", true).withHits("5").words()).isEqualTo("a > 1 hit 5");
    assertThat(Stop.of(Stop.Kind.KEY, "w").withDetail("PHX").words()).isEqualTo("key PHX");
  }

  @Test
  void itIsGoneWithWhatItStandsAt() {
    assertThat(Stop.of(Stop.Kind.ROW, "e1").isIn(Pipelines.GRAPH, null)).isTrue();
    assertThat(Stop.of(Stop.Kind.ROW, "e9").isIn(Pipelines.GRAPH, null)).isFalse();
    assertThat(Stop.of(Stop.Kind.LATE, "gone").isIn(Pipelines.GRAPH, null)).isFalse();
    assertThat(Stop.of(Stop.Kind.CHECKPOINT, "").isIn(Pipelines.GRAPH, null)).isTrue();
  }

  @Test
  void cellsOfAKeyAreSplitAtCommasAndNothingIsNull() {
    assertThat(Stop.cells("PHX, , 3")).containsExactly("PHX", null, "3");
    assertThat(Stop.cells(" ")).isEmpty();
  }
}

package dev.eddy.designer.control.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.control.DemoData;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.problem.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemsModelTest {
  private final ProblemsModel model = ProblemsModel.of(DemoData.PROBLEMS);

  @Test
  void errorsComeFirstThenWarningsThenHints() {
    assertThat(model.entries())
        .extracting(e -> e.problem().severity())
        .containsExactly(Severity.ERROR, Severity.WARNING, Severity.INFO);
    assertThat(model.count(Severity.ERROR)).isOne();
  }

  @Test
  void eachSeverityHasAShapeOfItsOwn() {
    assertThat(model.entries())
        .extracting(ProblemsModel.Entry::icon)
        .containsExactly("alert-octagon", "alert-triangle", "info");
  }

  @Test
  void theNodesNameIsInFront() {
    assertThat(model.entries().get(0).where()).isEqualTo("hourly delay by origin");
  }

  @Test
  void aProblemWithoutANodeNamesItsFile() {
    Problem p = Problem.error("broken", Place.file("eddy.json"), "It is no JSON.", "");
    assertThat(ProblemsModel.of(List.of(p)).entries().get(0).where()).isEqualTo("eddy.json");
  }
}

package dev.eddy.designer.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.state.Checks;
import dev.eddy.designer.state.Refactor;
import dev.eddy.designer.state.RefactorWish;
import dev.eddy.model.graph.Node;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.refactor.ColumnRef;
import dev.eddy.model.refactor.Refactoring;
import dev.eddy.model.refactor.Site;
import dev.eddy.model.refactor.Use;
import dev.eddy.model.value.Value;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RefactorModelTest {
  private static final ColumnRef COLUMN = new ColumnRef("a", "out", "x");
  private static final Site CONDITION =
      Objects.requireNonNull(
          Site.ofPlace(new Node("a", "filter", "a", Value.Struct.EMPTY), "condition"));

  private static RefactorModel of(RefactorWish wish, Refactoring plan) {
    return RefactorModel.of(
        new Refactor(wish, plan, 3),
        3,
        Checks.NONE,
        Pipelines.GRAPH,
        Pipelines.CATALOG,
        List.of("hours", "zone"));
  }

  private static Refactoring plan(List<Problem> conflicts) {
    return new Refactoring(
        "t",
        List.of(new Use(CONDITION, "A", Use.Kind.REFERENCE, "x > 1 AND x < 5", "y > 1 AND y < 5")),
        conflicts,
        null,
        null);
  }

  @Test
  void eachUseShowsWhatChangesInIt() {
    RefactorModel m = of(new RefactorWish.RenameColumn(COLUMN, "y", Set.of()), plan(List.of()));
    assertThat(m.summary()).isEqualTo("1 place in 1 operator");
    RefactorModel.Line line = m.lines().get(0);
    assertThat(line.where()).isEqualTo("A · condition");
    assertThat(line.before()).isEqualTo(new RefactorModel.Parts("", "x > 1 AND x", " < 5"));
    assertThat(line.after()).isEqualTo(new RefactorModel.Parts("", "y > 1 AND y", " < 5"));
    assertThat(line.chosen()).isTrue();
    assertThat(line.fixed()).isFalse();
  }

  @Test
  void aUseThatIsLeftOutIsNotChosen() {
    RefactorModel m =
        of(new RefactorWish.RenameColumn(COLUMN, "y", Set.of(CONDITION)), plan(List.of()));
    assertThat(m.lines().get(0).chosen()).isFalse();
  }

  @Test
  void conflictsAreShownAndADeletionSaysSo() {
    Problem p = Problem.error("c", Place.node("a", "A"), "broken", "");
    RefactorModel m = of(new RefactorWish.DeleteNodes(Set.of("a")), plan(List.of(p)));
    assertThat(m.problems()).containsExactly(p);
    assertThat(m.carry()).isEqualTo("Delete anyway");
    assertThat(of(new RefactorWish.DeleteNodes(Set.of("a")), plan(List.of())).carry())
        .isEqualTo("Delete");
  }

  @Test
  void usesAloneHaveNothingToCarryOut() {
    RefactorModel m = of(new RefactorWish.ColumnUses(COLUMN), plan(List.of()));
    assertThat(m.carry()).isEmpty();
    assertThat(m.field()).isEmpty();
    assertThat(m.lines().get(0).fixed()).isTrue();
  }

  @Test
  void aTextIsCutAtWholeWords() {
    assertThat(RefactorModel.part("SUM(delay_minutes)", "SUM(delay_seconds)"))
        .isEqualTo(new RefactorModel.Parts("SUM(", "delay_minutes", ")"));
    assertThat(RefactorModel.part("same", "same"))
        .isEqualTo(new RefactorModel.Parts("same", "", ""));
  }

  @Test
  void theUsesOfAParameterLetTheUserChooseAnother() {
    RefactorWish wish = new RefactorWish.ParameterUses("zone");
    RefactorModel m = of(wish, plan(List.of()));
    assertThat(m.columns()).containsExactly("hours", "zone");
    assertThat(m.column()).isEqualTo("zone");
    assertThat(m.carry()).isEmpty();
    assertThat(wish.about("hours").title()).isEqualTo("Uses of ${hours}");
  }
}

package dev.eddy.designer.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.theme.Mood;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.project.Project;
import dev.eddy.model.refactor.ColumnRef;
import dev.eddy.model.refactor.Refactoring;
import dev.eddy.model.refactor.Site;
import dev.eddy.model.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FormsUpdateTest {
  private static final RefactorWish.RenameColumn RENAME =
      new RefactorWish.RenameColumn(new ColumnRef("a", "out", "x"), "y", Set.of());

  private AppState state = open();

  private static AppState open() {
    Graph g = Graph.of(List.of(new Node("a", "filter", "a", Value.Struct.EMPTY)), List.of());
    Project p =
        new Project(
            Path.of("/p"),
            "p",
            "UTC",
            Map.of(),
            Map.of(),
            Map.of("main", new Project.Pipeline("main", g, Layout.EMPTY)),
            Value.Struct.EMPTY);
    AppState s = AppState.start(Mood.LIGHT, List.of(), List.of());
    return Update.update(s, new Message.Opened(p, "main", List.of())).state();
  }

  private List<Effect> send(Message m) {
    Next n = Update.update(state, m);
    state = n.state();
    return n.effects();
  }

  private static Refactoring plan(String condition) {
    return new Refactoring(
        "t",
        List.of(),
        List.of(),
        new GraphEdit.SetParameter("a", "condition", Value.of(condition)),
        null);
  }

  private long revision() {
    return Objects.requireNonNull(state.open()).revision();
  }

  @Test
  void aPreviewIsWorkedOutForTheDocumentAsItIs() {
    List<Effect> effects = send(new FormsMessage.Preview(RENAME));
    assertThat(effects).hasSize(1);
    Effect.PlanRefactor e = (Effect.PlanRefactor) effects.get(0);
    assertThat(e.wish()).isEqualTo(RENAME);
    assertThat(e.revision()).isEqualTo(revision());
    assertThat(Objects.requireNonNull(state.refactor()).plan()).isNull();
  }

  @Test
  void anAnswerToAnOlderWishIsDropped() {
    send(new FormsMessage.Preview(RENAME));
    RefactorWish other = new RefactorWish.RenameColumn(RENAME.column(), "z", Set.of());
    send(new FormsMessage.Preview(other));
    send(new FormsMessage.Planned(RENAME, plan("1"), revision()));
    assertThat(Objects.requireNonNull(state.refactor()).plan()).isNull();
    send(new FormsMessage.Planned(other, plan("2"), revision()));
    assertThat(Objects.requireNonNull(state.refactor()).plan()).isEqualTo(plan("2"));
  }

  @Test
  void aRefactoringIsOneStepOfTheHistory() {
    send(new FormsMessage.Preview(RENAME));
    send(new FormsMessage.Planned(RENAME, plan("1"), revision()));
    send(new FormsMessage.Carry());
    assertThat(state.refactor()).isNull();
    assertThat(Objects.requireNonNull(state.open()).history().done()).hasSize(1);
    send(new Message.Undo());
    assertThat(state.graph().nodes().get("a"))
        .isEqualTo(new Node("a", "filter", "a", Value.Struct.EMPTY));
  }

  @Test
  void aPlanForAnOlderDocumentIsNotCarriedOutButWorkedOutAgain() {
    send(new FormsMessage.Preview(RENAME));
    send(new FormsMessage.Planned(RENAME, plan("1"), revision()));
    send(new Message.Apply(new GraphEdit.RenameNode("a", "b")));
    List<Effect> effects = send(new FormsMessage.Carry());
    assertThat(effects).hasSize(1).first().isInstanceOf(Effect.PlanRefactor.class);
    assertThat(state.refactor()).isNotNull();
    assertThat(Objects.requireNonNull(state.graph().nodes().get("a")).parameters())
        .isEqualTo(Value.Struct.EMPTY);
  }

  @Test
  void aTextIsLeftOutAndTakenInAgain() {
    send(new FormsMessage.Preview(RENAME));
    Site site = Site.ofPlace(new Node("a", "filter", "a", Value.Struct.EMPTY), "condition");
    send(new FormsMessage.Toggle(Objects.requireNonNull(site)));
    RefactorWish now = Objects.requireNonNull(state.refactor()).wish();
    assertThat(((RefactorWish.RenameColumn) now).skipped()).containsExactly(site);
    send(new FormsMessage.Toggle(site));
    assertThat(Objects.requireNonNull(state.refactor()).wish()).isEqualTo(RENAME);
  }

  @Test
  void closingForgetsThePreview() {
    send(new FormsMessage.Preview(RENAME));
    send(new FormsMessage.ClosePreview());
    assertThat(state.refactor()).isNull();
    assertThat(send(new FormsMessage.OfferFixes())).containsExactly(Effect.Fixes.OFFER);
  }
}

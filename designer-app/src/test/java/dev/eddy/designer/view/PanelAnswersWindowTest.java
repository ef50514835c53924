package dev.eddy.designer.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.DataView;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Looks;
import dev.eddy.designer.state.LooksMessage;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Panels;
import dev.eddy.designer.state.Sample;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.Situations;
import dev.eddy.designer.state.StateDiff;
import dev.eddy.designer.state.States;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Panels between a question and its answer, and when the answer is a refusal or comes too late. */
class PanelAnswersWindowTest {
  @RegisterExtension static final EditorWindow window = EditorWindow.of(Pipelines.CATALOG);

  private static AppState state(AppState s, String node) {
    return States.after(
        s,
        new Message.ShowInspector(Panels.Inspector.STATE),
        new Message.Select(Selection.node(node)));
  }

  @Test
  void aFilterThatLeavesNothingIsClearedByItsButtonWhichHasNoKeysOfOthers() {
    AppState s =
        States.after(
            Situations.looking(),
            new Message.ShowBottom(Panels.Bottom.DATA),
            new Message.ViewRows(DataView.PLAIN.withFilter("k=nowhere")));
    Reply.Rows ten = Situations.rows();
    s =
        States.after(
            s,
            new Message.SampleCame(
                s.run().id(),
                s.run().status().at(),
                new Sample("e2", 10, Sample.LARGE, ten.columns(), ten.rows())));
    window.show(s);
    window.settle();
    assertThat(window.texts(".data-panel")).contains("No row fits").doesNotContain("Ctrl+Shift+F5");
    int run = s.run().id();
    window.click("Clear the filter");
    assertThat(window.state().desk().view().filter()).isEmpty();
    assertThat(window.state().run().id()).as("no preview").isEqualTo(run);
  }

  @Test
  void anEdgeHasNoStateButLeadsToItsRows() {
    AppState s =
        States.after(
            Situations.paused(),
            new Message.Select(Selection.edge("e1")),
            new Message.ShowInspector(Panels.Inspector.STATE),
            new Message.ShowBottom(Panels.Bottom.LOG));
    assertThat(shown(s)).contains("An edge keeps no state");
    window.click("Show its rows");
    assertThat(window.state().panels().bottom()).isEqualTo(Panels.Bottom.DATA);
  }

  private static String shown(AppState s) {
    window.show(s);
    window.settle();
    return String.join(" | ", window.texts(".state-panel"));
  }

  private static Reply.StateOf entries(String... keys) {
    List<Reply.StateEntry> out = new ArrayList<>();
    for (String k : keys) {
      out.add(new Reply.StateEntry(Arrays.asList(k), Arrays.asList("5"), new Moment(2, 1)));
    }
    return new Reply.StateOf(
        List.of(new Reply.StateTable("sums", List.of("k"), List.of("sum"), out, out.size())),
        List.of(),
        0);
  }

  private static AppState came(AppState s, String node, Reply.StateOf state) {
    return States.after(
        s,
        new Message.StateCame(
            s.run().id(), node, s.run().stateFilter(), s.run().status().at(), state));
  }

  // State

  @Test
  void theStateIsSaidToBeReadUntilItIsThere() {
    AppState asked = state(Situations.paused(), "w");
    assertThat(shown(asked)).contains("Reading the state");
    assertThat(shown(came(asked, "w", entries("a", "b")))).contains("State · sums", "2 entries");
  }

  @Test
  void whileTheRunRunsItIsSaidThatTheStateChanges() {
    assertThat(shown(state(Situations.running(), "w")))
        .contains("The state changes", "Pause the run to look at the state of node w");
  }

  @Test
  void anOperatorWithoutStateSaysSoAndIsNotSaidToBeRead() {
    assertThat(shown(state(Situations.paused(), "f")))
        .contains("No keyed state", "node f keeps nothing between rows")
        .doesNotContain("Reading");
  }

  @Test
  void theStateOfAnotherNodeThatComesLateIsNotShown() {
    AppState s = state(Situations.paused(), "w");
    AppState late = came(state(s, "w"), "s", entries("of s"));
    assertThat(shown(late)).contains("Reading the state").doesNotContain("of s");
    AppState moved =
        States.after(
            s,
            new Message.StatusCame(
                s.run().id(), Situations.status(Status.Phase.PAUSED, 3, 8), 2_000_000_000L),
            new Message.StateCame(
                s.run().id(), "w", "", s.run().status().at(), entries("of the moment before")));
    assertThat(shown(moved)).doesNotContain("1 entry");
  }

  @Test
  void aRunThatIsGoneLeavesNoStateThatLooksLikeOneOfNow() {
    AppState s = came(state(Situations.paused(), "w"), "w", entries("a"));
    AppState closed = States.after(s, new Message.StopRun());
    assertThat(shown(closed)).as("it is still there until the worker has gone").isNotBlank();
    AppState none = state(Situations.checked(), "w");
    assertThat(shown(none)).contains("No recorded run").doesNotContain("sums");
  }

  @Test
  void aSearchThatFindsNoKeySaysSoAndAnEmptyStateSaysThatNothingIsHeld() {
    AppState s = state(Situations.paused(), "w");
    assertThat(shown(came(s, "w", entries()))).contains("Nothing is held at this moment");
    window.onFx(
        () -> {
          TextField field =
              (TextField) window.stage().getScene().getRoot().lookup(".eddy-state .text-field");
          field.setText("nosuch");
          return true;
        });
    AppState searched = States.after(came(s, "w", entries()), new Message.FilterState("nosuch"));
    assertThat(shown(came(searched, "w", entries()))).contains("No key contains the text");
  }

  @Test
  void aComparisonIsSaidToBeUnderWayThenShownOrRefused() {
    AppState s = came(state(Situations.paused(), "w"), "w", entries("a"));
    Moment other = new Moment(2, 0);
    AppState asked = States.after(s, new LooksMessage.CompareState("w", other));
    assertThat(shown(asked)).contains("Comparing with 2·0…");
    StateDiff question = asked.run().looks().diff();
    AppState same =
        States.after(
            asked,
            new LooksMessage.DiffCame(
                s.run().id(),
                new StateDiff("w", question.at(), other, new Reply.DiffOf(List.of()), null)));
    assertThat(shown(same)).contains("No entry differs");
    AppState refused =
        States.after(
            asked,
            new LooksMessage.DiffCame(
                s.run().id(),
                new StateDiff(
                    "w",
                    question.at(),
                    other,
                    null,
                    Problem.error("x", Place.NOWHERE, "The history is gone.", "Run again."))));
    assertThat(shown(refused)).contains("The history is gone.", "Run again.");
    AppState back = States.after(refused, new LooksMessage.CloseCompare());
    assertThat(shown(back)).contains("State · sums").doesNotContain("gone");
  }

  // Why

  private static String why(AppState s) {
    window.show(s);
    window.settle();
    return String.join(" | ", window.texts(".why-panel"));
  }

  @Test
  void aQuestionThatIsRefusedShowsItsReasonAndRemedyAndCanBeClosed() {
    AppState s =
        States.after(
            Situations.paused(),
            new Message.Select(Selection.node("w")),
            new Message.AskWhySilent("w"));
    Looks.Question q = s.run().looks().question();
    assertThat(why(s)).as("asked, not answered").doesNotContain("null");
    AppState refused =
        States.after(
            s,
            new Message.Answered(
                s.run().id(),
                new Looks.Question.WhySilent(
                    "w",
                    q.at(),
                    null,
                    Problem.error("x", Place.NOWHERE, "The worker is busy.", "Ask later."))));
    assertThat(why(refused)).contains("The worker is busy.", "Ask later.");
    window.onFx(
        () -> {
          ((javafx.scene.control.Button)
                  window.nodes(n -> "Close the question".equals(n.getAccessibleText())).get(0))
              .fire();
          return true;
        });
    assertThat(window.state().run().looks().question()).isNull();
  }

  @Test
  void whereNothingWasAskedTheButtonSaysWhyItCannotBe() {
    AppState s =
        States.after(
            Situations.running(),
            new Message.ShowInspector(Panels.Inspector.WHY),
            new Message.Select(Selection.node("w")));
    assertThat(why(s)).contains("Nothing was asked");
    window.takeEffects();
    AppState paused =
        States.after(
            Situations.paused(),
            new Message.ShowInspector(Panels.Inspector.WHY),
            new Message.Select(Selection.node("w")));
    assertThat(why(paused)).contains("Why is there no output?");
  }

  // Data

  @Test
  void rowsThatAreOnTheirWayAreSaidToBeAndAFilterThatFindsNothingIsTold() {
    AppState s =
        States.after(
            Situations.looking(),
            new Message.ShowBottom(Panels.Bottom.DATA),
            new Message.ViewRows(DataView.PLAIN.withFilter("k=nosuch")));
    window.show(s);
    window.settle();
    assertThat(
            window.onFx(
                () -> window.find("#row-status", javafx.scene.control.Label.class).getText()))
        .contains("fetching rows…");
    AppState answered =
        States.after(
            s,
            new Message.SampleCame(
                s.run().id(),
                s.run().status().at(),
                new dev.eddy.designer.state.Sample(
                    "e2",
                    10,
                    dev.eddy.designer.state.Sample.LARGE,
                    List.of("k", "n"),
                    Situations.rows().rows())));
    window.show(answered);
    window.settle();
    assertThat(
            window.onFx(
                () -> window.find("#row-status", javafx.scene.control.Label.class).getText()))
        .isEqualTo("0 of 10 rows");
  }

  @Test
  void theWindowAsksForTheRowsOfWhatIsSelectedAndNotForThoseOfWhatWas() {
    window.show(Situations.paused());
    window.takeEffects();
    window.send(new Message.Select(Selection.edge("e1")));
    window.send(new Message.Select(Selection.edge("e2")));
    List<Effect.FetchRows> asked =
        window.takeEffects().stream()
            .filter(Effect.FetchRows.class::isInstance)
            .map(Effect.FetchRows.class::cast)
            .toList();
    assertThat(asked).extracting(Effect.FetchRows::edge).containsExactly("e1", "e2");
    AppState now = window.state();
    window.send(
        new Message.RowsCame(now.run().id(), "e1", now.run().status().at(), Situations.rows()));
    assertThat(window.texts(".data-panel, #row-status")).noneMatch(t -> t.equals("10 rows"));
  }
}

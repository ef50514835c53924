package dev.eddy.designer.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.theme.Mood;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.time.Moment;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ViewUpdateTest {
  private static Problem at(Place place) {
    return Problem.error("x", place, "wrong", "");
  }

  private static final Effect FIT_TO_F = new Effect.Aim(Effect.Aim.Kind.REVEAL, "f");

  @Test
  void aThemeThatIsChosenIsWrittenAndFollowsTheDesktopNoMore() {
    Next dark = Update.update(Situations.start(), new Message.SetMood(Mood.DARK));
    assertThat(dark.state().mood()).isEqualTo(Mood.DARK);
    assertThat(dark.state().settings().look()).isEqualTo(Settings.Look.DARK);
    assertThat(dark.effects()).containsExactly(new Effect.WriteSettings(dark.state().settings()));
    assertThat(States.after(dark.state(), new ShellMessage.DesktopIs(Mood.LIGHT)).mood())
        .isEqualTo(Mood.DARK);
    assertThat(Update.update(dark.state(), new Message.SetMood(Mood.DARK)).effects()).isEmpty();
    assertThat(States.after(dark.state(), new Message.SetMood(Mood.LIGHT)).mood())
        .isEqualTo(Mood.LIGHT);
  }

  @Test
  void eachModeBeginsWithItsPanelsAndComesBackToThem() {
    AppState s = Situations.checked();
    assertThat(s.panels()).isEqualTo(Panels.AUTHOR);
    s = States.after(s, new Message.SetMode(Mode.DEBUG));
    assertThat(s.panels()).isEqualTo(Panels.DEBUG);
    s =
        States.after(
            s,
            new Message.ShowInspector(Panels.Inspector.METRICS),
            new Message.SetMode(Mode.PRODUCTION));
    assertThat(s.panels()).isEqualTo(Panels.AUTHOR.withPalette(false));
    s = States.after(s, new Message.OpenBottom(false), new Message.SetMode(Mode.DEBUG));
    assertThat(s.panels()).isEqualTo(Panels.DEBUG.withInspector(Panels.Inspector.METRICS));
    s = States.after(s, new Message.SetMode(Mode.PRODUCTION));
    assertThat(s.panels().bottomOpen()).isFalse();
    assertThat(States.after(s, new Message.SetMode(Mode.PRODUCTION))).isEqualTo(s);
  }

  @Test
  void panelsAreShownAndHiddenOneByOne() {
    AppState s = Situations.checked();
    for (Panels.Inspector tab : Panels.Inspector.values()) {
      assertThat(States.after(s, new Message.ShowInspector(tab)).panels())
          .isEqualTo(s.panels().withInspector(tab));
    }
    AppState shut = States.after(s, new Message.OpenBottom(false));
    assertThat(shut.panels()).isEqualTo(s.panels().withBottomOpen(false));
    for (Panels.Bottom tab : Panels.Bottom.values()) {
      Panels p = States.after(shut, new Message.ShowBottom(tab)).panels();
      assertThat(p.bottom()).isEqualTo(tab);
      assertThat(p.bottomOpen()).as("a tab that is asked for is in sight").isTrue();
    }
    assertThat(States.after(s, new Message.ShowPalette(false)).panels().palette()).isFalse();
    AppState project =
        States.after(
            s, new Message.ShowPalette(false), new ShellMessage.ShowLeft(Panels.Left.PROJECT));
    assertThat(project.panels().palette()).isTrue();
    assertThat(project.panels().left()).isEqualTo(Panels.Left.PROJECT);
    assertThat(States.after(project, new ShellMessage.ResetPanels()).panels())
        .isEqualTo(Panels.AUTHOR);
  }

  @Test
  void onlyWhatIsThereIsSelected() {
    AppState s =
        States.after(
            Situations.checked(),
            new Message.Select(new Selection(Set.of("s", "gone"), "gone", Set.of("no note"))));
    assertThat(s.selection()).isEqualTo(Selection.node("s"));
    assertThat(States.after(s, new Message.Select(Selection.edge("e2"))).selectedEdge().id())
        .isEqualTo("e2");
    assertThat(States.after(s, new Message.SelectAll()).selection().nodes())
        .containsExactlyInAnyOrder("s", "f", "w", "k");
    assertThat(
            States.after(Situations.start(), new Message.Select(Selection.node("s"))).selection())
        .isEqualTo(Selection.NONE);
  }

  @Test
  void aNodeIsTheSelectedOneOnlyWhenItIsAlone() {
    AppState s = Situations.checked();
    assertThat(States.after(s, new Message.Select(Selection.node("f"))).selectedNode().id())
        .isEqualTo("f");
    assertThat(States.after(s, new Message.SelectAll()).selectedNode()).isNull();
    AppState note =
        States.after(s, new CanvasMessage.AddNote(new Layout.Position(0, 0), "remember"));
    assertThat(note.selectedNode()).isNull();
    assertThat(note.selection()).isEqualTo(Selection.note("note-1"));
  }

  @Test
  void aProblemLeadsToItsPlace() {
    Next node = Update.update(Situations.checked(), new Message.GoTo(at(Place.node("f", "f"))));
    assertThat(node.state().selection()).isEqualTo(Selection.node("f"));
    assertThat(node.effects()).containsExactly(FIT_TO_F);
    Next edge = Update.update(Situations.checked(), new Message.GoTo(at(Place.edge("e1"))));
    assertThat(edge.state().selection()).isEqualTo(Selection.edge("e1"));
    assertThat(edge.effects()).containsExactly(FIT_TO_F);
    AppState parameter =
        States.after(
            Situations.paused(),
            new Message.GoTo(at(Place.node("f", "f").withParameter("condition"))));
    assertThat(parameter.panels().inspector()).isEqualTo(Panels.Inspector.SETTINGS);
  }

  @Test
  void aProblemOfWhatIsGoneLeadsNowhere() {
    for (Place place :
        List.of(Place.node("gone", "x"), Place.edge("gone"), Place.file("x"), Place.NOWHERE)) {
      AppState s = Situations.checked();
      assertThat(Update.update(s, new Message.GoTo(at(place)))).isEqualTo(Next.of(s));
    }
  }

  @Test
  void goingToAProblemWhilePausedFetchesWhatIsThenInView() {
    Next next = Update.update(Situations.paused(), new Message.GoTo(at(Place.edge("e1"))));
    assertThat(next.effects()).contains(new Effect.FetchRows(1, "e1", new Moment(8, 1)), FIT_TO_F);
    AppState f = States.after(Situations.looking(), new Message.Select(Selection.node("f")));
    Next node = Update.update(f, new Message.GoTo(at(Place.node("w", "w"))));
    assertThat(node.effects()).contains(new Effect.FetchState(1, "w", "", new Moment(8, 1)));
  }

  @Test
  void whatIsInViewAfterAnEditWhilePausedIsFetched() {
    AppState looking = States.after(Situations.looking(), new Message.Select(Selection.node("f")));
    assertThat(looking.observedEdge()).isEqualTo("e1");
    Next deleted = Update.update(looking, new Message.DeleteSelection());
    assertThat(deleted.state().observedEdge()).isEqualTo("e2");
    assertThat(deleted.effects()).contains(new Effect.FetchRows(1, "e2", new Moment(8, 1)));
    AppState w = States.after(Situations.paused(), new Message.Select(Selection.edge("e1")));
    Next added =
        Update.update(w, new Message.Apply(Edits.rename("f", "x"), null, Selection.edge("e2")));
    assertThat(added.effects()).contains(new Effect.FetchRows(1, "e2", new Moment(8, 1)));
  }

  @Test
  void whatIsObservedFollowsTheSelectionThenTheRun() {
    AppState s = Situations.paused();
    assertThat(s.observedEdge()).as("where execution stands").isEqualTo("e2");
    assertThat(s.observedNode()).isEqualTo("w");
    AppState f = States.after(s, new Message.Select(Selection.node("f")));
    assertThat(f.observedEdge()).as("what arrives while debugging").isEqualTo("e1");
    AppState authoring = States.after(f, new Message.SetMode(Mode.AUTHOR));
    assertThat(authoring.observedEdge()).as("what leaves while authoring").isEqualTo("e2");
    assertThat(authoring.observedPort().toString()).isEqualTo("f.out");
    AppState w = States.after(s, new Message.Select(Selection.node("w")));
    assertThat(w.observedEdge()).as("the edge that it works on").isEqualTo("e2");
    AppState k = States.after(Situations.checked(), new Message.Select(Selection.node("k")));
    assertThat(k.observedEdge()).as("neither in nor out").isNull();
    assertThat(k.observedPort()).isNull();
    AppState tap = States.after(Situations.checked(), new Message.Select(Selection.node("w")));
    assertThat(tap.observedEdge()).as("an output that leads nowhere").isEqualTo("~w.out");
    assertThat(tap.observedPort().toString()).isEqualTo("w.out");
  }

  @Test
  void anotherEdgeForgetsHowTheRowsOfTheFirstWereSorted() {
    AppState s =
        States.after(
            Situations.looking(),
            new Message.ViewRows(
                DataView.PLAIN.withSort("k", true).withFilter("n > 3").withDetail(true)));
    AppState other = States.after(s, new Message.Select(Selection.edge("e1")));
    assertThat(other.desk().view()).isEqualTo(DataView.PLAIN.withDetail(true));
    assertThat(States.after(s, new Message.Select(Selection.edge("e2"))).desk().view())
        .isEqualTo(s.desk().view());
  }

  @Test
  void theCameraAndDialogsAreLeftToTheView() {
    AppState s = Situations.checked();
    for (Effect.Aim.Kind kind : Effect.Aim.Kind.values()) {
      assertThat(Update.update(s, new Message.MoveCamera(Effect.Aim.of(kind))))
          .isEqualTo(Next.of(s, Effect.Aim.of(kind)));
    }
    for (Effect.Dialog dialog : Effect.Dialog.values()) {
      assertThat(Update.update(s, new Message.Ask(dialog))).isEqualTo(Next.of(s, dialog));
    }
    assertThat(States.after(s, new Message.ShowNote("said")).note()).isEqualTo("said");
  }
}

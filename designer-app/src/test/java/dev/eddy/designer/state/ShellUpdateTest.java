package dev.eddy.designer.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.theme.Mood;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.project.Project;
import dev.eddy.model.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ShellUpdateTest {
  static final Path FOLDER = Path.of("/projects/p");

  private AppState state = AppState.start(Mood.LIGHT, List.of(), List.of());
  private List<Effect> effects = new ArrayList<>();

  private void send(Message m) {
    Next next = Update.update(state, m);
    state = next.state();
    effects = next.effects();
  }

  static Project project(Map<String, PipelineDocument> documents) {
    Map<String, Project.Pipeline> pipelines = new LinkedHashMap<>();
    documents.forEach(
        (name, d) -> pipelines.put(name, new Project.Pipeline(name, d.graph(), d.layout())));
    return new Project(FOLDER, "p", "UTC", Map.of(), Map.of(), pipelines, Value.Struct.EMPTY);
  }

  static PipelineDocument main() {
    return new PipelineDocument(Pipelines.GRAPH, Pipelines.LAYOUT);
  }

  static Map<String, PipelineDocument> three() {
    Map<String, PipelineDocument> out = new LinkedHashMap<>();
    out.put("main", main());
    out.put("second", PipelineDocument.EMPTY);
    out.put("third", PipelineDocument.EMPTY);
    return out;
  }

  private void open() {
    send(new Message.Opened(project(three()), "main", List.of()));
  }

  private void openTabs() {
    open();
    send(new Message.ShowPipeline("second"));
    send(new Message.ShowPipeline("third"));
    send(new Message.ShowPipeline("main"));
  }

  private void rename(String node, String name) {
    send(new Message.Apply(Edits.rename(node, name)));
  }

  @Test
  void whatTheStartPageShowsComesWhenItIsReadAndStays() {
    Example example = new Example("x", "x", "x", Path.of("/x"), "main", PipelineDocument.EMPTY);
    Recent recent = new Recent(Path.of("/projects/q"), "q", List.of("main"));
    send(new Message.RecentsRead(List.of(recent)));
    send(new Message.ExamplesRead(List.of(example)));
    open();
    assertThat(state.recents()).extracting(Recent::name).containsExactly("p", "q");
    send(new Message.CloseProject());
    assertThat(state.examples()).containsExactly(example);
  }

  // Tabs

  @Test
  void aPipelineThatIsShownGetsATabBehindTheOneThatWas() {
    open();
    assertThat(state.open().tabs()).containsExactly("main");
    send(new Message.ShowPipeline("third"));
    send(new Message.ShowPipeline("main"));
    send(new Message.ShowPipeline("second"));
    assertThat(state.open().tabs()).containsExactly("main", "second", "third");
    assertThat(state.open().pipeline()).isEqualTo("second");
  }

  @Test
  void closingTheTabThatIsShownShowsItsNeighbourAndTheLastStays() {
    openTabs();
    assertThat(state.open().tabs()).containsExactly("main", "second", "third");
    send(new ShellMessage.CloseTab("main"));
    assertThat(state.open().pipeline()).isEqualTo("second");
    send(new ShellMessage.CloseTab("third"));
    send(new ShellMessage.CloseTab("second"));
    assertThat(state.open().tabs()).containsExactly("second");
    assertThat(state.note()).contains("last tab");
  }

  @Test
  void tabsAreMovedAndWalkedRoundTheEnds() {
    openTabs();
    send(new ShellMessage.MoveTab("main", 9));
    assertThat(state.open().tabs()).containsExactly("second", "third", "main");
    send(new ShellMessage.StepTab(1));
    assertThat(state.open().pipeline()).isEqualTo("second");
    send(new ShellMessage.StepTab(-1));
    assertThat(state.open().pipeline()).isEqualTo("main");
    send(new ShellMessage.CloseOtherTabs("third"));
    assertThat(state.open().tabs()).containsExactly("third");
    assertThat(state.open().documents()).hasSize(3);
  }

  @Test
  void theHistoryOfEachPipelineSurvivesTheSwitchOfTabs() {
    openTabs();
    rename("f", "a");
    rename("f", "b");
    send(new Message.ShowPipeline("second"));
    send(new Message.Apply(Edits.add(Pipelines.node("n", "filter"), 0, 0)));
    send(new ShellMessage.CloseTab("main"));
    send(new Message.ShowPipeline("main"));
    send(new Message.Undo());
    assertThat(state.graph().nodes().get("f").name()).isEqualTo("a");
    send(new Message.Undo());
    assertThat(state.graph()).isEqualTo(Pipelines.GRAPH);
    assertThat(state.open().isDirty("main")).isFalse();
    assertThat(state.open().isDirty("second")).isTrue();
    send(new Message.ShowPipeline("second"));
    send(new Message.Undo());
    assertThat(state.open().isDirty()).isFalse();
  }

  @Test
  void aNewPipelineIsShownAndABadNameIsRefused() {
    open();
    send(new ShellMessage.NewPipeline("fresh"));
    assertThat(state.open().pipeline()).isEqualTo("fresh");
    assertThat(state.open().isDirty("fresh")).isTrue();
    send(new ShellMessage.NewPipeline("a/b"));
    assertThat(state.note()).contains("cannot be named");
    send(new ShellMessage.NewPipeline("FRESH"));
    assertThat(state.note()).contains("already");
    assertThat(state.open().documents()).hasSize(4);
  }

  @Provide
  Arbitrary<List<ShellMessage.Tab>> tabMessages() {
    Arbitrary<String> names = Arbitraries.of("main", "second", "third", "fourth", "nowhere");
    return Arbitraries.oneOf(
            names.<ShellMessage.Tab>map(ShellMessage.CloseTab::new),
            names.map(ShellMessage.CloseOtherTabs::new),
            names.map(n -> new ShellMessage.MoveTab(n, n.length() - 4)),
            names.map(ShellMessage.NewPipeline::new),
            Arbitraries.of(-1, 1).map(ShellMessage.StepTab::new))
        .list()
        .ofMaxSize(20);
  }

  @Property(tries = 300)
  void whateverIsDoneWithTabsOneIsShownAndNoDocumentIsLost(
      @ForAll("tabMessages") List<ShellMessage.Tab> messages) {
    open();
    for (ShellMessage.Tab m : messages) {
      send(m);
      OpenProject o = state.open();
      assertThat(o.tabs()).contains(o.pipeline()).doesNotHaveDuplicates();
      assertThat(o.documents().keySet()).containsAll(o.tabs()).contains("main", "second", "third");
    }
  }

  // Clipboard

  private String copied(boolean cut) {
    send(new ShellMessage.Copy(cut));
    return effects.stream()
        .filter(Effect.PutText.class::isInstance)
        .map(e -> ((Effect.PutText) e).text())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatIsCutIsPastedInAnotherTabAndEachIsOneStep() {
    openTabs();
    send(new Message.SelectAll());
    String text = copied(true);
    assertThat(state.graph().nodes()).isEmpty();
    send(new Message.ShowPipeline("second"));
    send(new ShellMessage.Paste(text, false));
    assertThat(state.graph().nodes()).isEqualTo(Pipelines.GRAPH.nodes());
    assertThat(state.selection().nodes()).isEqualTo(Pipelines.GRAPH.nodes().keySet());
    send(new Message.Undo());
    assertThat(state.graph().nodes()).isEmpty();
    send(new Message.ShowPipeline("main"));
    send(new Message.Undo());
    assertThat(state.graph()).isEqualTo(Pipelines.GRAPH);
  }

  @Test
  void aPasteBesideTheOriginalHasFreshIdsAndMayKeepIncomingEdges() {
    open();
    send(new Message.Select(Selection.node("f")));
    String text = copied(false);
    int into = state.graph().into("f").size();
    assertThat(into).isPositive();
    send(new ShellMessage.Paste(text, false));
    String plain = state.selection().single();
    assertThat(plain).isNotEqualTo("f");
    assertThat(state.graph().into(plain)).isEmpty();
    send(new ShellMessage.Paste(text, true));
    assertThat(state.graph().into(state.selection().single())).hasSize(into);
  }

  @Test
  void aForeignTextChangesNothingAndIsSaidInPassing() {
    open();
    send(new ShellMessage.Paste("buy milk", false));
    assertThat(state.graph()).isEqualTo(Pipelines.GRAPH);
    assertThat(state.open().history().canUndo()).isFalse();
    assertThat(state.notices()).singleElement().satisfies(n -> assertThat(n.lasting()).isFalse());
  }

  @Test
  void withoutASelectionNothingGoesToTheClipboard() {
    open();
    send(new ShellMessage.Copy(true));
    assertThat(effects).isEmpty();
  }

  // Find

  @Test
  void aSearchWalksItsHitsInBothDirections() {
    open();
    send(new ShellMessage.ShowFind(true));
    send(new ShellMessage.FindText("e"));
    List<Find.Hit> hits = Find.hits("main", state.graph(), "e");
    assertThat(hits).hasSizeGreaterThan(1);
    send(new ShellMessage.StepFind(1));
    assertThat(state.selection().single()).isEqualTo(hits.get(0).node().id());
    send(new ShellMessage.StepFind(1));
    assertThat(state.selection().single()).isEqualTo(hits.get(1).node().id());
    send(new ShellMessage.StepFind(-1));
    send(new ShellMessage.StepFind(-1));
    assertThat(state.selection().single()).isEqualTo(hits.get(hits.size() - 1).node().id());
    assertThat(effects).hasAtLeastOneElementOfType(Effect.Aim.class);
    send(new ShellMessage.ShowFind(false));
    assertThat(state.find().open()).isFalse();
    assertThat(state.find().query()).isEqualTo("e");
  }

  @Test
  void aSearchFindsNamesOperatorsAndWhatParametersSay() {
    open();
    send(new Message.Apply(Edits.set("f", "condition", Value.of("delay_minutes > 15"))));
    assertThat(Find.hits("main", state.graph(), "DELAY 15"))
        .singleElement()
        .satisfies(
            h -> {
              assertThat(h.node().id()).isEqualTo("f");
              assertThat(h.where()).isEqualTo("condition");
            });
    assertThat(Find.hits("main", state.graph(), "  ")).isEmpty();
    send(new ShellMessage.FindText("no such thing"));
    send(new ShellMessage.StepFind(1));
    assertThat(state.find().at()).isEqualTo(-1);
  }

  @Test
  void aHitInAnotherPipelineOpensItsTab() {
    open();
    send(new Message.ShowPipeline("second"));
    send(new ShellMessage.CloseTab("main"));
    send(new ShellMessage.Reveal("main", "f"));
    assertThat(state.open().pipeline()).isEqualTo("main");
    assertThat(state.selection().single()).isEqualTo("f");
  }

  // Work that takes long

  @Test
  void workThatTakesLongIsToldUntilItIsOverOrGivenUp() {
    send(new ShellMessage.Working("open", "Opening p"));
    send(new ShellMessage.Working("git", "Asking git"));
    send(new ShellMessage.Working("open", "Opening q"));
    assertThat(state.work()).extracting(Work::words).containsExactly("Opening q", "Asking git");
    send(state.work().get(0).cancel());
    assertThat(effects).containsExactly(new Effect.CancelWork("open"));
    assertThat(state.work()).extracting(Work::id).containsExactly("git");
    send(new ShellMessage.Worked("git"));
    assertThat(state.work()).isEmpty();
  }

  // Panels in windows of their own

  @Test
  void aPanelFloatsAndComesBackToItsPlaceInItsMode() {
    open();
    send(new ShellMessage.Float(Panels.Bottom.LOG, true));
    assertThat(state.panels().floating()).containsExactly(Panels.Bottom.LOG);
    send(new Message.SetMode(Mode.DEBUG));
    assertThat(state.panels().floating()).isEmpty();
    send(new Message.SetMode(Mode.AUTHOR));
    send(new Message.OpenBottom(false));
    send(new ShellMessage.Float(Panels.Bottom.LOG, false));
    assertThat(state.panels().floating()).isEmpty();
    assertThat(state.panels().bottomOpen()).as("where it comes back to is seen").isTrue();
    assertThat(state.panels().bottom()).isEqualTo(Panels.Bottom.LOG);
  }

  @Test
  void theLastPanelStaysAndAResetBringsAllBack() {
    open();
    for (Panels.Bottom tab : Panels.Bottom.values()) {
      send(new ShellMessage.Float(tab, true));
    }
    assertThat(state.panels().floating()).hasSize(Panels.Bottom.values().length - 1);
    send(new ShellMessage.ResetPanels());
    assertThat(state.panels().floating()).isEmpty();
  }

  // How the window was left

  @Test
  void tabsComeBackAsFarAsTheirPipelinesAreThereAndWhatWasAskedForIsShown() {
    open();
    Arrangement a =
        new Arrangement(null, Map.of(), Map.of(), List.of("third", "gone", "second"), "third");
    send(new ShellMessage.ArrangementRead(FOLDER, a, true));
    assertThat(state.open().tabs()).containsExactly("third", "second", "main");
    assertThat(state.open().pipeline()).isEqualTo("main");
    assertThat(effects).containsExactly(new Effect.Arrange(a));
    send(new ShellMessage.ArrangementRead(Path.of("/projects/q"), a, true));
    assertThat(effects).as("of a project that is left").isEmpty();
    send(new ShellMessage.Arranged(FOLDER, a));
    assertThat(effects).containsExactly(new Effect.KeepArrangement(FOLDER, a));
  }

  @Test
  void aSwitchOfTabsGoesBackToWhereTheCameraWas() {
    open();
    send(new Message.ShowPipeline("second"));
    assertThat(effects).contains(Effect.Aim.of(Effect.Aim.Kind.RESUME));
  }

  @Test
  void aResetOfThePanelsGivesThemTheirSizesBack() {
    open();
    send(new ShellMessage.ResetPanels());
    assertThat(effects).containsExactly(Effect.Sizes.RESET);
  }

  // Trust

  @Test
  void anUntrustedProjectIsEditedAndCheckedButNothingOfItRuns() {
    send(new Message.Opened(project(three()), "main", List.of(), false));
    assertThat(effects).hasAtLeastOneElementOfType(Effect.Check.class);
    assertThat(state.notices()).extracting(Notice::id).containsExactly("trust");
    rename("f", "a");
    assertThat(state.graph().nodes().get("f").name()).isEqualTo("a");
    send(new ShellMessage.Dismiss("trust"));
    send(new Message.StartRun(false));
    assertThat(effects).isEmpty();
    assertThat(state.run()).isNull();
    assertThat(state.notices()).extracting(Notice::id).containsExactly("trust");
    send(state.notices().get(0).actions().get(0).message());
    assertThat(effects).hasOnlyElementsOfType(Effect.Trust.class);
    assertThat(state.notices()).isEmpty();
    send(new Message.StartRun(false));
    assertThat(effects).hasAtLeastOneElementOfType(Effect.Launch.class);
  }

  // Settings

  @Test
  void theThemeFollowsTheDesktopUntilTheUserChooses() {
    assertThat(state.mood()).isEqualTo(Mood.LIGHT);
    send(new ShellMessage.DesktopIs(Mood.DARK));
    assertThat(state.mood()).isEqualTo(Mood.DARK);
    send(new Message.SetMood(Mood.LIGHT));
    assertThat(state.mood()).isEqualTo(Mood.LIGHT);
    assertThat(effects).hasOnlyElementsOfType(Effect.WriteSettings.class);
    send(new ShellMessage.DesktopIs(Mood.DARK));
    assertThat(state.mood()).isEqualTo(Mood.LIGHT);
    send(new ShellMessage.Set(state.settings().withLook(Settings.Look.SYSTEM)));
    assertThat(state.mood()).isEqualTo(Mood.DARK);
  }

  @Test
  void settingWhatIsSetWritesNothing() {
    send(new ShellMessage.Set(state.settings()));
    assertThat(effects).isEmpty();
  }

  // Panels

  @Test
  void eachModeKeepsItsPanelsAndAResetTakesThemBack() {
    open();
    send(new ShellMessage.ShowLeft(Panels.Left.PROJECT));
    send(new Message.SetMode(Mode.DEBUG));
    assertThat(state.panels()).isEqualTo(Panels.DEBUG);
    send(new Message.OpenBottom(false));
    send(new Message.SetMode(Mode.AUTHOR));
    assertThat(state.panels().left()).isEqualTo(Panels.Left.PROJECT);
    assertThat(state.panels().bottomOpen()).isTrue();
    send(new Message.SetMode(Mode.DEBUG));
    assertThat(state.panels().bottomOpen()).isFalse();
    send(new ShellMessage.ResetPanels());
    assertThat(state.panels()).isEqualTo(Panels.DEBUG);
    send(new Message.SetMode(Mode.AUTHOR));
    assertThat(state.panels()).isEqualTo(Panels.AUTHOR);
  }

  @Test
  void aProjectThatIsOpenedWithoutANameOfAPipelineShowsTheOneThatWasShownLast() {
    open();
    Arrangement a =
        new Arrangement(null, Map.of(), Map.of(), List.of("second", "third", "main"), "third");
    send(new ShellMessage.ArrangementRead(FOLDER, a, false));
    assertThat(state.open().pipeline()).isEqualTo("third");
    assertThat(state.open().tabs()).containsExactly("second", "third", "main");
    assertThat(effects)
        .contains(new Effect.ReadPins(FOLDER, "third"), new Effect.Arrange(a))
        .anyMatch(e -> e instanceof Effect.Check c && c.pipeline().equals("third"));
  }

  @Test
  void aPipelineThatIsGoneOrWasChosenMeanwhileIsNotPutInItsPlace() {
    open();
    Arrangement gone = new Arrangement(null, Map.of(), Map.of(), List.of("gone"), "gone");
    send(new ShellMessage.ArrangementRead(FOLDER, gone, false));
    assertThat(state.open().pipeline()).isEqualTo("main");
    openTabs();
    Arrangement a = new Arrangement(null, Map.of(), Map.of(), List.of("second"), "second");
    send(new ShellMessage.ArrangementRead(FOLDER, a, false));
    assertThat(state.open().pipeline()).as("the user was quicker").isEqualTo("main");
    assertThat(state.open().tabs()).containsExactly("second", "main");
    open();
    send(new ShellMessage.ArrangementRead(FOLDER, Arrangement.NONE, false));
    assertThat(state.open().pipeline()).isEqualTo("main");
    assertThat(state.open().tabs()).containsExactly("main");
  }
}

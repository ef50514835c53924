package dev.eddy.designer.state;

import dev.eddy.designer.theme.Mood;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All that the window shows, as one immutable value. Only {@link Update} makes new ones.
 *
 * @param settings of the user
 * @param desktop light or dark as the desktop is
 * @param mood light or dark as it is shown now
 * @param open null on the start page
 * @param arranged the panels of the other modes, as the user left them
 * @param runs how many runs this window has started: the newest has this number, and no two have
 *     one
 * @param stops breakpoints by id; what they are at is named as in all that runs
 * @param refactor the refactoring whose preview is open; null for none
 * @param layingOut whether nodes are being arranged
 * @param samples rows to try expressions on, by edge
 * @param desk what the panels of data and time know
 * @param note one sentence for the status bar about what was done last; empty for none
 * @param alert a problem that no place in the window shows otherwise, until it is closed
 * @param find what is searched for in the pipeline
 * @param notices what the user should hear of, oldest first
 * @param versions earlier versions of the pipelines
 * @param work what takes long and goes on, oldest first
 * @param inside the way into the sub-graph that is shown
 * @param frozen whether the figures of a run that goes on stay as they were
 */
public record AppState(
    Settings settings,
    Mood desktop,
    Mood mood,
    List<Recent> recents,
    List<Example> examples,
    @Nullable OpenProject open,
    Checks checks,
    Selection selection,
    Mode mode,
    Panels panels,
    Map<Mode, Panels> arranged,
    @Nullable Run run,
    int runs,
    Map<String, Stop> stops,
    Deploy deploy,
    @Nullable Refactor refactor,
    boolean layingOut,
    Map<String, Samples> samples,
    Desk desk,
    String note,
    @Nullable Problem alert,
    Find find,
    List<Notice> notices,
    Versions versions,
    List<Work> work,
    boolean frozen,
    Inside inside) {
  public AppState {
    work = List.copyOf(work);
    notices = List.copyOf(notices);
    recents = List.copyOf(recents);
    examples = List.copyOf(examples);
    stops = Collections.unmodifiableMap(new LinkedHashMap<>(stops));
    samples = Collections.unmodifiableMap(new LinkedHashMap<>(samples));
  }

  public static AppState start(Mood mood, List<Recent> recents, List<Example> examples) {
    return start(Settings.DEFAULT, mood, recents, examples);
  }

  /**
   * @param mood light or dark as the desktop is
   */
  public static AppState start(
      Settings settings, Mood mood, List<Recent> recents, List<Example> examples) {
    return new AppState(
        settings,
        mood,
        switch (settings.look()) {
          case LIGHT -> Mood.LIGHT;
          case DARK -> Mood.DARK;
          case SYSTEM -> mood;
        },
        recents,
        examples,
        null,
        Checks.NONE,
        Selection.NONE,
        Mode.AUTHOR,
        Panels.AUTHOR,
        Map.of(),
        null,
        0,
        Map.of(),
        Deploy.CLOSED,
        null,
        false,
        Map.of(),
        Desk.EMPTY,
        "",
        null,
        Find.CLOSED,
        List.of(),
        Versions.NONE,
        List.of(),
        false,
        Inside.NONE);
  }

  public Graph graph() {
    return open == null ? Graph.EMPTY : open.graph();
  }

  public @Nullable PipelineDocument document() {
    return open == null ? null : open.document();
  }

  /** What a node or edge that is shown is called in all that runs. */
  public String inRun(String id) {
    return inside.prefix() + id;
  }

  /** The pipeline that runs, or would, of which the one that is shown may be a part. */
  public String rootPipeline() {
    return open == null ? "" : inside.root(open.pipeline());
  }

  Graph rootGraph() {
    return open == null ? Graph.EMPTY : open.document(rootPipeline()).graph();
  }

  /** The node that is alone selected. */
  public @Nullable Node selectedNode() {
    String id = selection.single();
    return id == null ? null : graph().nodes().get(id);
  }

  public @Nullable Edge selectedEdge() {
    return selection.edge() == null ? null : graph().edges().get(selection.edge());
  }

  /** All problems: of the files, then of the check. */
  public List<Problem> problems() {
    List<Problem> out = new ArrayList<>(open == null ? List.of() : open.fileProblems());
    out.addAll(checks.problems());
    return out;
  }

  /** Problems by node id, errors first. */
  public Map<String, List<Problem>> problemsByNode() {
    Map<String, List<Problem>> out = new LinkedHashMap<>();
    for (Problem p : checks.problems()) {
      String id = p.place().nodeId();
      if (id != null) {
        out.computeIfAbsent(id, k -> new ArrayList<>()).add(p);
      }
    }
    out.values().forEach(list -> list.sort((a, b) -> a.severity().compareTo(b.severity())));
    return out;
  }

  /** Nodes that differ from what the run runs. */
  public Set<String> changedSinceRun() {
    if (run == null || open == null) {
      return Set.of();
    }
    Set<String> out = new HashSet<>();
    Graph ran = run.drawing(inside, open.pipeline());
    for (Node n : graph().nodes().values()) {
      Node then = ran.nodes().get(n.id());
      if (then != null && !then.equals(n)) {
        out.add(n.id());
      }
    }
    return out;
  }

  /** Subtasks of each operator when the open project runs on this machine; 1 without one. */
  public int subtasks() {
    return open == null ? 1 : settings.subtasksOf(open.project().folder());
  }

  /** Where it keeps the state of keys then; the heap without one. */
  public Settings.State keyedState() {
    return open == null ? Settings.State.HEAP : settings.stateOf(open.project().folder());
  }

  /**
   * The edge whose rows the data panel shows: the selected one, else one of the selected node (what
   * arrives while debugging, what leaves while authoring), else where execution stands.
   */
  public @Nullable String observedEdge() {
    Graph g = graph();
    if (selection.edge() != null && g.edges().containsKey(selection.edge())) {
      return selection.edge();
    }
    String node = selection.single();
    if (node != null && g.nodes().containsKey(node)) {
      if (run != null
          && run.status() != null
          && node.equals(run.status().nodeId())
          && run.status().edgeId() != null) {
        return run.status().edgeId();
      }
      List<Edge> first = mode == Mode.DEBUG ? g.into(node) : g.outOf(node);
      List<Edge> second = mode == Mode.DEBUG ? g.outOf(node) : g.into(node);
      if (!first.isEmpty()) {
        return first.get(0).id();
      }
      String tap = mode == Mode.DEBUG ? null : DeskGraph.tapOf(checks.outputs(), node);
      if (tap != null) {
        return tap;
      }
      return second.isEmpty() ? DeskGraph.tapOf(checks.outputs(), node) : second.get(0).id();
    }
    return run != null && run.status() != null ? run.status().edgeId() : null;
  }

  /** The output port whose rows the data panel shows. */
  public @Nullable PortRef observedPort() {
    String edge = observedEdge();
    if (edge == null) {
      return null;
    }
    Edge e = graph().edges().get(edge);
    return e != null ? e.from() : DeskGraph.tapped(edge);
  }

  /** The node whose state the inspector shows: the selected one, else where execution stands. */
  public @Nullable String observedNode() {
    String node = selection.single();
    if (node != null) {
      return node;
    }
    return run != null && run.status() != null ? run.status().nodeId() : null;
  }

  /** A state that is being made of another one. */
  private static final class Draft {
    private Settings settings;
    private Mood desktop;
    private Mood mood;
    private List<Recent> recents;
    private List<Example> examples;
    private @Nullable OpenProject open;
    private Checks checks;
    private Selection selection;
    private Mode mode;
    private Panels panels;
    private Map<Mode, Panels> arranged;
    private @Nullable Run run;
    private int runs;
    private Map<String, Stop> stops;
    private Deploy deploy;
    private @Nullable Refactor refactor;
    private boolean layingOut;
    private Map<String, Samples> samples;
    private Desk desk;
    private String note;
    private @Nullable Problem alert;
    private Find find;
    private List<Notice> notices;
    private Versions versions;
    private List<Work> work;
    private boolean frozen;
    private Inside inside;

    private Draft(AppState s) {
      settings = s.settings;
      desktop = s.desktop;
      mood = s.mood;
      recents = s.recents;
      examples = s.examples;
      open = s.open;
      checks = s.checks;
      selection = s.selection;
      mode = s.mode;
      panels = s.panels;
      arranged = s.arranged;
      run = s.run;
      runs = s.runs;
      stops = s.stops;
      deploy = s.deploy;
      refactor = s.refactor;
      layingOut = s.layingOut;
      samples = s.samples;
      desk = s.desk;
      note = s.note;
      alert = s.alert;
      find = s.find;
      notices = s.notices;
      versions = s.versions;
      work = s.work;
      frozen = s.frozen;
      inside = s.inside;
    }
  }

  private AppState with(Consumer<Draft> change) {
    Draft d = new Draft(this);
    change.accept(d);
    return new AppState(
        d.settings,
        d.desktop,
        d.mood,
        d.recents,
        d.examples,
        d.open,
        d.checks,
        d.selection,
        d.mode,
        d.panels,
        d.arranged,
        d.run,
        d.runs,
        d.stops,
        d.deploy,
        d.refactor,
        d.layingOut,
        d.samples,
        d.desk,
        d.note,
        d.alert,
        d.find,
        d.notices,
        d.versions,
        d.work,
        d.frozen,
        d.inside);
  }

  AppState withSettings(Settings value) {
    return with(d -> d.settings = value);
  }

  AppState withDesktop(Mood value) {
    return with(d -> d.desktop = value);
  }

  AppState withMood(Mood value) {
    return with(d -> d.mood = value);
  }

  AppState withRecents(List<Recent> value) {
    return with(d -> d.recents = value);
  }

  AppState withExamples(List<Example> value) {
    return with(d -> d.examples = value);
  }

  AppState withOpen(@Nullable OpenProject value) {
    return with(d -> d.open = value);
  }

  AppState withChecks(Checks value) {
    return with(d -> d.checks = value);
  }

  AppState withSelection(Selection value) {
    return with(d -> d.selection = value);
  }

  AppState withRun(@Nullable Run value) {
    return with(d -> d.run = value);
  }

  /** With a run that is being started. */
  AppState withNewRun(Run value) {
    return with(
        d -> {
          d.run = value;
          d.runs = value.id();
        });
  }

  AppState withRuns(int value) {
    return with(d -> d.runs = value);
  }

  AppState withStops(Map<String, Stop> value) {
    return with(d -> d.stops = value);
  }

  AppState withDeploy(Deploy value) {
    return with(d -> d.deploy = value);
  }

  AppState withSamples(Map<String, Samples> value) {
    return with(d -> d.samples = value);
  }

  AppState withRefactor(@Nullable Refactor value) {
    return with(d -> d.refactor = value);
  }

  AppState withLayingOut(boolean value) {
    return with(d -> d.layingOut = value);
  }

  AppState withDesk(Desk value) {
    return with(d -> d.desk = value);
  }

  AppState withNote(String value) {
    return with(d -> d.note = value);
  }

  AppState withAlert(@Nullable Problem value) {
    return with(d -> d.alert = value);
  }

  AppState withFind(Find value) {
    return with(d -> d.find = value);
  }

  AppState withWork(List<Work> value) {
    return with(d -> d.work = value);
  }

  AppState withFrozen(boolean value) {
    return with(d -> d.frozen = value);
  }

  AppState withInside(Inside value) {
    return value == inside ? this : with(d -> d.inside = value);
  }

  AppState withVersions(Versions value) {
    return with(d -> d.versions = value);
  }

  AppState withNotices(List<Notice> value) {
    return with(d -> d.notices = value);
  }

  /** One notice more; it takes the place of one with its id. */
  AppState withNotice(Notice value) {
    List<Notice> out = new ArrayList<>(notices);
    out.removeIf(n -> n.id().equals(value.id()));
    out.add(value);
    return withNotices(out);
  }

  AppState withoutNotice(String id) {
    return notices.stream().noneMatch(n -> n.id().equals(id))
        ? this
        : withNotices(notices.stream().filter(n -> !n.id().equals(id)).toList());
  }

  AppState withPanels(Panels value) {
    return with(d -> d.panels = value);
  }

  /**
   * Another mode, with its panels as they were left there.
   *
   * @param arrangement where the mode was not there yet
   */
  AppState withMode(Mode value, Panels arrangement) {
    if (value == mode) {
      return withPanels(arrangement);
    }
    Map<Mode, Panels> left = new LinkedHashMap<>(arranged);
    left.put(mode, panels);
    return with(
        d -> {
          d.arranged = Collections.unmodifiableMap(left);
          d.mode = value;
          d.panels = left.getOrDefault(value, arrangement);
        });
  }

  /** All modes have the panels that they begin with. */
  AppState withFreshPanels() {
    return with(
        d -> {
          d.arranged = Map.of();
          d.panels = ViewUpdate.arrangement(mode);
        });
  }
}

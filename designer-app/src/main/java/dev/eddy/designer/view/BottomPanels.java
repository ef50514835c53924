package dev.eddy.designer.view;

import dev.eddy.designer.control.Figures;
import dev.eddy.designer.control.KeptNodes;
import dev.eddy.designer.control.problem.ProblemsList;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Mode;
import dev.eddy.designer.state.Panels.Bottom;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** The bottom: one group of tabs, or two side by side where there is room. */
final class BottomPanels extends HBox {
  private final Store store;
  private final Tabs<Bottom> first;
  private final Tabs<Bottom> second;
  private final Grip grip;
  private final DataPanel data;
  private final LogPanel log;
  private final ProblemsList problems;
  private final StackPane timeline = new StackPane();
  private final TimelinePanel timelinePanel;
  private final BreakpointsPanel breakpoints;
  private final ChangesPanel changes;
  private final Map<Bottom, Node> contents;
  private final Label dataNote = Parts.label("", "small", "dim");
  private final FloatingPanels floating;
  private final Button firstOut;
  private final Button secondOut;
  private boolean twoGroups;
  private boolean wideFor;
  private Set<Bottom> withoutFor = Set.of();
  private @Nullable Mode groupedFor;
  private @Nullable List<Problem> shownProblems;

  BottomPanels(Store store, Catalog catalog, Consumer<Problem> onGoTo) {
    this.store = store;
    getStyleClass().add("bottom");
    problems = new ProblemsList(onGoTo, new Fixes(store, catalog));
    breakpoints = new BreakpointsPanel(store);
    timelinePanel = new TimelinePanel(store, catalog);
    timeline.getChildren().add(timelinePanel);
    data = new DataPanel(store);
    data.setOnTitle(() -> dataNote.setText(data.title()));
    log = new LogPanel(store);
    changes = new ChangesPanel(store);
    contents =
        Map.of(
            Bottom.DATA, data,
            Bottom.PROBLEMS, problems,
            Bottom.TIMELINE, timeline,
            Bottom.BREAKPOINTS, breakpoints,
            Bottom.LOG, log,
            Bottom.CHANGES, changes);
    floating = new FloatingPanels(store, t -> Objects.requireNonNull(contents.get(t)));
    first = new Tabs<>(this::choose);
    second = new Tabs<>(this::choose);
    firstOut = popOut(first);
    secondOut = popOut(second);
    first.setId("bottom-first");
    second.setId("bottom-second");
    HBox.setHgrow(first, Priority.ALWAYS);
    second.setPrefWidth(640);
    second.setMinWidth(200);
    first.setMinWidth(200);
    grip =
        new Grip(
            javafx.geometry.Orientation.VERTICAL,
            d -> {
              double width = Math.max(240, second.getWidth() - d);
              second.setMinWidth(Math.min(width, getWidth() - 240));
              second.setPrefWidth(width);
            });
    getChildren().addAll(first, grip, second);
  }

  /** Gives the panels that float their windows, and takes those back that do not any more. */
  void floats(AppState s) {
    floating.show(s, getScene() == null ? null : getScene().getWindow());
  }

  private Button popOut(Tabs<Bottom> tabs) {
    Button b = Parts.icon("external-link", 14, "Show in a window of its own");
    b.setOnAction(
        e -> {
          Bottom tab = tabs.shown();
          if (tab != null) {
            store.send(new ShellMessage.Float(tab, true));
          }
        });
    return b;
  }

  private void choose(Bottom tab) {
    store.send(new Message.ShowBottom(tab));
    show(store.state(), wideFor);
  }

  /**
   * @param wide whether there is room for two groups
   */
  void show(AppState s, boolean wide) {
    if (wide != wideFor || s.mode() != groupedFor || !s.panels().floating().equals(withoutFor)) {
      wideFor = wide;
      groupedFor = s.mode();
      withoutFor = s.panels().floating();
      group(s.mode(), wide);
    }
    floats(s);
    first.choose(s.panels().bottom());
    if (twoGroups) {
      second.choose(s.panels().bottom());
    }
    badges(s);
    List<Problem> now = s.problems();
    if (!now.equals(shownProblems)) {
      shownProblems = now;
      problems.show(now, s.graph().nodes().size());
    }
    data.show(s);
    dataNote.setText(data.title());
    log.show(s);
    changes.show(s);
    timelinePanel.show(s);
    breakpoints.show(s);
    for (Tabs<Bottom> t : List.of(first, second)) {
      Button out = t == first ? firstOut : secondOut;
      List<Node> extra = t.shown() == Bottom.DATA ? List.of(dataNote, out) : List.of(out);
      // A button that is put in anew with each message could not be pressed while a run goes on.
      KeptNodes.put(t.extra().getChildren(), extra);
    }
  }

  private void group(Mode mode, boolean wide) {
    List<Bottom> left =
        !wide
            ? List.of(Bottom.values())
            : mode == Mode.DEBUG
                ? List.of(Bottom.TIMELINE, Bottom.PROBLEMS, Bottom.CHANGES)
                : List.of(Bottom.DATA, Bottom.LOG, Bottom.TIMELINE);
    List<Bottom> right =
        !wide
            ? List.of()
            : mode == Mode.DEBUG
                ? List.of(Bottom.DATA, Bottom.BREAKPOINTS, Bottom.LOG)
                : List.of(Bottom.PROBLEMS, Bottom.BREAKPOINTS, Bottom.CHANGES);
    left = left.stream().filter(t -> !withoutFor.contains(t)).toList();
    right = right.stream().filter(t -> !withoutFor.contains(t)).toList();
    if (left.isEmpty()) {
      left = right;
      right = List.of();
    }
    if (left.isEmpty()) {
      // All that this mode has a place for floats.
      left = Stream.of(Bottom.values()).filter(t -> !withoutFor.contains(t)).toList();
    }
    twoGroups = !right.isEmpty();
    first.set(names(List.of()), contents);
    second.set(names(List.of()), contents);
    first.set(names(left), contents);
    second.set(names(right), contents);
    for (Node n : List.of(second, grip)) {
      n.setVisible(twoGroups);
      n.setManaged(twoGroups);
    }
    second.setPrefWidth(mode == Mode.DEBUG ? 660 : 420);
    second.setMinWidth(mode == Mode.DEBUG ? 560 : 320);
  }

  private static Map<Bottom, String> names(List<Bottom> tabs) {
    Map<Bottom, String> out = new LinkedHashMap<>();
    tabs.forEach(t -> out.put(t, t.title()));
    return out;
  }

  private void badges(AppState s) {
    for (Tabs<Bottom> t : List.of(first, second)) {
      long errors = s.checks().errors();
      long all = s.problems().size();
      t.badge(Bottom.PROBLEMS, all == 0 ? "" : Figures.number(all), errors > 0 ? "error" : "warn");
      t.badge(
          Bottom.BREAKPOINTS, s.stops().isEmpty() ? "" : Figures.number(s.stops().size()), "plain");
    }
  }
}

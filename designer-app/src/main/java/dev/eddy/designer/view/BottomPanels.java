package dev.eddy.designer.view;

import dev.eddy.designer.control.EmptyState;
import dev.eddy.designer.control.Figures;
import dev.eddy.designer.control.problem.ProblemsList;
import dev.eddy.designer.control.table.DataTable;
import dev.eddy.designer.control.table.TableContent;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Mode;
import dev.eddy.designer.state.Panels.Bottom;
import dev.eddy.designer.state.Run;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.type.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.scene.Node;
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
  private final DataTable table = new DataTable();
  private final ProblemsList problems;
  private final StackPane timeline = new StackPane();
  private final TimelinePanel timelinePanel;
  private final BreakpointsPanel breakpoints;
  private final Map<Bottom, Node> contents;
  private final Label dataNote = Parts.label("", "small", "dim");
  private boolean twoGroups;
  private @Nullable Mode groupedFor;
  private @Nullable List<Problem> shownProblems;
  private Reply.@Nullable Rows shownRows;
  private @Nullable String shownEdge;
  private Schema shownSchema = Schema.EMPTY;

  BottomPanels(Store store, Catalog catalog, Consumer<Problem> onGoTo) {
    this.store = store;
    getStyleClass().add("bottom");
    problems = new ProblemsList(onGoTo, new Fixes(store, catalog));
    breakpoints = new BreakpointsPanel(store);
    timelinePanel = new TimelinePanel(store, catalog);
    timeline.getChildren().add(timelinePanel);
    table.setOnMoment(m -> store.send(new Message.SeekTo(m)));
    contents =
        Map.of(
            Bottom.DATA, table,
            Bottom.PROBLEMS, problems,
            Bottom.TIMELINE, timeline,
            Bottom.BREAKPOINTS, breakpoints);
    first = new Tabs<>(this::choose);
    second = new Tabs<>(this::choose);
    first.setId("bottom-first");
    second.setId("bottom-second");
    HBox.setHgrow(first, Priority.ALWAYS);
    second.setPrefWidth(640);
    second.setMinWidth(200);
    first.setMinWidth(200);
    grip =
        new Grip(
            javafx.geometry.Orientation.VERTICAL,
            d -> second.setPrefWidth(Math.max(240, second.getWidth() - d)));
    getChildren().addAll(first, grip, second);
    table.setEmptyState(EmptyState.ROWS, w -> {});
  }

  private void choose(Bottom tab) {
    store.send(new Message.ShowBottom(tab));
    show(store.state(), twoGroups);
  }

  /**
   * @param wide whether there is room for two groups
   */
  void show(AppState s, boolean wide) {
    if (wide != twoGroups || s.mode() != groupedFor) {
      twoGroups = wide;
      groupedFor = s.mode();
      group(s.mode());
    }
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
    data(s);
    timelinePanel.show(s);
    breakpoints.show(s);
    for (Tabs<Bottom> t : List.of(first, second)) {
      boolean data = t.shown() == Bottom.DATA;
      if (data && !t.extra().getChildren().contains(dataNote)) {
        t.extra().getChildren().setAll(dataNote);
      } else if (!data) {
        t.extra().getChildren().clear();
      }
    }
  }

  private void group(Mode mode) {
    List<Bottom> left =
        !twoGroups
            ? List.of(Bottom.DATA, Bottom.PROBLEMS, Bottom.TIMELINE, Bottom.BREAKPOINTS)
            : mode == Mode.DEBUG
                ? List.of(Bottom.TIMELINE, Bottom.PROBLEMS)
                : List.of(Bottom.DATA, Bottom.TIMELINE);
    List<Bottom> right =
        !twoGroups
            ? List.of()
            : mode == Mode.DEBUG
                ? List.of(Bottom.DATA, Bottom.BREAKPOINTS)
                : List.of(Bottom.PROBLEMS, Bottom.BREAKPOINTS);
    first.set(names(List.of()), contents);
    second.set(names(List.of()), contents);
    first.set(names(left), contents);
    second.set(names(right), contents);
    for (Node n : List.of(second, grip)) {
      n.setVisible(twoGroups);
      n.setManaged(twoGroups);
    }
    second.setPrefWidth(mode == Mode.DEBUG ? 660 : 560);
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

  private void data(AppState s) {
    Run run = s.run();
    String edgeId = s.observedEdge();
    Edge edge = edgeId == null ? null : s.graph().edges().get(edgeId);
    Reply.Rows rows =
        run != null && edge != null && edge.id().equals(run.rowsEdge()) ? run.rows() : null;
    Contract contract = edge == null ? null : s.checks().outputs().get(edge.from().toString());
    Schema schema = contract == null ? Schema.EMPTY : contract.schema();
    dataNote.setText(note(s, edge, rows));
    if (rows == shownRows && Objects.equals(edgeId, shownEdge) && schema.equals(shownSchema)) {
      return;
    }
    boolean sameEdge = Objects.equals(edgeId, shownEdge);
    TableContent before = sameEdge ? table.content() : TableContent.EMPTY;
    shownRows = rows;
    shownEdge = edgeId;
    shownSchema = schema;
    if (rows != null) {
      table.show(TableContent.of(rows, schema));
    } else if (!before.lines().isEmpty() && run != null && run.isRunning()) {
      // Old rows stay until the next stop brings new ones.
      return;
    } else {
      table.show(TableContent.EMPTY);
    }
  }

  private static String note(AppState s, @Nullable Edge edge, Reply.@Nullable Rows rows) {
    if (edge == null) {
      return s.run() == null ? "" : "select an edge or an operator";
    }
    String from = Objects.requireNonNull(s.graph().nodes().get(edge.from().node())).name();
    String to = Objects.requireNonNull(s.graph().nodes().get(edge.to().node())).name();
    String what = s.mode() == Mode.DEBUG ? "input of " + to : "output of " + from;
    Run run = s.run();
    if (rows == null || run == null || run.status() == null) {
      return what + (run == null ? "" : run.isRunning() ? " · pause to see rows" : "");
    }
    return what + " · as of " + Figures.moment(run.status().at());
  }
}

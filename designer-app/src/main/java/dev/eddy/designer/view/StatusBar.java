package dev.eddy.designer.view;

import dev.eddy.designer.control.Figures;
import dev.eddy.designer.control.Icons;
import dev.eddy.designer.control.KeptNodes;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.CanvasMessage;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Panels;
import dev.eddy.designer.state.Run;
import dev.eddy.designer.state.Settings;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.designer.state.Work;
import dev.eddy.designer.text.Texts;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Status;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** Left what is, right where it runs; a click on an item opens its panel. */
final class StatusBar extends HBox {
  private final Store store;

  /** A piece of the bar. */
  record Item(String icon, String text, String style, @Nullable Message click) {
    static Item plain(String text) {
      return new Item("", text, "plain", null);
    }

    /** Equal for items that look alike but for their words: one may take the other's place. */
    Object likeness() {
      return List.of(icon, style, click == null ? "" : click.getClass());
    }
  }

  private List<Item> shown = List.of();
  private List<Item> shownRight = List.of();
  // A label that goes between press and release loses the click.
  private final KeptNodes<Item, Label> leftNodes =
      new KeptNodes<>(Item::likeness, StatusBar::label, this::put);
  private final KeptNodes<Item, Label> rightNodes =
      new KeptNodes<>(Item::likeness, StatusBar::label, this::put);
  private final Node gap = Parts.gap();

  StatusBar(Store store) {
    super(14);
    this.store = store;
    setId("status-bar");
    setAlignment(Pos.CENTER_LEFT);
    getStyleClass().add("status-bar");
  }

  void show(AppState s) {
    boolean past = s.run() != null && s.run().isPast();
    if (past != getStyleClass().contains("past")) {
      if (past) {
        getStyleClass().add("past");
      } else {
        getStyleClass().remove("past");
      }
    }
    List<Item> left = left(s);
    List<Item> right = right(s);
    if (left.equals(shown) && right.equals(shownRight)) {
      return;
    }
    shown = left;
    shownRight = right;
    List<Node> nodes = new ArrayList<>(leftNodes.of(left));
    nodes.add(gap);
    nodes.addAll(rightNodes.of(right));
    KeptNodes.put(getChildren(), nodes);
  }

  private void put(Label label, Item item) {
    label.setText(item.text());
    Message click = item.click();
    label.setOnMouseClicked(click == null ? null : e -> store.send(click));
  }

  static List<Item> left(AppState s) {
    List<Item> out = new ArrayList<>();
    if (s.open() == null) {
      return out;
    }
    out.add(
        s.open().isDirty()
            ? new Item("circle", "Not saved", "plain", new Message.Save())
            : new Item("check", "Saved", "ok", null));
    work(s).forEach(w -> out.add(new Item("loader", w.words() + "… Cancel", "work", w.cancel())));
    if (s.run() != null && s.run().isLive() && s.run().looks().stopping()) {
      // An operator that never returns never stops by itself.
      out.add(new Item("loader", "Stopping the run… End it now", "work", new Message.StopRun()));
    }
    Run run = s.run();
    if (run != null && run.status() != null) {
      Status st = run.status();
      String where =
          st.isPast() ? "Past: " : st.phase() == Status.Phase.PAUSED ? "Paused at " : "At ";
      out.add(
          new Item(
              "",
              where + Figures.moment(st.at()),
              st.phase() == Status.Phase.PAUSED && !st.isPast() ? "paused" : "plain",
              new Message.ShowBottom(Panels.Bottom.TIMELINE)));
      out.add(Item.plain("row " + Figures.number(st.at().sequence())));
      String wm = watermark(st);
      if (!wm.isEmpty()) {
        out.add(new Item("droplet", wm, "watermark", null));
      }
      if (st.isPast() || run.look()) {
        out.add(Item.plain("sinks muted"));
      }
    } else {
      out.add(
          Item.plain(
              Figures.count(s.graph().nodes().size(), "operator", "operators")
                  + ", "
                  + Figures.count(s.graph().edges().size(), "edge", "edges")));
    }
    Message problems = new Message.ShowBottom(Panels.Bottom.PROBLEMS);
    if (s.checks().errors() > 0) {
      out.add(new Item("alert-octagon", Figures.number(s.checks().errors()), "error", problems));
    }
    if (s.checks().others() > 0) {
      out.add(new Item("alert-triangle", Figures.number(s.checks().others()), "warn", problems));
    }
    if (!s.note().isEmpty()) {
      out.add(Item.plain(s.note()));
    }
    return out;
  }

  /** All that goes on and can be given up, whoever does it. */
  static List<Work> work(AppState s) {
    List<Work> out = new ArrayList<>(s.work());
    if (s.layingOut()) {
      out.add(new Work("layout", "Arranging", new CanvasMessage.CancelLayout()));
    }
    Run run = s.run();
    if (run != null && Run.isStarting(run)) {
      out.add(
          new Work(
              "start",
              run.look() ? "Opening the recording" : "Starting the run",
              new Message.StopRun()));
    }
    return out;
  }

  private static String watermark(Status st) {
    long least = Long.MAX_VALUE;
    boolean any = false;
    for (Status.NodeCounts c : st.nodes()) {
      if (c.watermark() != Long.MIN_VALUE && c.watermark() != Long.MAX_VALUE) {
        least = Math.min(least, c.watermark());
        any = true;
      }
    }
    return any ? Texts.watermark(least) : "";
  }

  static List<Item> right(AppState s) {
    List<Item> out = new ArrayList<>();
    if (!s.changedSinceRun().isEmpty()) {
      out.add(
          Item.plain(
              Figures.count(s.changedSinceRun().size(), "operator", "operators")
                  + " changed since this run"));
    }
    Run run = s.run();
    if (s.frozen() && run != null && run.isRunning()) {
      out.add(
          new Item(
              "pause",
              "Figures stand still; follow again",
              "paused",
              new ShellMessage.Freeze(false)));
    }
    String engine =
        run == null
            ? "stopped"
            : switch (run.stage()) {
              case STARTING -> "starting";
              case GONE -> "ended";
              case LIVE ->
                  run.look() ? "looking at a recording" : run.isRunning() ? "running" : "ready";
            };
    out.add(Item.plain("Local engine: " + engine + subtasks(s) + state(s)));
    if (s.deploy().jobId() != null) {
      out.add(
          new Item(
              "upload-cloud",
              s.deploy().jobTarget() + ": " + s.deploy().jobState(),
              "plain",
              new Message.ShowDeploy(true)));
    }
    return out;
  }

  /** How many subtasks a run has, where it was asked to have several; else empty. */
  static String subtasks(AppState s) {
    Run run = s.run();
    if (run == null || run.stage() == Run.Stage.GONE || run.whole().subtasks() == 1) {
      return "";
    }
    int asked = run.whole().subtasks();
    Reply.MetricsOf m = run.looks().metrics();
    return m != null && m.subtasks() == 1
        ? ", 1 of " + asked + " subtasks"
        : ", " + asked + " subtasks";
  }

  /** Where a run keeps state, where that is not the heap; else empty. */
  static String state(AppState s) {
    Run run = s.run();
    return run == null
            || run.stage() == Run.Stage.GONE
            || run.whole().state() == Settings.State.HEAP
        ? ""
        : ", state in RocksDB";
  }

  private static Label label(Item item) {
    Label l = Parts.label("", "status-" + item.style());
    if (!item.icon().isEmpty()) {
      l.setGraphic(Icons.view(item.icon(), 14));
      l.setGraphicTextGap(5);
    }
    l.setMinWidth(0);
    if (item.click() != null) {
      l.getStyleClass().add("status-link");
    }
    return l;
  }
}

package dev.eddy.designer.view;

import dev.eddy.designer.command.Commands;
import dev.eddy.designer.control.Icons;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Mode;
import dev.eddy.designer.state.Run;
import dev.eddy.designer.state.Settings;
import dev.eddy.designer.state.ShellMessage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;

/** Menu and project left, modes in the middle, target and run group right. */
final class Toolbar extends StackPane {
  private static final double NARROW = 1400;

  /** Between the modes and what is at their sides. */
  private static final double GAP = 8;

  /** A cluster's name may be any length. */
  private static final double WIDEST_TARGET = 170;

  private final Store store;
  private final Label project = Parts.label("", "strong");
  private final Button pipeline = Parts.text("", "", "flat");
  private final List<CommandButton> commands = new ArrayList<>();
  private final Map<Mode, ToggleButton> modes = new EnumMap<>(Mode.class);
  private final Button target = Parts.text("cpu", "Local engine", "choice");
  private final Label targetName = Parts.label("Local engine", "button-text");
  private final CommandButton run;
  private final CommandButton again;
  private final CommandButton debug;
  private final CommandButton stop;
  private final HBox history;
  private final CommandButton mood;
  private final HBox left;
  private final HBox right;
  private final HBox middle;

  Toolbar(Store store) {
    this.store = store;
    getStyleClass().add("toolbar");
    Button menu = Parts.icon("menu", 16, "Menu");
    menu.setId("menu");
    menu.setOnAction(e -> Menus.window(store).show(menu, Side.BOTTOM, 0, 4));
    pipeline.setId("pipeline-choice");
    pipeline.setGraphic(Icons.view("chevron-down", 14));
    pipeline.setContentDisplay(javafx.scene.control.ContentDisplay.RIGHT);
    pipeline.setOnAction(e -> pipelines().show(pipeline, Side.BOTTOM, 0, 4));
    CommandButton undo = CommandButton.icon(Commands.get("edit.undo"), 16, store);
    CommandButton redo = CommandButton.icon(Commands.get("edit.redo"), 16, store);
    commands.add(undo);
    commands.add(redo);
    history = new HBox(2, Parts.rule(), undo.button(), redo.button());
    history.setAlignment(Pos.CENTER_LEFT);
    Label slash = Parts.label("/", "dim");
    HBox name = new HBox(6, new Logo(18), project, slash, pipeline);
    name.setAlignment(Pos.CENTER_LEFT);
    left = new HBox(8, menu, name, history);
    left.setAlignment(Pos.CENTER_LEFT);

    run = CommandButton.withKeys("continue", "Run", Commands.get("run.run"), store, "run");
    again =
        new CommandButton(
            Parts.text("continue", "Run again", "run"), Commands.get("run.again"), store);
    debug = new CommandButton(Parts.text("crosshair", "Debug"), Commands.get("run.debug"), store);
    stop = CommandButton.withKeys("square", "Stop", Commands.get("run.stop"), store, "stop");
    CommandButton deploy =
        new CommandButton(
            Parts.text("upload-cloud", "Deploy…", "primary"), Commands.get("run.deploy"), store);
    CommandButton find = CommandButton.icon(Commands.get("find.commands"), 16, store);
    mood = CommandButton.icon(Commands.get("view.mood"), 16, store);
    CommandButton settings = CommandButton.icon(Commands.get("file.settings"), 16, store);
    commands.addAll(List.of(run, again, debug, stop, deploy, find, mood, settings));
    target.setId("target");
    HBox targetBox = new HBox(7, Icons.view("cpu", 16), targetName, Icons.view("chevron-down", 14));
    targetBox.setAlignment(Pos.CENTER_LEFT);
    targetName.setMaxWidth(WIDEST_TARGET);
    target.setText("");
    target.setGraphic(targetBox);
    target.setContentDisplay(javafx.scene.control.ContentDisplay.GRAPHIC_ONLY);
    target.setOnAction(e -> targets().show(target, Side.BOTTOM, 0, 4));
    right =
        new HBox(
            8,
            target,
            run.button(),
            again.button(),
            debug.button(),
            stop.button(),
            deploy.button(),
            Parts.rule(),
            find.button(),
            mood.button(),
            settings.button());
    right.setAlignment(Pos.CENTER_RIGHT);

    HBox ends = new HBox(left, Parts.gap(), right);
    ends.setAlignment(Pos.CENTER_LEFT);
    middle = modes();
    getChildren().addAll(ends, middle);
    StackPane.setAlignment(middle, Pos.CENTER);
    widthProperty().addListener((o, was, is) -> show(store.state()));
  }

  /** The modes give way to what is at the right, as far as there is room at the left. */
  @Override
  protected void layoutChildren() {
    super.layoutChildren();
    Node ends = right.getParent();
    double begin = ends.getLayoutX() + right.getLayoutX() - GAP;
    double end = ends.getLayoutX() + left.getLayoutX() + left.getWidth() + GAP;
    double x = middle.getLayoutX();
    double wanted = Math.min(x, begin - middle.getWidth());
    middle.setLayoutX(Math.max(wanted, Math.min(x, end)));
  }

  private HBox modes() {
    ToggleGroup group = new ToggleGroup();
    HBox box = new HBox();
    box.getStyleClass().add("modes");
    box.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    for (Mode m : Mode.values()) {
      ToggleButton b = new ToggleButton(m.title());
      b.setGraphic(Icons.view(m.icon(), 16));
      b.setToggleGroup(group);
      b.setFocusTraversable(false);
      b.setId("mode-" + m.title());
      b.getStyleClass().add("mode");
      b.setOnAction(
          e -> {
            b.setSelected(true);
            store.send(new Message.SetMode(m));
          });
      modes.put(m, b);
      box.getChildren().add(b);
    }
    return box;
  }

  void show(AppState s) {
    if (s.open() == null) {
      return;
    }
    project.setText(s.open().project().name());
    pipeline.setText(s.open().pipeline());
    modes.forEach((m, b) -> b.setSelected(m == s.mode()));
    commands.forEach(c -> c.show(s));
    boolean going = s.run() != null && s.run().stage() != Run.Stage.GONE;
    // A run that has ended can start again; Stop, which only lets go of its worker, is in the menu.
    boolean free = Commands.get("run.run").isEnabled(s);
    Run now = s.run();
    // In the past of a run that is over there is nothing to stop.
    boolean over = going && !free && now != null && now.whole().ended();
    boolean anew = over || going && !free && !s.changedSinceRun().isEmpty();
    boolean narrow = getWidth() < NARROW;
    Parts.shown(run.button(), !going || free);
    Parts.shown(again.button(), anew);
    Parts.shown(target, !narrow || !anew || over);
    Parts.shown(stop.button(), going && !free && !over);
    Parts.shown(debug.button(), !narrow && (!going || Commands.get("run.debug").isEnabled(s)));
    Parts.shown(history, !narrow);
    Parts.shown(mood.button(), !narrow);
    String url = s.deploy().target();
    int subtasks = s.subtasks();
    targetName.setText(targetName(s.mode(), url, subtasks));
    target.setAccessibleText(
        "Runs on: " + targetName.getText().replace(" ×" + subtasks, ", " + subtasks + " subtasks"));
  }

  /** Where it runs, such as {@code Local engine ×4} for four subtasks of each operator. */
  static String targetName(Mode mode, String url, int subtasks) {
    return mode == Mode.PRODUCTION && !url.isEmpty()
        ? hostOf(url)
        : "Local engine" + (subtasks > 1 ? " ×" + subtasks : "");
  }

  private static String hostOf(String url) {
    return url.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
  }

  private ContextMenu pipelines() {
    ContextMenu menu = new ContextMenu();
    AppState s = store.state();
    if (s.open() != null) {
      for (String name : s.open().documents().keySet()) {
        MenuItem item = new MenuItem(name);
        item.setOnAction(e -> store.send(new Message.ShowPipeline(name)));
        menu.getItems().add(item);
      }
    }
    return menu;
  }

  private Menu subtasks() {
    List<Integer> counts = IntStream.rangeClosed(1, Settings.MOST_SUBTASKS).boxed().toList();
    return choices(
        "Subtasks of each operator",
        counts,
        store.state().subtasks(),
        String::valueOf,
        ShellMessage.SetSubtasks::new);
  }

  private Menu states() {
    return choices(
        "State of keys",
        List.of(Settings.State.values()),
        store.state().keyedState(),
        Settings.State::title,
        ShellMessage.SetState::new);
  }

  /** A menu of which one is ticked. */
  private <T> Menu choices(
      String title,
      List<T> all,
      T now,
      Function<T, String> name,
      Function<T, ? extends Message> message) {
    Menu menu = new Menu(title);
    for (T one : all) {
      RadioMenuItem item = new RadioMenuItem(name.apply(one));
      item.setSelected(one.equals(now));
      item.setOnAction(e -> store.send(message.apply(one)));
      menu.getItems().add(item);
    }
    return menu;
  }

  private ContextMenu targets() {
    ContextMenu menu = new ContextMenu();
    MenuItem local = new MenuItem("Local engine");
    local.setOnAction(e -> store.send(new Message.SetMode(Mode.DEBUG)));
    menu.getItems().add(local);
    menu.getItems().add(subtasks());
    menu.getItems().add(states());
    String url = store.state().deploy().target();
    if (!url.isEmpty()) {
      MenuItem cluster = new MenuItem(hostOf(url));
      cluster.setOnAction(e -> store.send(new Message.SetMode(Mode.PRODUCTION)));
      menu.getItems().add(cluster);
    }
    MenuItem add = new MenuItem("Add a cluster…");
    add.setOnAction(e -> store.send(new Message.ShowDeploy(true)));
    menu.getItems().add(add);
    return menu;
  }
}

package dev.eddy.designer.control.state;

import dev.eddy.designer.control.ControlStyles;
import dev.eddy.designer.control.EmptyState;
import dev.eddy.designer.control.Figures;
import dev.eddy.designer.control.KeptNodes;
import dev.eddy.designer.control.SearchField;
import dev.eddy.designer.control.table.DataTable;
import dev.eddy.model.time.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Row about to be handled, state tables with a search for keys, and timers with the time left. The
 * search asks the caller for matching entries; large state is never listed whole.
 */
public final class StateView extends StackPane {
  private static final EmptyState.Words NOTHING_HELD =
      EmptyState.Words.of("database", "No entry", "Nothing is held at this moment.");
  private static final EmptyState.Words NONE_FOUND =
      EmptyState.Words.of("search", "No entry", "No key contains the text.");
  private static final PseudoClass NULL = PseudoClass.getPseudoClass("null");
  private static final int VISIBLE_ROWS = 8;
  private static final int VISIBLE_ALONE = 14;

  private final Consumer<Moment> onMoment;
  private Consumer<String> onMore = t -> {};
  private Consumer<String> onCopied = w -> {};
  private final SearchField search = new SearchField("Find a key", "");
  private final VBox content = new VBox();
  private final VBox nextRow = new VBox();
  private final VBox tables = new VBox();
  private final VBox timers = new VBox();
  private final ScrollPane scroll = new ScrollPane(content);
  private final List<DataTable> dataTables = new ArrayList<>();
  private final List<String> tableNames = new ArrayList<>();
  private final HBox chips = new HBox(4);
  private final KeptNodes<Chip, ToggleButton> chipNodes =
      new KeptNodes<>(
          c -> c.withSelected(false), this::chip, (b, c) -> b.setSelected(c.selected()));
  private List<Object> shownNext = List.of();
  private String nodeName = "";
  private String window = "";
  private String shownWindow = "";
  private StateModel.@Nullable Input last;

  /** A window to choose, which may be the only one. */
  private record Chip(String window, String text, boolean only, boolean selected) {
    Chip withSelected(boolean value) {
      return new Chip(window, text, only, value);
    }
  }

  /**
   * @param onMoment a last writer or the row's moment was chosen
   * @param onSearch text that keys must contain, at rest of typing; empty for all
   */
  public StateView(Consumer<Moment> onMoment, Consumer<String> onSearch) {
    this.onMoment = onMoment;
    getStyleClass().add("eddy-state");
    scroll.getStyleClass().add("eddy-scroll");
    scroll.setFitToWidth(true);
    content.getChildren().addAll(nextRow, tables, timers);
    PauseTransition rest = new PauseTransition(Duration.millis(150));
    rest.setOnFinished(e -> onSearch.accept(search.field().getText().strip()));
    search.field().textProperty().addListener((o, was, is) -> rest.playFromStart());
    ControlStyles.apply(this);
  }

  /** The end of a state's entries came into view and there are more; gets the state's name. */
  public void setOnMore(Consumer<String> listener) {
    onMore = listener;
  }

  /** Entries were copied; gets what was, in words. */
  public void setOnCopied(Consumer<String> listener) {
    onCopied = listener;
  }

  public void show(StateModel.Input input) {
    StateModel.Input before = last;
    if (before != null && shownWindow.equals(window) && input.isSame(before)) {
      return;
    }
    shownWindow = window;
    if (!input.nodeName().equals(nodeName)) {
      nodeName = input.nodeName();
      window = "";
      search.field().clear();
    }
    last = input;
    StateModel model = StateModel.of(input, window);
    if (!window.isEmpty() && !model.windows().contains(window)) {
      window = "";
      model = StateModel.of(input, window);
    }
    boolean searching = !search.field().getText().isBlank();
    if (model.isEmpty() && !searching) {
      getChildren().setAll(new EmptyState(EmptyState.noState(nodeName), w -> {}));
      return;
    }
    if (window.isEmpty() && model.windows().size() == 1) {
      model = StateModel.of(input, model.windows().get(0));
    }
    showNext(model);
    showTables(model);
    showTimers(model.timers());
    if (!getChildren().contains(scroll)) {
      getChildren().setAll(scroll);
    }
  }

  private void showNext(StateModel model) {
    List<Node> lines = new ArrayList<>();
    Moment at = model.nextMoment();
    List<Object> now = List.of(Optional.ofNullable(at), model.next());
    if (now.equals(shownNext)) {
      return;
    }
    shownNext = now;
    if (at != null) {
      Hyperlink moment = new Hyperlink(Figures.moment(at));
      moment.getStyleClass().add("eddy-moment-link");
      moment.setOnAction(e -> onMoment.accept(at));
      lines.add(head("Row about to be handled", moment));
    }
    for (StateModel.NextColumn c : model.next()) {
      Label name = new Label(c.name());
      name.getStyleClass().add("eddy-next-name");
      Label value = new Label(c.shown());
      value.getStyleClass().add("eddy-next-value");
      value.pseudoClassStateChanged(NULL, c.value() == null);
      HBox line = new HBox(name, value);
      if (c.isKey()) {
        Label key = new Label("key");
        key.getStyleClass().add("eddy-schema-mark");
        line.getChildren().add(key);
      }
      line.getStyleClass().add("eddy-next-line");
      line.setAlignment(Pos.CENTER_LEFT);
      lines.add(line);
    }
    nextRow.getChildren().setAll(lines);
  }

  private void showChips(StateModel model) {
    boolean only = model.windows().size() == 1;
    boolean sameDay = model.windows().stream().map(w -> w.substring(0, 10)).distinct().count() <= 1;
    List<Chip> now =
        model.windows().stream()
            .map(
                w ->
                    new Chip(
                        w,
                        sameDay ? w.substring(11, 16) : w.substring(0, 16),
                        only,
                        only || w.equals(window)))
            .toList();
    KeptNodes.put(chips.getChildren(), chipNodes.of(now));
  }

  private ToggleButton chip(Chip c) {
    ToggleButton chip = new ToggleButton(c.text());
    chip.getStyleClass().add("eddy-window-chip");
    chip.setMinWidth(USE_PREF_SIZE);
    chip.setMouseTransparent(c.only());
    chip.setFocusTraversable(!c.only());
    chip.setOnAction(
        e -> {
          window = c.window().equals(window) ? "" : c.window();
          StateModel.Input again = last;
          if (again != null) {
            show(again);
          }
        });
    return chip;
  }

  private void showTables(StateModel model) {
    showChips(model);
    List<String> names = model.tables().stream().map(StateModel.Table::name).toList();
    if (!names.equals(tableNames)) {
      tableNames.clear();
      tableNames.addAll(names);
      dataTables.clear();
      List<Node> nodes = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        DataTable table = new DataTable();
        String name = names.get(i);
        table.setOnMoment(onMoment);
        table.setOnCopied(words -> onCopied.accept(words));
        table.setFollowing(false);
        table.setOnMissing(line -> onMore.accept(name));
        dataTables.add(table);
        nodes.add(head("State · " + names.get(i), new Label()));
        if (i == 0) {
          HBox box = new HBox(search, chips);
          box.getStyleClass().add("eddy-state-search");
          HBox.setHgrow(search, Priority.ALWAYS);
          nodes.add(box);
        }
        nodes.add(table);
      }
      tables.getChildren().setAll(nodes);
    }
    int at = 0;
    for (Node n : tables.getChildren()) {
      if (n instanceof HBox box && box.getStyleClass().contains("eddy-section-head")) {
        Label size = (Label) box.getChildren().get(box.getChildren().size() - 1);
        size.getStyleClass().setAll("label", "eddy-hint");
        size.setText(model.tables().get(at++).size());
      }
    }
    for (int i = 0; i < dataTables.size(); i++) {
      DataTable table = dataTables.get(i);
      table.show(model.tables().get(i).content());
      boolean empty = model.tables().get(i).content().lines().isEmpty();
      if (empty) {
        boolean searching = !search.field().getText().isBlank();
        table.setEmptyState(searching ? NONE_FOUND : NOTHING_HELD, w -> {});
      }
      // Of a further state that holds nothing the head is enough, which says so.
      boolean shown = i == 0 || !empty;
      table.setVisible(shown);
      table.setManaged(shown);
      int rows =
          Math.max(
              3,
              Math.min(
                  dataTables.size() == 1 ? VISIBLE_ALONE : VISIBLE_ROWS,
                  model.tables().get(i).content().lines().size()));
      double height = 36 + rows * 24 + 12;
      table.setMinHeight(height);
      table.setPrefHeight(height);
      table.setMaxHeight(height);
    }
  }

  private void showTimers(StateModel.Timers model) {
    List<Node> lines = new ArrayList<>();
    if (!model.size().isEmpty()) {
      Label size = new Label(model.size());
      size.getStyleClass().add("eddy-hint");
      lines.add(head("Timers", size));
    }
    for (StateModel.Timer t : model.timers()) {
      Label at = new Label(t.at());
      at.getStyleClass().add("eddy-timer-at");
      at.setMinWidth(USE_PREF_SIZE);
      Label who = new Label(t.who());
      who.getStyleClass().add("eddy-timer-who");
      who.setWrapText(true);
      who.setMinHeight(USE_PREF_SIZE);
      HBox.setHgrow(who, Priority.ALWAYS);
      who.setMaxWidth(Double.MAX_VALUE);
      Label left = new Label(t.left());
      left.getStyleClass().add("eddy-timer-left");
      left.setMinWidth(USE_PREF_SIZE);
      HBox line = new HBox(at, who, left);
      line.getStyleClass().addAll("eddy-next-line", "eddy-timer-line");
      line.setAlignment(Pos.CENTER_LEFT);
      lines.add(line);
    }
    timers.getChildren().setAll(lines);
  }

  static HBox head(String title, Node right) {
    Label label = new Label(title);
    label.getStyleClass().add("eddy-section-title");
    label.setMinWidth(USE_PREF_SIZE);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox head = new HBox(label, gap, right);
    head.getStyleClass().add("eddy-section-head");
    head.setAlignment(Pos.CENTER_LEFT);
    return head;
  }
}

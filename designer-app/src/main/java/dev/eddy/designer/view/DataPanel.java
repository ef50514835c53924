package dev.eddy.designer.view;

import dev.eddy.designer.control.EmptyState;
import dev.eddy.designer.control.Figures;
import dev.eddy.designer.control.SearchField;
import dev.eddy.designer.control.table.ColumnStats;
import dev.eddy.designer.control.table.DataTable;
import dev.eddy.designer.control.table.RowDetail;
import dev.eddy.designer.control.table.TableContent;
import dev.eddy.designer.control.table.TableContent.Line;
import dev.eddy.designer.control.table.TableContent.Mark;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.DataView;
import dev.eddy.designer.state.EdgeData;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Mode;
import dev.eddy.designer.state.Pin;
import dev.eddy.designer.state.Run;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.type.Schema;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.animation.PauseTransition;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** Rows of what is selected: of the run, or pinned ones. */
final class DataPanel extends StackPane {
  private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");
  private static final EmptyState.Words NOTHING =
      EmptyState.Words.of(
          "mouse-pointer", "Nothing selected", "Select an operator or an edge to see its rows.");
  private static final EmptyState.Words SEVERAL =
      EmptyState.Words.of(
          "layers", "Several operators", "Select one of them, or an edge, to see its rows.");
  private static final EmptyState.Words NONE_PASSED =
      EmptyState.Words.of("no-rows", "No row yet", "None has passed here up to this moment.");
  private static final EmptyState.Words NONE_FOUND =
      new EmptyState.Words(
          "search", "No row fits", "The filter leaves none of the rows.", "Clear the filter", "");
  private static final EmptyState.Words FETCHING =
      EmptyState.Words.of("activity", "Fetching rows", "The run is asked for them.");
  private static final EmptyState.Words RUNNING =
      EmptyState.Words.of("activity", "Rows flow", "Pause the run ({run.pause}) to look at them.");
  static final EmptyState.Words PREVIEW =
      new EmptyState.Words(
          "no-rows",
          "No rows to show",
          "This operator has not run since you opened the project.",
          "Preview 1 000 rows",
          "");

  // The edge that the filter was typed for, and the one that is shown.
  private @Nullable String filtered;
  private @Nullable String shownEdge;
  private final Store store;
  private final DataTable table = new DataTable();
  private final RowDetail detail = new RowDetail();
  private final SearchField filter = new SearchField("Filter: word, origin=PHX, delay>50", "");
  private final Label status = Parts.label("", "small", "dim");
  private final ToggleButton asTable = new ToggleButton("Table at this moment");
  private final Button preview = Parts.text("continue", "Preview", "small-button");
  private final MenuButton pin = new MenuButton("Pin");
  private final ToggleButton details = new ToggleButton();
  private final VBox rows;
  private final RowsWork work;
  private DataModel.@Nullable Input asked;
  private DataModel.@Nullable Input shown;
  private Map<String, ColumnStats> stats = Map.of();
  private Runnable onTitle = () -> {};
  private DataModel model = new DataModel(TableContent.EMPTY, "", "", false);
  private EmptyState.@Nullable Words shownEmpty;

  DataPanel(Store store) {
    this(store, new RowsWork());
  }

  DataPanel(Store store, RowsWork work) {
    this.store = store;
    this.work = work;
    getStyleClass().add("data-panel");
    table.setOnMoment(m -> store.send(new Message.SeekTo(m)));
    table.setSpread(true);
    table.setOnWhy(this::why);
    table.setOnSort(this::sort);
    table.setOnMissing(this::missing);
    table.setOnCopied(words -> store.send(new Message.ShowNote(words)));
    table.setOnSelect(l -> detail.show(table.content(), l));
    detail.setOnCopied(words -> store.send(new Message.ShowNote(words)));
    HBox.setHgrow(table, Priority.ALWAYS);
    table.setMinWidth(120);
    detail.setPrefWidth(280);
    detail.setMinWidth(160);
    HBox body = new HBox(table, detail);
    VBox.setVgrow(body, Priority.ALWAYS);
    rows = new VBox(tools(), body);
    getChildren().add(rows);
  }

  private HBox tools() {
    filter.setPrefWidth(240);
    filter.setMinWidth(150);
    HBox.setHgrow(filter, Priority.SOMETIMES);
    filter.setMaxWidth(260);
    filter.field().setId("row-filter");
    PauseTransition rest = new PauseTransition(Duration.millis(200));
    rest.setOnFinished(
        e -> {
          String text = filter.field().getText();
          // What was typed for the rows of another edge says nothing about these.
          if (Objects.equals(filtered, store.state().observedEdge())
              && !text.equals(view().filter())) {
            store.send(new Message.ViewRows(view().withFilter(text)));
          }
        });
    filter
        .field()
        .textProperty()
        .addListener(
            (o, was, is) -> {
              filtered = store.state().observedEdge();
              rest.playFromStart();
            });
    // In a narrow group the words give way before what can be typed and pressed.
    status.setMinWidth(0);
    Tooltip whole = Parts.tooltip("");
    whole.textProperty().bind(status.textProperty());
    status.setTooltip(whole);
    status.setId("row-status");
    asTable.getStyleClass().addAll("eddy-window-chip", "table-toggle");
    asTable.setTooltip(
        Parts.tooltip("The rows that are there after all changes, instead of the changes"));
    asTable.setOnAction(
        e -> store.send(new Message.ViewRows(view().withTable(asTable.isSelected()))));
    asTable.setMinWidth(USE_PREF_SIZE);
    asTable.managedProperty().bind(asTable.visibleProperty());
    preview.setTooltip(
        Parts.tooltip("Runs up to here and stops after 1 000 rows. No sink is written."));
    preview.setOnAction(e -> preview());
    preview.setMinWidth(USE_PREF_SIZE);
    preview.setId("preview");
    pin.getStyleClass().addAll("tool-button", "small-button");
    pin.setGraphic(dev.eddy.designer.control.Icons.view("paperclip", 14));
    pin.setTooltip(
        Parts.tooltip(
            "Pinned rows stand for the output of the operator on the desk: what is before it need"
                + " not run. A deployed job never sees them."));
    pin.setMinWidth(USE_PREF_SIZE);
    pin.setId("pin");
    pin.setOnShowing(e -> pinMenu());
    pin.getItems().add(new MenuItem("…"));
    details.setGraphic(dev.eddy.designer.control.Icons.view("sidebar", 14));
    details.getStyleClass().addAll("icon-button", "detail-toggle");
    details.setTooltip(Parts.tooltip("The selected row, a column a line"));
    details.setAccessibleText("Details of the selected row");
    details.setOnAction(
        e -> store.send(new Message.ViewRows(view().withDetail(details.isSelected()))));
    HBox box = new HBox(8, filter, status, Parts.gap(), asTable, preview, pin, details);
    box.setAlignment(Pos.CENTER_LEFT);
    box.getStyleClass().add("data-tools");
    return box;
  }

  private DataView view() {
    return store.state().desk().view();
  }

  void show(AppState s) {
    DataModel.Input in = DataModel.input(s);
    tools(s);
    if (asked != null && in.isSame(asked)) {
      empty(s);
      return;
    }
    if (staysAt(s, in)) {
      return;
    }
    asked = in;
    if (in.isFetching() && shown != null && shown.data() != null && shown.isAt(in)) {
      // Rows and title stay those of the moment before, and say so, until the new ones are there.
      stale("fetching rows…");
      return;
    }
    if (!in.isSmall()) {
      stale("sorting out rows…");
    }
    work.ask(in, this::take);
    empty(s);
  }

  /** Old rows stay while the run goes on, until the next stop brings new ones. */
  private boolean staysAt(AppState s, DataModel.Input in) {
    Run run = s.run();
    EdgeData had = shown == null ? null : shown.data();
    return run != null
        && run.isRunning()
        && in.data() == null
        && had != null
        && had.edge().equals(s.observedEdge());
  }

  private void stale(String words) {
    table.pseudoClassStateChanged(STALE, true);
    status.setText(words);
  }

  private void take(RowsWork.Answer answer) {
    DataModel.Input in = answer.in();
    if (in != asked) {
      // Rows of another moment are on their way by now; these say nothing about it.
      return;
    }
    shown = in;
    model = answer.model();
    table.pseudoClassStateChanged(STALE, false);
    status.setText(model.status());
    boolean columns = !model.content().columns().equals(table.content().columns());
    table.setFollowing(!in.view().isListed());
    table.show(model.content());
    if (columns || !answer.stats().equals(stats)) {
      stats = answer.stats();
      table.spread(stats);
    }
    table.sorted(in.view().sort(), in.view().descending());
    detail.show(model.content(), table.table().getSelectionModel().getSelectedItem());
    asTable.setVisible(model.updating());
    empty(store.state());
    onTitle.run();
  }

  /** Somebody who shows the title, which may change a while after the state did. */
  void setOnTitle(Runnable listener) {
    onTitle = listener;
  }

  String title() {
    return model.title();
  }

  private void tools(AppState s) {
    DataView v = s.desk().view();
    boolean others = !Objects.equals(shownEdge, s.observedEdge());
    shownEdge = s.observedEdge();
    if ((others || !filter.field().isFocused()) && !filter.field().getText().equals(v.filter())) {
      filter.field().setText(v.filter());
    }
    PortRef port = s.observedPort();
    asTable.setVisible(model.updating());
    asTable.setSelected(v.table());
    details.setSelected(v.detail());
    detail.setVisible(v.detail());
    detail.setManaged(v.detail());
    boolean authoring = s.mode() == Mode.AUTHOR;
    preview.setVisible(authoring);
    preview.setManaged(authoring);
    preview.setDisable(port == null || s.checks().errors() > 0);
    pin.setDisable(port == null);
    boolean pinned = port != null && s.desk().pins().containsKey(port.node());
    pin.setText(pinned ? "Pinned" : "Pin");
  }

  private void empty(AppState s) {
    EmptyState.Words bare = words(s);
    EmptyState.Words words =
        bare.equals(NONE_FOUND) ? bare : KeyWords.of(s).in(bare, "data.preview");
    if (!words.equals(shownEmpty)) {
      shownEmpty = words;
      table.setEmptyState(words, w -> act());
    }
  }

  private EmptyState.Words words(AppState s) {
    Run run = s.run();
    String edge = s.observedEdge();
    if (edge == null) {
      return s.selection().nodes().size() > 1 ? SEVERAL : NOTHING;
    }
    if (run == null || run.stage() == Run.Stage.GONE || run.status() == null) {
      return PREVIEW;
    }
    if (run.isRunning()) {
      return RUNNING;
    }
    DataModel.Input in = asked;
    if (in != null && in.data() != null
        ? in.isFetching()
        : run.isStopped() && run.passed(edge) > 0) {
      return FETCHING;
    }
    return s.desk().view().filter().isBlank() ? NONE_PASSED : NONE_FOUND;
  }

  private void act() {
    if (NONE_FOUND.equals(shownEmpty)) {
      store.send(new Message.ViewRows(view().withFilter("")));
    } else {
      preview();
    }
  }

  private void preview() {
    PortRef port = store.state().observedPort();
    String selected = store.state().selection().single();
    String node = selected != null ? selected : port == null ? null : port.node();
    if (node != null) {
      store.send(new Message.StartPreview(node));
    }
  }

  private void sort(String column, DataTable.Sort how) {
    DataView v = view();
    store.send(
        new Message.ViewRows(
            switch (how) {
              case NEXT -> column.isEmpty() ? v.withSort("", false) : v.sortedBy(column);
              case UP -> v.withSort(column, false);
              case DOWN -> v.withSort(column, true);
              case NONE -> v.withSort("", false);
            }));
  }

  private void missing(int line) {
    DataModel.Input in = shown;
    EdgeData data = in == null ? null : in.data();
    if (data != null && !view().isListed()) {
      store.send(new Message.WantPage(data.edge(), data.pageOf(line)));
    }
  }

  private void why(Line line) {
    Reply.EdgeRow row = DataModel.row(line, table.content());
    DataModel.Input in = shown;
    EdgeData data = in == null ? null : in.data();
    if (row != null && data != null) {
      store.send(new Message.AskWhyRow(data.edge(), data.columns(), row));
    }
  }

  // Pins.

  private void pinMenu() {
    AppState s = store.state();
    PortRef port = s.observedPort();
    pin.getItems().clear();
    Node node = port == null ? null : s.graph().nodes().get(port.node());
    if (port == null || node == null) {
      return;
    }
    Pin old = s.desk().pins().get(node.id());
    List<List<@Nullable String>> selected = selected();
    List<List<@Nullable String>> all = all();
    if (!selected.isEmpty()) {
      add("Pin " + count(selected) + " selected on " + node.name(), () -> pin(port, selected));
    }
    if (!all.isEmpty()) {
      add("Pin " + count(all) + " shown on " + node.name(), () -> pin(port, all));
    }
    add(
        "Generate 100 rows",
        () -> store.send(new Message.GeneratePin(node.id(), port.port(), 100, 1)));
    add("Import rows from CSV or JSON…", () -> importRows(port));
    if (old != null) {
      pin.getItems().add(new SeparatorMenuItem());
      add("Edit the pinned rows…", () -> edit(old));
      add("Unpin", () -> store.send(new Message.Unpin(node.id())));
    }
  }

  private static String count(List<?> rows) {
    return Figures.count(rows.size(), "row", "rows");
  }

  private void add(String title, Runnable work) {
    MenuItem item = new MenuItem(title);
    item.setOnAction(e -> work.run());
    pin.getItems().add(item);
  }

  private List<List<@Nullable String>> selected() {
    List<List<@Nullable String>> out = new ArrayList<>();
    for (Line l : table.table().getSelectionModel().getSelectedItems()) {
      add(out, l);
    }
    return out.size() > 1 ? out : List.of();
  }

  /** The rows that are listed, or the sample of those that are paged. */
  private List<List<@Nullable String>> all() {
    List<List<@Nullable String>> out = new ArrayList<>();
    DataModel.Input in = shown;
    if (in != null && in.data() != null && !in.view().isListed()) {
      if (in.sample() != null) {
        in.sample().rows().forEach(r -> out.add(r.cells()));
      }
    } else {
      table.content().lines().forEach(l -> add(out, l));
    }
    return out;
  }

  private void add(List<List<@Nullable String>> out, @Nullable Line line) {
    if (line == null || line.mark() == Mark.LOADING) {
      return;
    }
    Reply.EdgeRow row = DataModel.row(line, table.content());
    out.add(row == null ? line.cells() : row.cells());
  }

  private void pin(PortRef port, List<List<@Nullable String>> cells) {
    DataModel.Input in = shown;
    if (in != null) {
      store.send(new Message.SetPin(new Pin(port.node(), port.port(), columns(in), cells)));
    }
  }

  private static List<String> columns(DataModel.Input in) {
    EdgeData data = in.data();
    Pin pin = in.pin();
    return data != null ? data.columns() : pin != null ? pin.columns() : in.schema().names();
  }

  private void importRows(PortRef port) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Rows to pin");
    chooser
        .getExtensionFilters()
        .add(new FileChooser.ExtensionFilter("Rows", "*.csv", "*.json", "*.ndjson"));
    File file = chooser.showOpenDialog(getScene().getWindow());
    if (file != null) {
      store.send(new Message.ImportPin(port.node(), port.port(), file.toPath()));
    }
  }

  private void edit(Pin old) {
    // Of the output that is pinned, which need not be the one that is looked at.
    Contract c = store.state().checks().output(old.node(), old.port());
    getChildren()
        .setAll(
            new PinEditor(
                old,
                c == null ? Schema.EMPTY : c.schema(),
                edited -> {
                  if (edited != null) {
                    store.send(new Message.SetPin(edited));
                  }
                  getChildren().setAll(rows);
                }));
  }
}

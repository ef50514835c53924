package dev.eddy.designer.view;

import dev.eddy.designer.command.Command;
import dev.eddy.designer.control.ControlStyles;
import dev.eddy.designer.control.EmptyState;
import dev.eddy.designer.control.Icons;
import dev.eddy.designer.control.expression.ExpressionAssistant;
import dev.eddy.designer.control.form.CommonProperties;
import dev.eddy.designer.control.form.FormContext;
import dev.eddy.designer.control.form.FormModel;
import dev.eddy.designer.control.form.PropertyForm;
import dev.eddy.designer.control.schema.SchemaModel;
import dev.eddy.designer.control.schema.SchemaView;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.CanvasMessage;
import dev.eddy.designer.state.Edits;
import dev.eddy.designer.state.FormsMessage;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Mode;
import dev.eddy.designer.state.OpenProject;
import dev.eddy.designer.state.Panels;
import dev.eddy.designer.state.Run;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Node;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.subgraph.SubGraphs;
import dev.eddy.model.type.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The right panel: what is selected, its settings, schemas and state. */
final class Inspector extends BorderPane {
  private final Store store;
  private final Catalog catalog;
  private final StackPane icon = new StackPane();
  private final TextField name = new TextField();
  private final Button pin = Parts.icon("more-horizontal", 16, "What can be done with it");
  private final Button out = Parts.icon("external-link", 14, "Show in a window of its own");
  private final Tabs<Panels.Inspector> tabs;
  private final PropertyForm form;
  private final StackPane settings = new StackPane();
  private final EdgeForm edge;
  private final SchemaView schema;
  private final Columns columns;
  private final Map<String, String> wantedSamples = new HashMap<>();
  private final StatePanel state;
  private final WatermarksPanel watermarks;
  private final MetricsPanel metrics;
  private final WhyPanel why;
  private final NodeProblemsBar problems;
  private final StackPane schemaPane = new StackPane();
  private @Nullable Object[] schemaOf = {};
  private @Nullable String shownNode;
  private String shownIn = "";
  private String shownIcon = "";
  private EmptyState.@Nullable Words shownWords;

  Inspector(Store store, Catalog catalog, ExpressionAssistant assistant) {
    this.store = store;
    this.catalog = catalog;
    getStyleClass().add("inspector");
    name.getStyleClass().add("inspector-name");
    name.setId("node-name");
    name.setAccessibleText("Name of the operator");
    HBox.setHgrow(name, Priority.ALWAYS);
    name.setOnAction(e -> commitName());
    name.focusedProperty()
        .addListener(
            (o, was, is) -> {
              if (!is) {
                commitName();
              }
            });
    out.setOnAction(
        e ->
            store.send(new ShellMessage.FloatInspector(!store.state().panels().inspectorFloats())));
    HBox head = new HBox(8, icon, name, pin, out);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("panel-head");
    form =
        new PropertyForm(
            assistant,
            new FileDialog(store, this),
            (node, parameter, value) -> {
              Set<String> all = store.state().selection().nodes();
              GraphEdit edit =
                  all.size() > 1
                      ? CommonProperties.set(all, parameter, value)
                      : Edits.set(node, parameter, value);
              store.send(new Message.Apply(edit, node + " " + parameter, null));
            },
            new Fixes(store, catalog));
    columns = new Columns(store);
    schema = new SchemaView(columns);
    edge = new EdgeForm(store, columns);
    state = new StatePanel(store);
    ScrollPane scroll = new ScrollPane(schema);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("eddy-scroll");
    schemaPane.getChildren().add(scroll);
    tabs = new Tabs<>(tab -> store.send(new Message.ShowInspector(tab)));
    watermarks = new WatermarksPanel(store);
    metrics = new MetricsPanel(store);
    why = new WhyPanel(store, catalog);
    problems = new NodeProblemsBar(store, new Fixes(store, catalog), this::goTo);
    setTop(new VBox(head, problems));
    setCenter(tabs);
    pin.setOnAction(
        e -> {
          Edge of = store.state().selectedEdge();
          (of == null ? Menus.on(Command.Place.NODE, store) : Menus.edge(store, of.id()))
              .show(pin, Side.BOTTOM, 0, 4);
        });
    ControlStyles.apply(this);
  }

  void show(AppState s) {
    tabs(s);
    tabs.choose(s.panels().inspector());
    watermarks.show(s);
    metrics.show(s);
    why.show(s);
    Node node = shown(s);
    if (!Objects.equals(node == null ? null : node.id(), shownNode)) {
      commitName();
    }
    shownNode = node == null ? null : node.id();
    shownIn = s.open() == null ? "" : s.open().pipeline();
    head(s, node);
    problems.show(NodeProblems.of(s, node, node == null ? null : descriptor(node)));
    settings(s, node);
    schemas(s, node);
    state.show(s, node);
  }

  // While debugging, what is of the moment comes first; a question has a tab while it is open.
  private void tabs(AppState s) {
    List<Panels.Inspector> order =
        new ArrayList<>(
            s.mode() == Mode.DEBUG
                ? List.of(
                    Panels.Inspector.SETTINGS,
                    Panels.Inspector.STATE,
                    Panels.Inspector.WATERMARKS,
                    Panels.Inspector.METRICS)
                : List.of(
                    Panels.Inspector.SETTINGS,
                    Panels.Inspector.SCHEMA,
                    Panels.Inspector.STATE,
                    Panels.Inspector.METRICS));
    boolean asked = s.run() != null && s.run().looks().question() != null;
    if (asked || s.mode() == Mode.DEBUG || s.panels().inspector() == Panels.Inspector.WHY) {
      order.add(Panels.Inspector.WHY);
    }
    if (!order.contains(s.panels().inspector())) {
      order.add(s.panels().inspector());
    }
    Map<Panels.Inspector, String> names = new LinkedHashMap<>();
    order.forEach(t -> names.put(t, t.title()));
    tabs.set(
        names,
        Map.of(
            Panels.Inspector.SETTINGS, settings,
            Panels.Inspector.SCHEMA, schemaPane,
            Panels.Inspector.STATE, state,
            Panels.Inspector.WATERMARKS, watermarks,
            Panels.Inspector.METRICS, metrics,
            Panels.Inspector.WHY, why));
  }

  // In Debug the place where execution stands is shown while nothing is selected.
  private static @Nullable Node shown(AppState s) {
    Node n = s.selectedNode();
    if (n != null || s.mode() != Mode.DEBUG || !s.selection().isEmpty()) {
      return n;
    }
    String at = s.observedNode();
    return at == null ? null : s.graph().nodes().get(at);
  }

  private void head(AppState s, @Nullable Node node) {
    OperatorDescriptor d = node == null ? null : descriptor(node);
    String wanted = d == null ? "" : d.icon() + " " + d.family();
    if (!wanted.equals(shownIcon)) {
      shownIcon = wanted;
      icon.getChildren().clear();
      icon.getStyleClass().removeIf(c -> c.startsWith("eddy-family-"));
      if (d != null) {
        icon.getChildren().add(Icons.view(d.icon(), 16));
        icon.getStyleClass().add(ControlStyles.family(d.family()));
      }
    }
    String title =
        node != null
            ? node.name()
            : s.selection().nodes().size() > 1
                ? s.selection().nodes().size() + " operators"
                : s.selectedEdge() != null
                    ? BreakpointsPanel.title(s.selectedEdge(), s.graph())
                    : s.open() == null ? "" : s.open().pipeline();
    if (!name.isFocused() && !name.getText().equals(title)) {
      name.setText(title);
    }
    name.setEditable(node != null);
    name.setFocusTraversable(node != null);
    pin.setVisible(node != null || s.selectedEdge() != null);
  }

  private void commitName() {
    String id = shownNode;
    OpenProject open = store.state().open();
    // What was typed is of the pipeline that was shown, also where a tab has changed since.
    Node n =
        id == null || open == null || !open.documents().containsKey(shownIn)
            ? null
            : open.document(shownIn).graph().nodes().get(id);
    String text = name.getText().strip();
    if (n != null && !text.isEmpty() && !text.equals(n.name()) && name.isEditable()) {
      store.send(new CanvasMessage.EditIn(shownIn, Edits.rename(n.id(), text)));
    }
  }

  /** The first field of the form, or the name where it has none. */
  void focusForm() {
    prepare();
    if (store.state().selectedEdge() != null) {
      edge.focusFirst();
    } else if (!form.focusFirst()) {
      focusName();
    }
  }

  // What scrolls has no content before it was laid out once, and what is not there takes no focus.
  private void prepare() {
    settings.applyCss();
    settings.layout();
  }

  void focusName() {
    name.requestFocus();
    name.selectAll();
  }

  private @Nullable OperatorDescriptor descriptor(Node n) {
    return catalog.find(n.operator()).map(OperatorType::descriptor).orElse(null);
  }

  private void settings(AppState s, @Nullable Node node) {
    OperatorDescriptor d = node == null ? null : descriptor(node);
    if (node == null && s.selection().nodes().size() > 1 && common(s)) {
      return;
    }
    Edge selected = s.selectedEdge();
    if (node == null && selected != null) {
      put(edge);
      edge.show(
          s,
          selected,
          () -> SchemaModel.ofEdge(s.graph(), catalog, s.checks().outputs(), selected));
      return;
    }
    EmptyState.Words words = d == null || d.parameters().isEmpty() ? without(s, node, d) : null;
    if (node == null || d == null || words != null && node.parameters().fields().isEmpty()) {
      boolean other =
          settings.getChildren().isEmpty()
              || !(settings.getChildren().get(0) instanceof EmptyState);
      if (words != null && (other || !words.equals(shownWords))) {
        shownWords = words;
        settings.getChildren().setAll(Parts.empty(words, w -> insteadOfSettings()));
      }
      return;
    }
    put(form);
    List<Schema> inputs = inputs(s, node, d);
    NodeInputs around = new NodeInputs(s, node, d, columns);
    around.wanted().forEach(this::want);
    form.setContext(around);
    form.show(new FormModel.Input(node.id(), d, node.parameters(), inputs, s.checks().problems()));
  }

  /** What is said where there is no form. */
  static EmptyState.Words without(AppState s, @Nullable Node node, @Nullable OperatorDescriptor d) {
    if (node != null && d == null) {
      return EmptyState.Words.of(
          "help-circle",
          "Unknown operator",
          "No plugin has an operator '" + node.operator() + "'.");
    }
    if (node != null) {
      return !SubGraphs.isSubGraph(node)
          ? EmptyState.Words.of(
              "check-circle", "Nothing to set", "This operator works without settings.")
          : new EmptyState.Words(
              "share-2",
              "A sub-graph without parameters",
              "What it does is in the pipeline " + SubGraphs.pipelineOf(node) + ".",
              "Enter it",
              "");
    }
    if (s.selection().nodes().size() > 1) {
      return EmptyState.Words.of(
          "layers", "Nothing in common", "These operators share no settings.");
    }
    return EmptyState.Words.of(
        "mouse-pointer", "Nothing selected", "Select an operator to see its settings.");
  }

  private void insteadOfSettings() {
    Node node = store.state().selectedNode();
    if (node != null) {
      store.send(new CanvasMessage.EnterSubGraph(node.id()));
    }
  }

  private void put(javafx.scene.Node content) {
    if (settings.getChildren().isEmpty() || settings.getChildren().get(0) != content) {
      settings.getChildren().setAll(content);
    }
  }

  private static List<Schema> inputs(AppState s, Node node, OperatorDescriptor d) {
    List<Schema> inputs = new ArrayList<>();
    for (InputPort p : d.inputs()) {
      Contract c = s.checks().input(node.id(), p.name());
      inputs.add(c == null ? Schema.EMPTY : c.schema());
    }
    return inputs;
  }

  /** Shows what all selected operators have in common; false where that is nothing. */
  private boolean common(AppState s) {
    List<CommonProperties.Member> members = new ArrayList<>();
    for (String id : s.selection().nodes()) {
      Node n = s.graph().nodes().get(id);
      OperatorDescriptor d = n == null ? null : descriptor(n);
      if (n == null || d == null) {
        return false;
      }
      members.add(new CommonProperties.Member(n, d, inputs(s, n, d)));
    }
    return CommonProperties.of(members)
        .map(
            input -> {
              put(form);
              form.setContext(FormContext.NONE);
              form.show(input);
              return true;
            })
        .orElse(false);
  }

  /**
   * Asks for rows once when a moment is come to, whether they come or not. A moment that is come
   * back to is asked for again: meanwhile rows of another were here.
   */
  private void want(String edge) {
    Run run = store.state().run();
    String key = run == null || run.status() == null ? "" : run.id() + " " + run.status().at();
    if (!key.isEmpty() && !key.equals(wantedSamples.put(edge, key))) {
      store.send(new FormsMessage.WantSamples(edge));
    }
  }

  void focusParameter(String parameter) {
    prepare();
    form.focus(parameter);
  }

  private void schemas(AppState s, @Nullable Node node) {
    @Nullable Object[] of = {node, s.selectedEdge(), s.graph(), s.checks()};
    if (s.panels().inspector() != Panels.Inspector.SCHEMA || sameObjects(of, schemaOf)) {
      return;
    }
    schemaOf = of;
    Map<String, Contract> outputs = s.checks().outputs();
    schema.show(
        node != null
            ? SchemaModel.ofNode(s.graph(), catalog, s.checks().inputs(), outputs, node)
            : s.selectedEdge() != null
                ? SchemaModel.ofEdge(s.graph(), catalog, outputs, s.selectedEdge())
                : SchemaModel.EMPTY);
  }

  private static boolean sameObjects(@Nullable Object[] a, @Nullable Object[] b) {
    for (int i = 0; i < a.length; i++) {
      if (i >= b.length || a[i] != b[i]) {
        return false;
      }
    }
    return true;
  }

  private void goTo(Problem p) {
    store.send(new Message.GoTo(p));
    String parameter = p.place().parameter();
    if (parameter != null) {
      javafx.application.Platform.runLater(() -> focusParameter(parameter));
    }
  }
}

package dev.eddy.designer.view;

import dev.eddy.designer.control.ControlStyles;
import dev.eddy.designer.control.EmptyState;
import dev.eddy.designer.control.Icons;
import dev.eddy.designer.control.expression.ExpressionAssistant;
import dev.eddy.designer.control.form.FormModel;
import dev.eddy.designer.control.form.PropertyForm;
import dev.eddy.designer.control.schema.SchemaModel;
import dev.eddy.designer.control.schema.SchemaView;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Edits;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Mode;
import dev.eddy.designer.state.Panels;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.graph.Node;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.type.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** The right panel: what is selected, its settings, schemas and state. */
final class Inspector extends BorderPane {
  private final Store store;
  private final Catalog catalog;
  private final StackPane icon = new StackPane();
  private final TextField name = new TextField();
  private final Button pin = Parts.icon("more-horizontal", 16, "Rename, duplicate, delete");
  private final Tabs<Panels.Inspector> tabs;
  private final PropertyForm form;
  private final StackPane settings = new StackPane();
  private final SchemaView schema;
  private final StatePanel state;
  private final WatermarksPanel watermarks;
  private final MetricsPanel metrics = new MetricsPanel();
  private final WhyPanel why;
  private final StackPane schemaPane = new StackPane();
  private @Nullable String shownNode;
  private String shownIcon = "";

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
    HBox head = new HBox(8, icon, name, pin);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("panel-head");
    form =
        new PropertyForm(
            assistant,
            new FileDialog(store, this),
            (node, parameter, value) ->
                store.send(
                    new Message.Apply(
                        Edits.set(node, parameter, value), node + " " + parameter, null)),
            new Fixes(store, catalog));
    schema = new SchemaView(new Columns(store));
    state = new StatePanel(store);
    ScrollPane scroll = new ScrollPane(schema);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("eddy-scroll");
    schemaPane.getChildren().add(scroll);
    tabs = new Tabs<>(tab -> store.send(new Message.ShowInspector(tab)));
    watermarks = new WatermarksPanel(store);
    why = new WhyPanel(store, catalog);
    setTop(head);
    setCenter(tabs);
    pin.setOnAction(
        e ->
            Menus.on(dev.eddy.designer.command.Command.Place.NODE, store)
                .show(pin, javafx.geometry.Side.BOTTOM, 0, 4));
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
    head(s, node);
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
    pin.setVisible(node != null);
  }

  private void commitName() {
    String id = shownNode;
    Node n = id == null ? null : store.state().graph().nodes().get(id);
    String text = name.getText().strip();
    if (n != null && !text.isEmpty() && !text.equals(n.name()) && name.isEditable()) {
      store.send(new Message.Apply(Edits.rename(n.id(), text)));
    }
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
    if (node == null || d == null) {
      EmptyState.Words words =
          node != null
              ? EmptyState.Words.of(
                  "help-circle",
                  "Unknown operator",
                  "No plugin has an operator '" + node.operator() + "'.")
              : EmptyState.Words.of(
                  "mouse-pointer", "Nothing selected", "Select an operator to see its settings.");
      if (settings.getChildren().isEmpty() || settings.getChildren().get(0) == form) {
        settings.getChildren().setAll(Parts.empty(words, w -> {}));
      }
      return;
    }
    if (settings.getChildren().isEmpty() || settings.getChildren().get(0) != form) {
      settings.getChildren().setAll(form);
    }
    List<Schema> inputs = new ArrayList<>();
    for (InputPort p : d.inputs()) {
      Contract c = s.checks().input(node.id(), p.name());
      inputs.add(c == null ? Schema.EMPTY : c.schema());
    }
    form.show(new FormModel.Input(node.id(), d, node.parameters(), inputs, s.checks().problems()));
  }

  void focusParameter(String parameter) {
    form.focus(parameter);
  }

  private void schemas(AppState s, @Nullable Node node) {
    Map<String, Contract> outputs = s.checks().outputs();
    schema.show(
        node != null
            ? SchemaModel.ofNode(s.graph(), catalog, s.checks().inputs(), outputs, node)
            : s.selectedEdge() != null
                ? SchemaModel.ofEdge(s.graph(), catalog, outputs, s.selectedEdge())
                : SchemaModel.EMPTY);
  }

  /** For a problem's place. */
  void goTo(Problem p) {
    if (p.place().parameter() != null) {
      focusParameter(p.place().parameter());
    }
  }
}

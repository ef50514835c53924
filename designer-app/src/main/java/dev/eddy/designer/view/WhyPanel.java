package dev.eddy.designer.view;

import dev.eddy.designer.command.Commands;
import dev.eddy.designer.control.ControlStyles;
import dev.eddy.designer.control.EmptyState;
import dev.eddy.designer.control.Figures;
import dev.eddy.designer.control.Icons;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Looks.Question;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Run;
import dev.eddy.designer.state.Selection;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.time.Moment;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Why a row is there, or why none comes. */
final class WhyPanel extends StackPane {
  private static final EmptyState.Words ROW =
      EmptyState.Words.of(
          "help-circle",
          "Nothing was asked",
          "Select a row in the data preview and press Alt+Enter, or ask why an operator is"
              + " silent.");

  private final Store store;
  private final Catalog catalog;
  private final VBox content = new VBox();
  private final ScrollPane scroll = new ScrollPane(content);
  private @Nullable Question shown;
  private @Nullable Run shownRun;
  private final Button ask = Parts.text("help-circle", "Why is there no output?", "small-button");
  private boolean emptied;

  WhyPanel(Store store, Catalog catalog) {
    this.store = store;
    this.catalog = catalog;
    getStyleClass().add("why-panel");
    content.getStyleClass().add("why-content");
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("eddy-scroll");
  }

  void show(AppState s) {
    Run run = s.run();
    Question q = run == null ? null : run.looks().question();
    if (run == null || q == null) {
      if (!emptied) {
        emptied = true;
        shown = null;
        getChildren().setAll(empty());
      }
      String reason = Commands.get("data.why").obstacle().apply(s);
      ask.setDisable(!reason.isEmpty());
      ask.setText(reason.isEmpty() ? "Why is there no output?" : reason);
      return;
    }
    if (q == shown && shownRun != null && run.graph() == shownRun.graph()) {
      return;
    }
    emptied = false;
    shown = q;
    shownRun = run;
    fill(s, WhyModel.of(s, q));
    getChildren().setAll(scroll);
  }

  private Node empty() {
    ask.setOnAction(
        e -> {
          String node = store.state().observedNode();
          if (node != null) {
            store.send(new Message.AskWhySilent(node));
          }
        });
    VBox box = new VBox(4, Parts.empty(ROW, w -> {}), new HBox(ask));
    ((HBox) box.getChildren().get(1)).getStyleClass().add("why-ask");
    return box;
  }

  private void fill(AppState s, WhyModel m) {
    List<Node> nodes = new ArrayList<>();
    Button close = Parts.icon("x", 14, "Close the question");
    close.setOnAction(e -> store.send(new Message.CloseQuestion()));
    HBox head = new HBox(8, Parts.label(m.title(), "title"), Parts.gap(), close);
    head.setAlignment(Pos.CENTER_LEFT);
    nodes.add(head);
    if (!m.row().isEmpty()) {
      nodes.add(wrapped(m.row(), "why-row"));
    }
    m.sentences().stream()
        .filter(t -> !t.isBlank())
        .forEach(t -> nodes.add(wrapped(t, "why-words")));
    if (m.box() != null && m.box().tone().equals("warn")) {
      nodes.add(box(m.box()));
    }
    for (int i = 0; i < m.chain().size(); i++) {
      nodes.add(link(s, m.chain().get(i), i == m.chain().size() - 1));
    }
    if (m.box() != null && !m.box().tone().equals("warn")) {
      nodes.add(box(m.box()));
    }
    content.getChildren().setAll(nodes);
  }

  private static Label wrapped(String text, String style) {
    Label l = Parts.label(text, style);
    l.setWrapText(true);
    l.setMinHeight(USE_PREF_SIZE);
    return l;
  }

  private Node box(WhyModel.Box b) {
    Label title = wrapped(b.title(), "strong");
    Label words = wrapped(b.words(), "why-words");
    VBox box = new VBox(4, title, words);
    FlowPane buttons = new FlowPane(8, 4);
    for (WhyModel.Action a : b.actions()) {
      Button go = Parts.text(a.icon(), a.title(), "small-button");
      go.setMnemonicParsing(false);
      go.setId(buttons.getChildren().isEmpty() ? "why-action" : "why-more");
      go.setOnAction(e -> a.messages().forEach(store::send));
      buttons.getChildren().add(go);
    }
    if (!b.actions().isEmpty()) {
      box.getChildren().add(buttons);
    }
    box.getStyleClass().addAll("why-box", "why-" + b.tone());
    return box;
  }

  private Node link(AppState s, WhyModel.Link l, boolean last) {
    StackPane icon = new StackPane(iconOf(s, l.node()));
    icon.getStyleClass().add("why-icon");
    icon.setMinSize(24, 24);
    icon.setMaxSize(24, 24);
    Region line = new Region();
    line.getStyleClass().add("why-line");
    line.setVisible(!last);
    VBox.setVgrow(line, Priority.ALWAYS);
    VBox rail = new VBox(icon, line);
    rail.setAlignment(Pos.TOP_CENTER);
    rail.setMinWidth(24);
    Hyperlink name = new Hyperlink(l.name());
    name.getStyleClass().add("why-name");
    name.setOnAction(e -> store.send(new Message.Select(Selection.node(l.node()))));
    HBox head = new HBox(8, name, Parts.gap(), right(l));
    head.setAlignment(Pos.CENTER_LEFT);
    VBox text = new VBox(2, head);
    if (!l.words().isEmpty()) {
      text.getChildren().add(wrapped(l.words(), "why-words"));
    }
    if (l.rows().size() > 1) {
      text.getChildren().add(rows(l));
    }
    text.setMinWidth(0);
    text.getStyleClass().add("why-text");
    HBox.setHgrow(text, Priority.ALWAYS);
    HBox box = new HBox(8, rail, text);
    box.getStyleClass().add("why-link");
    return box;
  }

  private Node right(WhyModel.Link l) {
    Moment m = l.moment();
    if (m == null) {
      return Parts.label(l.right(), l.isTime() ? "why-time" : "mono");
    }
    return moment(l.right(), m);
  }

  private Hyperlink moment(String text, Moment m) {
    Hyperlink link = new Hyperlink(text);
    link.getStyleClass().add("eddy-moment-link");
    link.setMinWidth(USE_PREF_SIZE);
    link.setOnAction(e -> store.send(new Message.SeekTo(m)));
    return link;
  }

  private Node iconOf(AppState s, String node) {
    dev.eddy.model.graph.Node n = s.graph().nodes().get(node);
    OperatorDescriptor d =
        n == null ? null : catalog.find(n.operator()).map(OperatorType::descriptor).orElse(null);
    Node icon = Icons.view(d == null ? "help-circle" : d.icon(), 14);
    StackPane colour = new StackPane(icon);
    if (d != null) {
      colour.getStyleClass().add(ControlStyles.family(d.family()));
    }
    return colour;
  }

  private Node rows(WhyModel.Link l) {
    GridPane grid = new GridPane();
    grid.getStyleClass().add("why-rows");
    for (int r = 0; r < l.rows().size(); r++) {
      if (r > 0) {
        Moment m = l.rowMoments().get(r - 1);
        grid.add(moment(Figures.number(m.sequence()), m), 0, r);
      } else {
        grid.add(Parts.label("event", "why-head"), 0, 0);
      }
      List<@Nullable String> cells = l.rows().get(r);
      for (int c = 0; c < Math.min(6, cells.size()); c++) {
        String cell = cells.get(c);
        grid.add(
            Parts.label(cell == null ? "null" : cell, r == 0 ? "why-head" : "why-cell"), c + 1, r);
      }
    }
    ScrollPane wide = new ScrollPane(grid);
    wide.setFitToHeight(true);
    wide.setVbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    wide.getStyleClass().add("eddy-scroll");
    wide.setMinHeight(24.0 * l.rows().size() + 12);
    return wide;
  }
}

package dev.eddy.designer.view;

import dev.eddy.designer.control.Icons;
import dev.eddy.designer.control.KeptNodes;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.OpenProject;
import dev.eddy.designer.state.ShellMessage;
import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** The pipelines that are open: a click shows one, a drag moves it, the middle button closes it. */
final class PipelineTabs extends HBox {
  private static final PseudoClass ON = PseudoClass.getPseudoClass("on");

  /** What a tab shows. */
  record Tab(String name, boolean shown, boolean dirty) {}

  private final Store store;
  // A tab whose pipeline is saved or edited while it is pressed, or that is dragged, stays.
  private final KeptNodes<Tab, Button> nodes = new KeptNodes<>(Tab::name, this::button, this::mark);
  private final Node more;
  private List<Tab> shown = List.of();
  private @Nullable OpenProject shownOf;

  PipelineTabs(Store store) {
    this.store = store;
    getStyleClass().setAll("tabs-head", "pipeline-tabs");
    setId("pipeline-tabs");
    Button add = Parts.icon("plus", 14, "New pipeline");
    add.setOnAction(
        e -> store.send(new Message.Ask(dev.eddy.designer.state.Effect.Dialog.NEW_PIPELINE)));
    HBox box = new HBox(add);
    box.setAlignment(Pos.CENTER);
    more = box;
  }

  static List<Tab> tabs(OpenProject open) {
    return open.tabs().stream()
        .map(n -> new Tab(n, n.equals(open.pipeline()), open.isDirty(n)))
        .toList();
  }

  void show(AppState s) {
    if (s.open() == shownOf) {
      return;
    }
    shownOf = s.open();
    List<Tab> now = s.open() == null ? List.of() : tabs(s.open());
    if (now.equals(shown)) {
      return;
    }
    shown = now;
    List<Node> children = new ArrayList<>(nodes.of(now));
    children.add(more);
    KeptNodes.put(getChildren(), children);
  }

  private void mark(Button b, Tab tab) {
    List<Node> parts = ((HBox) b.getGraphic()).getChildren();
    Parts.shown(parts.get(2), tab.dirty());
    Parts.shown(parts.get(3), shown.size() > 1);
    b.setAccessibleText(tab.name() + (tab.dirty() ? ", not saved" : ""));
    b.pseudoClassStateChanged(ON, tab.shown());
  }

  private Button button(Tab tab) {
    Region dot = new Region();
    dot.getStyleClass().add("dirty-dot");
    Node close = Icons.view("x", 12);
    close.getStyleClass().add("tab-close");
    close.setPickOnBounds(true);
    close.setOnMouseClicked(
        e -> {
          store.send(new ShellMessage.CloseTab(tab.name()));
          e.consume();
        });
    HBox content = new HBox(6, Icons.view("share-2", 14), Parts.label(tab.name()), dot, close);
    content.setAlignment(Pos.CENTER);
    Button b = new Button();
    b.setGraphic(content);
    b.setId("tab-" + tab.name());
    b.getStyleClass().add("tab-button");
    b.setFocusTraversable(false);
    b.setOnAction(e -> store.send(new Message.ShowPipeline(tab.name())));
    b.addEventHandler(
        MouseEvent.MOUSE_CLICKED,
        e -> {
          if (e.getButton() == MouseButton.MIDDLE) {
            store.send(new ShellMessage.CloseTab(tab.name()));
          }
        });
    b.addEventHandler(MouseEvent.MOUSE_DRAGGED, e -> dragged(tab.name(), e));
    b.setContextMenu(menu(tab.name()));
    return b;
  }

  // The tab goes where the pointer is: past the middle of a neighbour it changes places with it.
  private void dragged(String name, MouseEvent e) {
    double x = sceneToLocal(e.getSceneX(), e.getSceneY()).getX();
    int to = 0;
    int from = -1;
    for (int i = 0; i < shown.size(); i++) {
      Node n = getChildren().get(i);
      if (shown.get(i).name().equals(name)) {
        from = i;
      } else if (x > n.getBoundsInParent().getCenterX()) {
        to++;
      }
    }
    if (to != from) {
      store.send(new ShellMessage.MoveTab(name, to));
    }
  }

  private ContextMenu menu(String name) {
    MenuItem close = new MenuItem("Close");
    close.setOnAction(e -> store.send(new ShellMessage.CloseTab(name)));
    MenuItem others = new MenuItem("Close the others");
    others.setOnAction(e -> store.send(new ShellMessage.CloseOtherTabs(name)));
    ContextMenu menu = new ContextMenu(close, others);
    menu.setOnShowing(e -> menu.getItems().forEach(i -> i.setDisable(shown.size() < 2)));
    return menu;
  }
}

package dev.eddy.designer.view;

import dev.eddy.designer.canvas.CanvasView;
import dev.eddy.designer.canvas.QuickAdd;
import dev.eddy.designer.control.palette.OperatorDrag;
import dev.eddy.designer.control.palette.PaletteList;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Panels;
import dev.eddy.designer.state.Shelf;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.OperatorDescriptor;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Left of the canvas: the palette, and behind it the project. */
final class LeftPanel extends VBox {
  private static final PseudoClass ON = PseudoClass.getPseudoClass("on");

  private final ProjectTree tree;
  private final PaletteList list;
  private final Map<Panels.Left, Node> contents = new EnumMap<>(Panels.Left.class);
  private final Map<Panels.Left, Button> tabs = new EnumMap<>(Panels.Left.class);
  private final HBox head = new HBox(14);

  /**
   * @param centre where an operator is placed that was chosen without a place
   */
  LeftPanel(Store store, Catalog catalog, CanvasView canvas, Supplier<QuickAdd> centre) {
    getStyleClass().add("palette-panel");
    tree = new ProjectTree(store, catalog);
    list =
        new PaletteList(
            type -> canvas.place(type, centre.get()),
            onto(canvas),
            type -> store.send(new ShellMessage.Favourite(type.id())));
    List<OperatorDescriptor> all =
        catalog.all().stream().map(t -> (OperatorDescriptor) t.descriptor()).toList();
    list.show(all);
    contents.put(Panels.Left.PALETTE, list);
    contents.put(Panels.Left.PROJECT, tree);
    for (Panels.Left tab : Panels.Left.values()) {
      Button b = new Button(tab.title());
      b.getStyleClass().setAll("left-tab");
      b.setId("left-" + tab.title());
      b.setFocusTraversable(false);
      b.setOnAction(e -> store.send(new ShellMessage.ShowLeft(tab)));
      tabs.put(tab, b);
      head.getChildren().add(b);
      VBox.setVgrow(contents.get(tab), Priority.ALWAYS);
    }
    Button close = Parts.icon("minus", 16, "Close the panel");
    close.setOnAction(e -> store.send(new Message.ShowPalette(false)));
    head.getChildren().addAll(Parts.gap(), close);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("panel-head");
    getChildren().addAll(head, list);
  }

  private static OperatorDrag onto(CanvasView canvas) {
    return new OperatorDrag() {
      @Override
      public void started(OperatorDescriptor type, MouseEvent e) {
        canvas.ghost(type, e.getSceneX(), e.getSceneY());
      }

      @Override
      public void moved(OperatorDescriptor type, MouseEvent e) {
        canvas.ghost(type, e.getSceneX(), e.getSceneY());
      }

      @Override
      public void dropped(OperatorDescriptor type, MouseEvent e) {
        canvas.drop(type, e.getSceneX(), e.getSceneY());
      }

      @Override
      public void cancelled(OperatorDescriptor type) {
        canvas.endWaiting();
      }
    };
  }

  void show(AppState s) {
    Panels.Left left = s.panels().left();
    tabs.forEach((tab, b) -> b.pseudoClassStateChanged(ON, tab == left));
    Node wanted = contents.get(left);
    if (wanted != null && getChildren().get(1) != wanted) {
      getChildren().setAll(head, wanted);
    }
    Shelf shelf = s.settings().shelf();
    list.showShelf(shelf.favourites(), shelf.used());
    if (left == Panels.Left.PROJECT) {
      tree.show(s);
    }
  }
}

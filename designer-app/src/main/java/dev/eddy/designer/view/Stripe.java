package dev.eddy.designer.view;

import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Panels;
import dev.eddy.designer.state.ShellMessage;
import java.util.EnumMap;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The left edge: above what opens the left panel, below what opens the bottom panels. */
final class Stripe extends VBox {
  private static final PseudoClass ON = PseudoClass.getPseudoClass("on");

  private final Button palette;
  private final Button project;
  private final Map<Panels.Bottom, Button> bottoms = new EnumMap<>(Panels.Bottom.class);

  Stripe(Store store) {
    super(4);
    getStyleClass().add("stripe");
    palette = Parts.icon("grid", 18, "Palette");
    palette.setId("stripe-palette");
    palette.setOnAction(
        e -> {
          Panels p = store.state().panels();
          store.send(
              p.palette() && p.left() == Panels.Left.PALETTE
                  ? new Message.ShowPalette(false)
                  : new ShellMessage.ShowLeft(Panels.Left.PALETTE));
        });
    project = Parts.icon("folder", 18, "Project");
    project.setId("stripe-project");
    project.setOnAction(
        e -> {
          Panels p = store.state().panels();
          store.send(
              p.palette() && p.left() == Panels.Left.PROJECT
                  ? new Message.ShowPalette(false)
                  : new ShellMessage.ShowLeft(Panels.Left.PROJECT));
        });
    Region gap = new Region();
    VBox.setVgrow(gap, Priority.ALWAYS);
    getChildren().addAll(palette, project, gap);
    for (Panels.Bottom tab : Panels.Bottom.values()) {
      Button b = Parts.icon(tab.icon(), 18, tab.title());
      b.setOnAction(
          e -> {
            Panels p = store.state().panels();
            store.send(
                p.bottomOpen() && p.bottom() == tab
                    ? new Message.OpenBottom(false)
                    : new Message.ShowBottom(tab));
          });
      bottoms.put(tab, b);
      getChildren().add(b);
    }
  }

  void show(AppState s) {
    Panels.Left left = s.panels().left();
    palette.pseudoClassStateChanged(ON, s.panels().palette() && left == Panels.Left.PALETTE);
    project.pseudoClassStateChanged(ON, s.panels().palette() && left == Panels.Left.PROJECT);
    bottoms.forEach(
        (tab, b) ->
            b.pseudoClassStateChanged(ON, s.panels().bottomOpen() && s.panels().bottom() == tab));
  }
}

package dev.eddy.designer.view;

import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Panels;
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
  private final Map<Panels.Bottom, Button> bottoms = new EnumMap<>(Panels.Bottom.class);

  Stripe(Store store) {
    super(4);
    getStyleClass().add("stripe");
    palette = Parts.icon("grid", 18, "Palette");
    palette.setId("stripe-palette");
    palette.setOnAction(
        e -> store.send(new Message.ShowPalette(!store.state().panels().palette())));
    Region gap = new Region();
    VBox.setVgrow(gap, Priority.ALWAYS);
    getChildren().addAll(palette, gap);
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
    palette.pseudoClassStateChanged(ON, s.panels().palette());
    bottoms.forEach(
        (tab, b) ->
            b.pseudoClassStateChanged(ON, s.panels().bottomOpen() && s.panels().bottom() == tab));
  }
}

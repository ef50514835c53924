package dev.eddy.designer.view;

import dev.eddy.designer.control.Icons;
import dev.eddy.designer.control.expression.ExpressionField;
import dev.eddy.designer.control.problem.ProblemsModel;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Message;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.refactor.QuickFix;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.jspecify.annotations.Nullable;

/** The menu of quick fixes: of the expression that has the focus, else of what is selected. */
final class FixMenu {
  private FixMenu() {}

  /** A problem with its remedies. */
  record Offer(Problem problem, List<QuickFix> fixes) {}

  /** What is wrong with what is selected, or with anything where nothing is; worst first. */
  static List<Offer> offers(AppState s, Catalog catalog) {
    List<Offer> out = new ArrayList<>();
    for (Problem p : s.checks().problems()) {
      boolean here =
          s.selection().isEmpty()
              || Objects.equals(p.place().nodeId(), s.selection().single())
              || s.selection().edge() != null && s.selection().edge().equals(p.place().edgeId());
      if (here) {
        out.add(new Offer(p, Fixes.of(s, catalog, p)));
      }
    }
    out.sort((a, b) -> a.problem().severity().compareTo(b.problem().severity()));
    return out.size() > 6 ? out.subList(0, 6) : out;
  }

  static void open(Store store, Catalog catalog, Node over) {
    Node focus = over.getScene() == null ? null : over.getScene().getFocusOwner();
    ExpressionField field = field(focus);
    if (field != null && field.offerFixes()) {
      return;
    }
    List<Offer> offers = offers(store.state(), catalog);
    if (offers.isEmpty()) {
      store.send(new Message.ShowNote("Nothing is wrong here."));
      return;
    }
    ContextMenu menu = new ContextMenu();
    menu.setId("fix-menu");
    for (Offer o : offers) {
      if (!menu.getItems().isEmpty()) {
        menu.getItems().add(new SeparatorMenuItem());
      }
      MenuItem what =
          new MenuItem(
              o.problem().message(), Icons.view(ProblemsModel.icon(o.problem().severity()), 14));
      what.setOnAction(e -> store.send(new Message.GoTo(o.problem())));
      menu.getItems().add(what);
      for (QuickFix f : o.fixes()) {
        MenuItem item = new MenuItem(f.title(), Icons.view("edit-2", 12));
        item.setMnemonicParsing(false);
        item.setOnAction(e -> store.send(new Message.Apply(f.edit())));
        menu.getItems().add(item);
      }
    }
    Node at = focus == null ? over : focus;
    Bounds b = at.localToScreen(at.getBoundsInLocal());
    // Not over a node: a press on what owns a menu does not close it.
    menu.show(
        over.getScene().getWindow(),
        b.getMinX() + Math.min(b.getWidth() / 3, 200),
        b.getMinY() + Math.min(b.getHeight(), 120));
  }

  private static @Nullable ExpressionField field(@Nullable Node focus) {
    for (Node n = focus; n != null; n = n.getParent()) {
      if (n instanceof ExpressionField f) {
        return f;
      }
    }
    return null;
  }
}

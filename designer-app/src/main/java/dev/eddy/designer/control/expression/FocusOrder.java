package dev.eddy.designer.control.expression;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import org.fxmisc.richtext.CodeArea;

/** Moves the focus out of an editor that would take Tab for itself. */
final class FocusOrder {
  private FocusOrder() {}

  /** To what comes before or behind a node in the order of the scene; nothing at the ends. */
  static void leave(Node from, boolean back) {
    List<Node> order = new ArrayList<>();
    if (from.getScene() != null) {
      traversable(from.getScene().getRoot(), order);
    }
    int at = order.indexOf(from);
    int next = back ? at - 1 : at + 1;
    if (at >= 0 && next >= 0 && next < order.size()) {
      order.get(next).requestFocus();
    }
  }

  private static void traversable(Parent parent, List<Node> out) {
    for (Node n : parent.getChildrenUnmodifiable()) {
      if (!n.isVisible() || n.isDisabled()) {
        continue;
      }
      if (n.isFocusTraversable()) {
        out.add(n);
      }
      if (n instanceof Parent p && !(n instanceof CodeArea)) {
        traversable(p, out);
      }
    }
  }
}

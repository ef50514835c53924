package dev.eddy.designer.view;

import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Edits;
import dev.eddy.designer.state.Message;
import dev.eddy.model.graph.Node;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the edit that a ready-made fix of a problem means. Pure. */
final class Fixes {
  private static final Pattern ITEM = Pattern.compile("([^\\[]+)(?:\\[(\\d+)])?(?:\\.(\\w+))?");

  private Fixes() {}

  /** Null where the problem's place is not one that a replacement fits. */
  static @Nullable Message message(AppState s, Problem p, String replacement) {
    Place at = p.place();
    Node n = at.nodeId() == null ? null : s.graph().nodes().get(at.nodeId());
    if (n == null || at.parameter() == null) {
      return null;
    }
    Matcher m = ITEM.matcher(at.parameter());
    if (!m.matches()) {
      return null;
    }
    String name = m.group(1);
    Value old = n.parameters().get(name);
    Value fixed =
        m.group(2) == null
            ? replaced(old, at.range(), replacement)
            : inList(old, Integer.parseInt(m.group(2)), m.group(3), at.range(), replacement);
    return fixed == null ? null : new Message.Apply(Edits.set(n.id(), name, fixed));
  }

  private static @Nullable Value inList(
      @Nullable Value list,
      int index,
      @Nullable String field,
      Place.@Nullable Range range,
      String replacement) {
    if (!(list instanceof Value.Items items) || index >= items.items().size()) {
      return null;
    }
    Value item = items.items().get(index);
    Value fixed;
    if (item instanceof Value.Struct struct) {
      String key =
          field != null ? field : struct.get("expression") != null ? "expression" : "column";
      Value inner = replaced(struct.get(key), range, replacement);
      fixed = inner == null ? null : struct.with(key, inner);
    } else {
      fixed = replaced(item, range, replacement);
    }
    if (fixed == null) {
      return null;
    }
    List<Value> copy = new ArrayList<>(items.items());
    copy.set(index, fixed);
    return new Value.Items(copy);
  }

  private static @Nullable Value replaced(
      @Nullable Value old, Place.@Nullable Range range, String replacement) {
    if (range == null) {
      return Value.of(replacement);
    }
    if (!(old instanceof Value.Text text)) {
      return null;
    }
    int from = offset(text.text(), range.startLine(), range.startColumn());
    int to = offset(text.text(), range.endLine(), range.endColumn());
    return from < 0 || to < from || to > text.text().length()
        ? null
        : Value.of(text.text().substring(0, from) + replacement + text.text().substring(to));
  }

  private static int offset(String text, int line, int column) {
    int at = 0;
    for (int i = 1; i < line; i++) {
      int end = text.indexOf('\n', at);
      if (end < 0) {
        return -1;
      }
      at = end + 1;
    }
    return at + column - 1;
  }
}

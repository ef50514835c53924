package dev.eddy.model.refactor;

import dev.eddy.model.graph.Node;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One text in the parameters of a node.
 *
 * @param index item of a list, or -1
 * @param field field of an item that is a struct, or empty
 */
public record Site(String nodeId, String parameter, int index, String field) {
  private static final Pattern PLACE = Pattern.compile("([^\\[]+)(?:\\[(\\d+)])?(?:\\.(\\w+))?");

  static Site of(String nodeId, String parameter) {
    return new Site(nodeId, parameter, -1, "");
  }

  static Site item(String nodeId, String parameter, int index) {
    return new Site(nodeId, parameter, index, "");
  }

  static Site field(String nodeId, String parameter, int index, String field) {
    return new Site(nodeId, parameter, index, field);
  }

  /**
   * The text that a problem's place means: {@code aggregates[1]} is the expression of that item,
   * where it is one. Null where the place has another form or the node has no such text.
   */
  public static @Nullable Site ofPlace(Node node, String place) {
    Matcher m = PLACE.matcher(place);
    if (!m.matches()) {
      return null;
    }
    if (m.group(2) == null) {
      return of(node.id(), m.group(1));
    }
    // The pattern takes digits of any length; no list has more items than this.
    int index = m.group(2).length() > 8 ? Integer.MAX_VALUE : Integer.parseInt(m.group(2));
    if (!(node.parameters().get(m.group(1)) instanceof Value.Items items)
        || index >= items.items().size()) {
      return null;
    }
    if (items.items().get(index) instanceof Value.Struct struct) {
      String field =
          m.group(3) != null
              ? m.group(3)
              : struct.get("expression") != null ? "expression" : "column";
      return field(node.id(), m.group(1), index, field);
    }
    return item(node.id(), m.group(1), index);
  }

  /** Another field of the same item. */
  public Site sibling(String other) {
    return new Site(nodeId, parameter, index, other);
  }

  /** The text that stands there; null where there is none. */
  public @Nullable String text(Node node) {
    Value v = node.parameters().get(parameter);
    if (index >= 0) {
      v = v instanceof Value.Items i && index < i.items().size() ? i.items().get(index) : null;
      if (!field.isEmpty()) {
        v = v instanceof Value.Struct s ? s.get(field) : null;
      }
    }
    return v instanceof Value.Text t ? t.text() : null;
  }

  /** The value of the whole parameter with another text here; null where it does not fit. */
  public @Nullable Value with(@Nullable Value whole, String text) {
    if (index < 0) {
      return Value.of(text);
    }
    if (!(whole instanceof Value.Items items) || index >= items.items().size()) {
      return null;
    }
    Value item = items.items().get(index);
    Value changed =
        field.isEmpty()
            ? Value.of(text)
            : item instanceof Value.Struct s ? s.with(field, Value.of(text)) : null;
    if (changed == null) {
      return null;
    }
    List<Value> copy = new ArrayList<>(items.items());
    copy.set(index, changed);
    return new Value.Items(copy);
  }

  /** As problems write it: {@code aggregates[1]}, {@code columns[2].type}. */
  public String place() {
    return index < 0
        ? parameter
        : parameter
            + "["
            + index
            + "]"
            + (field.isEmpty() || field.equals("expression") || field.equals("column")
                ? ""
                : "." + field);
  }
}

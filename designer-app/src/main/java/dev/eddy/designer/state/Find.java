package dev.eddy.designer.state;

import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is searched for in the pipeline that is shown.
 *
 * @param open whether the search bar is there
 * @param at which hit is walked to; -1 before the first step
 */
public record Find(boolean open, String query, int at) {
  public static final Find CLOSED = new Find(false, "", -1);

  /**
   * A node in which a text was found.
   *
   * @param where {@code name}, {@code operator} or the name of a parameter
   * @param text what stands there
   */
  public record Hit(String pipeline, Node node, String where, String text) {}

  /** The nodes that hold all words of the query somewhere, in file order; none for no words. */
  public static List<Hit> hits(String pipeline, Graph graph, String query) {
    String[] words = query.strip().toLowerCase(Locale.ROOT).split("\\s+");
    List<Hit> out = new ArrayList<>();
    if (words[0].isEmpty()) {
      return out;
    }
    for (Node n : graph.nodes().values()) {
      Hit hit = hit(pipeline, n, words);
      if (hit != null) {
        out.add(hit);
      }
    }
    return out;
  }

  private static @Nullable Hit hit(String pipeline, Node n, String[] words) {
    if (holds(n.name(), words)) {
      return new Hit(pipeline, n, "name", n.name());
    }
    if (holds(n.operator(), words)) {
      return new Hit(pipeline, n, "operator", n.operator());
    }
    for (Map.Entry<String, Value> p : n.parameters().fields().entrySet()) {
      String text = text(p.getValue());
      if (holds(text, words) || holds(p.getKey() + " " + text, words)) {
        return new Hit(pipeline, n, p.getKey(), text);
      }
    }
    return null;
  }

  private static boolean holds(String text, String[] words) {
    String low = text.toLowerCase(Locale.ROOT);
    for (String w : words) {
      if (!low.contains(w)) {
        return false;
      }
    }
    return true;
  }

  /** A value as a reader sees it: the texts in it, side by side. */
  static String text(Value value) {
    if (value instanceof Value.Text t) {
      return t.text();
    }
    if (value instanceof Value.Num n) {
      return n.number().toPlainString();
    }
    if (value instanceof Value.Bool b) {
      return String.valueOf(b.value());
    }
    List<String> parts = new ArrayList<>();
    if (value instanceof Value.Items items) {
      items.items().forEach(v -> parts.add(text(v)));
      return String.join(", ", parts);
    }
    if (value instanceof Value.Struct s) {
      s.fields().values().forEach(v -> parts.add(text(v)));
    }
    return String.join(" ", parts);
  }
}

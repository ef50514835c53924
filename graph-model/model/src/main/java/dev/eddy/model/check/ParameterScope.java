package dev.eddy.model.check;

import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a project by name, as {@code ${name}} in texts refers to them. A text that is
 * one reference takes the parameter's value as it is, a number stays a number; elsewhere the value
 * becomes part of the text. Values are not searched for references again.
 */
public record ParameterScope(Map<String, Value> values) {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^{}]*)\\}");

  public ParameterScope {
    values = Map.copyOf(values);
  }

  /**
   * A value without references.
   *
   * @param unknown names that were referred to and are not in the scope
   * @param unfit names whose value is a list or an object and cannot be part of a text
   */
  public record Resolution(Value value, Set<String> unknown, Set<String> unfit) {
    public boolean isComplete() {
      return unknown.isEmpty() && unfit.isEmpty();
    }
  }

  public Set<String> names() {
    return values.keySet();
  }

  /** Names that a text refers to, with their places {@code [from, to)}, braces included. */
  public static Map<String, List<int[]>> references(String text) {
    Map<String, List<int[]>> out = new LinkedHashMap<>();
    Matcher m = REFERENCE.matcher(text);
    while (m.find()) {
      out.computeIfAbsent(m.group(1).strip(), k -> new ArrayList<>())
          .add(new int[] {m.start(), m.end()});
    }
    return out;
  }

  /** Resolves the references in all texts of a value. */
  public Resolution resolve(Value value) {
    Set<String> unknown = new java.util.TreeSet<>();
    Set<String> unfit = new java.util.TreeSet<>();
    return new Resolution(resolve(value, unknown, unfit), unknown, unfit);
  }

  private Value resolve(Value value, Set<String> unknown, Set<String> unfit) {
    if (value instanceof Value.Text t) {
      return t.text().contains("${") ? resolveText(t, unknown, unfit) : t;
    } else if (value instanceof Value.Items items) {
      List<Value> out = new ArrayList<>();
      items.items().forEach(i -> out.add(resolve(i, unknown, unfit)));
      return new Value.Items(out);
    } else if (value instanceof Value.Struct struct) {
      Map<String, Value> out = new LinkedHashMap<>();
      struct.fields().forEach((k, v) -> out.put(k, resolve(v, unknown, unfit)));
      return new Value.Struct(out);
    }
    return value;
  }

  private Value resolveText(Value.Text text, Set<String> unknown, Set<String> unfit) {
    Matcher m = REFERENCE.matcher(text.text());
    if (m.matches()) {
      Value v = values.get(m.group(1).strip());
      if (v == null) {
        unknown.add(m.group(1).strip());
        return text;
      }
      return v;
    }
    return new Value.Text(substitute(text.text(), unknown, unfit).text());
  }

  /** The text with all references replaced, and how its places belong to the places before. */
  public Substitution substitute(String text) {
    return substitute(text, new java.util.TreeSet<>(), new java.util.TreeSet<>());
  }

  private Substitution substitute(String text, Set<String> unknown, Set<String> unfit) {
    Matcher m = REFERENCE.matcher(text);
    Substitution.Builder b = new Substitution.Builder(text);
    while (m.find()) {
      String name = m.group(1).strip();
      Value v = values.get(name);
      String plain = v == null ? null : plain(v);
      if (plain != null) {
        b.replace(m.start(), m.end(), plain);
      } else {
        (v == null ? unknown : unfit).add(name);
      }
    }
    return b.build();
  }

  private static @Nullable String plain(Value v) {
    if (v instanceof Value.Text t) {
      return t.text();
    } else if (v instanceof Value.Num n) {
      return n.number().toPlainString();
    } else if (v instanceof Value.Bool b) {
      return Boolean.toString(b.value());
    }
    return null;
  }
}

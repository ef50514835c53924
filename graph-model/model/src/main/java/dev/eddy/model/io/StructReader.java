package dev.eddy.model.io;

import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.value.Value;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the known fields out of a struct of a file; what it did not take is the unknown rest. */
final class StructReader {
  private final Value.Struct struct;
  private final String path;
  private final Source source;
  private final Set<String> taken = new HashSet<>();

  /** A file being read: where its values stand, and what is wrong with it. */
  record Source(String file, Json.Document document, List<Problem> problems) {
    void error(String code, @Nullable Value at, String message, String remedy) {
      problems.add(Problem.error(code, place(at), message, remedy));
    }

    void warning(String code, @Nullable Value at, String message, String remedy) {
      problems.add(Problem.warning(code, place(at), message, remedy));
    }

    private Place place(@Nullable Value at) {
      return Place.file(file).withRange(at == null ? null : document.rangeOf(at));
    }
  }

  StructReader(Value.Struct struct, String path, Source source) {
    this.struct = struct;
    this.path = path;
    this.source = source;
  }

  /** The text of a field; reports a field that is absent or no text, and gives "". */
  String text(String name) {
    Value v = take(name);
    if (v == null) {
      source.error("missing-key", struct, named(name) + " is missing.", "Add it.");
      return "";
    }
    return textOr(name, v, "");
  }

  String text(String name, String otherwise) {
    Value v = take(name);
    return v == null ? otherwise : textOr(name, v, otherwise);
  }

  private String textOr(String name, Value v, String otherwise) {
    if (v instanceof Value.Text t) {
      return t.text();
    }
    source.error("wrong-value", v, named(name) + " must be a text.", "Put it in quotes.");
    return otherwise;
  }

  /** Whether a field is true; reports a value that is neither true nor false. */
  boolean flag(String name) {
    Value v = take(name);
    if (v == null || v instanceof Value.Bool) {
      return v instanceof Value.Bool b && b.value();
    }
    source.error("wrong-value", v, named(name) + " must be true or false.", "Write one of them.");
    return false;
  }

  /** The struct of a field; empty where it is absent or, reported, no struct. */
  Value.Struct struct(String name) {
    Value v = take(name);
    if (v == null) {
      return Value.Struct.EMPTY;
    }
    if (v instanceof Value.Struct s) {
      return s;
    }
    source.error("wrong-value", v, named(name) + " must be an object {…}.", "");
    return Value.Struct.EMPTY;
  }

  /** The structs of a list field. */
  List<Value.Struct> structs(String name) {
    Value v = take(name);
    if (v == null) {
      return List.of();
    }
    if (v instanceof Value.Items items
        && items.items().stream().allMatch(i -> i instanceof Value.Struct)) {
      return items.items().stream().map(i -> (Value.Struct) i).toList();
    }
    source.error("wrong-value", v, named(name) + " must be a list of objects [{…}].", "");
    return List.of();
  }

  @Nullable Value take(String name) {
    taken.add(name);
    return struct.get(name);
  }

  /** What was not taken. */
  Value.Struct rest() {
    Map<String, Value> rest = new LinkedHashMap<>(struct.fields());
    rest.keySet().removeAll(taken);
    return rest.isEmpty() ? Value.Struct.EMPTY : new Value.Struct(rest);
  }

  private String named(String name) {
    return "\"" + (path.isEmpty() ? name : path + "." + name) + "\"";
  }
}

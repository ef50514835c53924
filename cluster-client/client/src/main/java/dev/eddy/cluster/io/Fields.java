package dev.eddy.cluster.io;

import dev.eddy.model.value.Value;
import java.util.List;

/** Lenient reading of replies: what is absent or of another kind is empty. */
record Fields(Value.Struct struct) {
  static Fields of(Value value) {
    return new Fields(value instanceof Value.Struct s ? s : Value.Struct.EMPTY);
  }

  String text(String name) {
    return struct.get(name) instanceof Value.Text t ? t.text() : "";
  }

  long number(String name) {
    return struct.get(name) instanceof Value.Num n ? n.number().longValue() : 0;
  }

  Fields fields(String name) {
    Value v = struct.get(name);
    return v == null ? new Fields(Value.Struct.EMPTY) : of(v);
  }

  List<Fields> list(String name) {
    return struct.get(name) instanceof Value.Items i
        ? i.items().stream().map(Fields::of).toList()
        : List.of();
  }

  List<String> texts(String name) {
    return struct.get(name) instanceof Value.Items i
        ? i.items().stream()
            .filter(Value.Text.class::isInstance)
            .map(v -> ((Value.Text) v).text())
            .toList()
        : List.of();
  }
}

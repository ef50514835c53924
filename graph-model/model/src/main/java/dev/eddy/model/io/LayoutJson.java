package dev.eddy.model.io;

import dev.eddy.model.graph.Layout;
import dev.eddy.model.value.Value;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code NAME.layout.json}: positions by node id, sorted. Unknown keys inside a node's entry are
 * kept in the layout's unknown part under the same names, and written as long as the node has a
 * position.
 */
final class LayoutJson {
  private LayoutJson() {}

  static Value.Struct toValue(Layout layout) {
    Value.Struct extras =
        layout.unknown().get("nodes") instanceof Value.Struct s ? s : Value.Struct.EMPTY;
    Map<String, Value> nodes = new TreeMap<>();
    layout
        .positions()
        .forEach(
            (id, p) -> {
              Map<String, Value> fields = new LinkedHashMap<>();
              fields.put("x", number(p.x()));
              fields.put("y", number(p.y()));
              if (extras.get(id) instanceof Value.Struct more) {
                more.fields().forEach(fields::putIfAbsent);
              }
              nodes.put(id, new Value.Struct(fields));
            });
    Map<String, Value> out = new LinkedHashMap<>();
    out.put("format", Value.of(FormatVersion.CURRENT));
    out.put("nodes", new Value.Struct(nodes));
    layout.unknown().fields().forEach(out::putIfAbsent);
    return new Value.Struct(out);
  }

  /** Tenths of a pixel are plenty, and keep noise out of the file. */
  private static Value number(double d) {
    double tenths = Math.rint(d * 10) / 10;
    return tenths == Math.rint(tenths) && Math.abs(tenths) < 1e15
        ? Value.of((long) tenths)
        : new Value.Num(BigDecimal.valueOf(tenths));
  }

  static Layout read(Value.Struct root, StructReader.Source source) {
    StructReader reader = new StructReader(root, "", source);
    if (!FormatVersion.accept(reader, source)) {
      return Layout.EMPTY;
    }
    Map<String, Layout.Position> positions = new LinkedHashMap<>();
    Map<String, Value> extras = new LinkedHashMap<>();
    reader
        .struct("nodes")
        .fields()
        .forEach(
            (id, v) -> {
              if (v instanceof Value.Struct s
                  && s.get("x") instanceof Value.Num x
                  && s.get("y") instanceof Value.Num y) {
                positions.put(
                    id, new Layout.Position(x.number().doubleValue(), y.number().doubleValue()));
                Value.Struct more = s.with("x", null).with("y", null);
                if (!more.fields().isEmpty()) {
                  extras.put(id, more);
                }
              } else {
                source.warning(
                    "wrong-value",
                    v,
                    "\"nodes." + id + "\" has no position {\"x\": …, \"y\": …}.",
                    "The node is placed anew.");
              }
            });
    Value.Struct unknown = reader.rest();
    return new Layout(
        positions, extras.isEmpty() ? unknown : unknown.with("nodes", new Value.Struct(extras)));
  }
}

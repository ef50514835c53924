package dev.eddy.model.io;

import dev.eddy.model.graph.Layout;
import dev.eddy.model.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code NAME.layout.json}: how edges are routed where they are no curves, positions by node id,
 * then bends and labels by edge id, notes and frames where there are any; each part sorted. Unknown
 * keys inside a node's entry are kept in the layout's unknown part under the same names, and
 * written as long as the node has a position.
 */
final class LayoutJson {
  private static final double FARTHEST = 1e7;

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
    if (layout.routing() != Layout.Routing.CURVED) {
      out.put("routing", Value.of(layout.routing().name().toLowerCase(Locale.ROOT)));
    }
    out.put("nodes", new Value.Struct(nodes));
    Map<String, Value> edges = new TreeMap<>();
    Set<String> drawn = new LinkedHashSet<>(layout.bends().keySet());
    drawn.addAll(layout.labels().keySet());
    drawn.forEach(id -> edges.put(id, edge(layout.bendsOf(id), layout.labels().get(id))));
    Map<String, Value> notes = new TreeMap<>();
    layout.notes().forEach((id, n) -> notes.put(id, note(n)));
    Map<String, Value> frames = new TreeMap<>();
    layout.frames().forEach((id, f) -> frames.put(id, frame(f)));
    putSome(out, "edges", edges);
    putSome(out, "notes", notes);
    putSome(out, "frames", frames);
    layout.unknown().fields().forEach(out::putIfAbsent);
    return new Value.Struct(out);
  }

  private static void putSome(Map<String, Value> out, String key, Map<String, Value> entries) {
    if (!entries.isEmpty()) {
      out.put(key, new Value.Struct(entries));
    }
  }

  private static Value edge(List<Layout.Position> bends, Layout.@Nullable Label label) {
    Map<String, Value> fields = new LinkedHashMap<>();
    if (!bends.isEmpty()) {
      fields.put("bends", points(bends));
    }
    if (label != null) {
      Map<String, Value> at = new LinkedHashMap<>();
      at.put("along", number(label.along()));
      at.put("dx", number(label.dx()));
      at.put("dy", number(label.dy()));
      fields.put("label", new Value.Struct(at));
    }
    return new Value.Struct(fields);
  }

  private static Value points(List<Layout.Position> points) {
    List<Value> out = new ArrayList<>();
    for (Layout.Position p : points) {
      Map<String, Value> fields = new LinkedHashMap<>();
      fields.put("x", number(p.x()));
      fields.put("y", number(p.y()));
      out.add(new Value.Struct(fields));
    }
    return new Value.Items(out);
  }

  private static Value note(Layout.Note n) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("text", Value.of(n.text()));
    fields.put("x", number(n.at().x()));
    fields.put("y", number(n.at().y()));
    fields.put("width", number(n.width()));
    fields.put("height", number(n.height()));
    n.unknown().fields().forEach(fields::putIfAbsent);
    return new Value.Struct(fields);
  }

  private static Value frame(Layout.Frame f) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("title", Value.of(f.title()));
    fields.put("members", new Value.Items(f.members().stream().map(Value::of).toList()));
    f.unknown().fields().forEach(fields::putIfAbsent);
    return new Value.Struct(fields);
  }

  /** What a layout holds is rounded already. */
  private static Value number(double d) {
    return d == Math.rint(d) && Math.abs(d) < 1e15
        ? Value.of((long) d)
        : new Value.Num(BigDecimal.valueOf(d));
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
              Layout.Position at = position(v);
              if (at != null && v instanceof Value.Struct s) {
                positions.put(id, at);
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
    Layout.Routing routing = routing(reader, source);
    Map<String, List<Layout.Position>> bends = new LinkedHashMap<>();
    Map<String, Layout.Label> labels = new LinkedHashMap<>();
    edges(reader.struct("edges"), bends, labels, source);
    Map<String, Layout.Note> notes = notes(reader.struct("notes"), source);
    Map<String, Layout.Frame> frames = frames(reader.struct("frames"), source);
    Value.Struct unknown = reader.rest();
    return new Layout(
        positions,
        bends,
        labels,
        notes,
        frames,
        routing,
        extras.isEmpty() ? unknown : unknown.with("nodes", new Value.Struct(extras)));
  }

  private static Layout.Routing routing(StructReader reader, StructReader.Source source) {
    Value v = reader.take("routing");
    for (Layout.Routing r : Layout.Routing.values()) {
      if (v instanceof Value.Text t && t.text().equals(r.name().toLowerCase(Locale.ROOT))) {
        return r;
      }
    }
    if (v != null) {
      source.warning(
          "wrong-value",
          v,
          "\"routing\" must be \"curved\" or \"orthogonal\".",
          "Edges are drawn as curves.");
    }
    return Layout.Routing.CURVED;
  }

  private static void edges(
      Value.Struct edges,
      Map<String, List<Layout.Position>> bends,
      Map<String, Layout.Label> labels,
      StructReader.Source source) {
    edges
        .fields()
        .forEach(
            (id, v) -> {
              List<Layout.Position> points = new ArrayList<>();
              if (v instanceof Value.Struct s && s.get("bends") instanceof Value.Items items) {
                for (Value p : items.items()) {
                  Layout.Position at = position(p);
                  if (at != null) {
                    points.add(at);
                  }
                }
              }
              Layout.Label label = v instanceof Value.Struct s ? label(s.get("label")) : null;
              if (!points.isEmpty()) {
                bends.put(id, points);
              }
              if (label != null) {
                labels.put(id, label);
              }
              if (points.isEmpty() && label == null) {
                wrong(
                    source,
                    v,
                    "edges." + id,
                    "bends [{\"x\": …, \"y\": …}] or label {\"along\": …, \"dx\": …, \"dy\": …}",
                    "edge");
              }
            });
  }

  private static Layout.@Nullable Label label(@Nullable Value v) {
    return v instanceof Value.Struct s
            && s.get("along") instanceof Value.Num along
            && s.get("dx") instanceof Value.Num dx
            && s.get("dy") instanceof Value.Num dy
            && isOnCanvas(dx)
            && isOnCanvas(dy)
            && along.number().doubleValue() >= 0
            && along.number().doubleValue() <= 1
        ? new Layout.Label(
            along.number().doubleValue(), dx.number().doubleValue(), dy.number().doubleValue())
        : null;
  }

  private static Map<String, Layout.Note> notes(Value.Struct notes, StructReader.Source source) {
    Map<String, Layout.Note> out = new LinkedHashMap<>();
    notes
        .fields()
        .forEach(
            (id, v) -> {
              Layout.Position at = position(v);
              if (at != null
                  && v instanceof Value.Struct s
                  && s.get("text") instanceof Value.Text text
                  && s.get("width") instanceof Value.Num w
                  && s.get("height") instanceof Value.Num h
                  && isOnCanvas(w)
                  && isOnCanvas(h)) {
                Value.Struct more = rest(s, "text", "x", "y", "width", "height");
                out.put(
                    id,
                    new Layout.Note(
                        id,
                        text.text(),
                        at,
                        w.number().doubleValue(),
                        h.number().doubleValue(),
                        more));
              } else {
                wrong(source, v, "notes." + id, "text, x, y, width and height", "note");
              }
            });
    return out;
  }

  private static Map<String, Layout.Frame> frames(Value.Struct frames, StructReader.Source source) {
    Map<String, Layout.Frame> out = new LinkedHashMap<>();
    frames
        .fields()
        .forEach(
            (id, v) -> {
              Set<String> members = new LinkedHashSet<>();
              if (v instanceof Value.Struct s
                  && s.get("title") instanceof Value.Text title
                  && s.get("members") instanceof Value.Items items) {
                for (Value m : items.items()) {
                  if (m instanceof Value.Text t) {
                    members.add(t.text());
                  }
                }
                if (!members.isEmpty()) {
                  out.put(
                      id, new Layout.Frame(id, title.text(), members, rest(s, "title", "members")));
                }
              }
              if (!out.containsKey(id)) {
                wrong(source, v, "frames." + id, "title and members", "frame");
              }
            });
    return out;
  }

  /** Beyond it, arithmetic on places loses the pixel, and in the end gives no number at all. */
  private static boolean isOnCanvas(Value.Num n) {
    return Math.abs(n.number().doubleValue()) <= FARTHEST;
  }

  private static Layout.@Nullable Position position(Value v) {
    return v instanceof Value.Struct s
            && s.get("x") instanceof Value.Num x
            && s.get("y") instanceof Value.Num y
            && isOnCanvas(x)
            && isOnCanvas(y)
        ? new Layout.Position(x.number().doubleValue(), y.number().doubleValue())
        : null;
  }

  private static Value.Struct rest(Value.Struct s, String... known) {
    Value.Struct out = s;
    for (String k : known) {
      out = out.with(k, null);
    }
    return out;
  }

  private static void wrong(
      StructReader.Source source, Value at, String where, String wanted, String what) {
    source.warning(
        "wrong-value",
        at,
        "\"" + where + "\" has no " + wanted + ".",
        "The " + what + " is drawn as if the entry were not there.");
  }
}

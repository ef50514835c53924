package dev.eddy.model.io;

import dev.eddy.model.edit.Clip;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Clip} as text that can be read in a chat and pasted into another window: canonical JSON
 * of the nodes and edges as a pipeline's file has them, with their positions.
 */
public final class ClipText {
  private static final String FILE = "clipboard";
  private static final String MARK = "operators";

  private ClipText() {}

  /**
   * A text that was read.
   *
   * @param clip null where the text is none; then the problems say why
   */
  public record ReadResult(@Nullable Clip clip, List<Problem> problems) {}

  public static String write(Clip clip) {
    Map<String, Value> out = new LinkedHashMap<>();
    out.put("eddy", Value.of(MARK));
    out.putAll(PipelineJson.toValue(clip.document().graph()).fields());
    if (!clip.incoming().isEmpty()) {
      out.put("incoming", new Value.Items(clip.incoming().stream().map(ClipText::edge).toList()));
    }
    out.put("layout", LayoutJson.toValue(clip.document().layout()).with("format", null));
    return new String(Json.write(new Value.Struct(out)), StandardCharsets.UTF_8);
  }

  private static Value edge(Edge e) {
    Map<String, Value> out = new LinkedHashMap<>();
    out.put("from", Value.of(e.from().toString()));
    out.put("to", Value.of(e.to().toString()));
    return new Value.Struct(out);
  }

  /** Reads a text of whatever origin; never throws for what it holds. */
  public static ReadResult read(String text) {
    List<Problem> problems = new ArrayList<>();
    try {
      // A chat puts a fence around what is pasted as code.
      String body = text.strip().replaceFirst("^```[a-z]*\\R", "").replaceFirst("\\R?```$", "");
      Json.Document document =
          Json.readDocument(body.getBytes(StandardCharsets.UTF_8), Json.Limits.FILE);
      if (!(document.root() instanceof Value.Struct root)
          || !(root.get("eddy") instanceof Value.Text mark)
          || !mark.text().equals(MARK)) {
        return foreign();
      }
      Clip clip = clip(root, new StructReader.Source(FILE, document, problems));
      return new ReadResult(clip, List.copyOf(problems));
    } catch (JsonException e) {
      if (!text.contains("\"eddy\"")) {
        return foreign();
      }
      return new ReadResult(null, List.of(e.problem().at(e.problem().place().inFile(FILE))));
    }
  }

  private static ReadResult foreign() {
    return new ReadResult(
        null,
        List.of(
            Problem.error(
                "no-operators",
                Place.file(FILE),
                "The clipboard holds no operators of Eddy's.",
                "Copy some in a pipeline first.")));
  }

  private static @Nullable Clip clip(Value.Struct root, StructReader.Source source) {
    Map<String, Value> pipeline = new LinkedHashMap<>(root.fields());
    pipeline.remove("eddy");
    Value incoming = pipeline.remove("incoming");
    Value layout = pipeline.remove("layout");
    Graph graph = PipelineJson.read(new Value.Struct(pipeline), source);
    if (graph == null) {
      return null;
    }
    Map<String, Value> looks = new LinkedHashMap<>();
    looks.put("format", Value.of(FormatVersion.CURRENT));
    if (layout instanceof Value.Struct s) {
      s.fields().forEach(looks::putIfAbsent);
    }
    Layout at = LayoutJson.read(new Value.Struct(looks), source);
    Graph bare = new Graph(graph.nodes(), graph.edges(), Value.Struct.EMPTY, Value.Struct.EMPTY);
    return new Clip(new PipelineDocument(bare, at), incoming(incoming, bare));
  }

  private static List<Edge> incoming(@Nullable Value value, Graph graph) {
    List<Edge> out = new ArrayList<>();
    if (value instanceof Value.Items items) {
      for (Value item : items.items()) {
        if (item instanceof Value.Struct s
            && s.get("from") instanceof Value.Text from
            && s.get("to") instanceof Value.Text to) {
          PortRef a = PipelineJson.port(from.text());
          PortRef b = PipelineJson.port(to.text());
          if (a != null && b != null && graph.nodes().containsKey(b.node())) {
            out.add(new Edge("in-" + out.size(), a, b));
          }
        }
      }
    }
    return out;
  }
}

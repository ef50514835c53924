package dev.eddy.designer.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.theme.Mood;
import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.edit.Differences;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class GraphSvgTest {
  private static final Contract UPDATING =
      Contract.append(Schema.EMPTY, null, false).updating(ChangelogMode.UPSERT, List.of("k"));

  private static Marks marks(Map<String, Contract> outputs) {
    return new Marks(
        Set.of("s"),
        null,
        Set.of(),
        Map.of(),
        outputs,
        Map.of(),
        null,
        Map.of(),
        Set.of(),
        Set.of(),
        Map.of(),
        Map.of("f", Differences.Kind.CHANGED));
  }

  private static Picture picture(Graph graph, Layout layout, Map<String, Contract> outputs) {
    return new Picture(
        new SceneBuilder(Pipelines.CATALOG, s -> 7.0 * s.length()).build(graph, layout),
        Looks.of(Pipelines.CATALOG, marks(outputs)),
        new Palette(Mood.LIGHT),
        false,
        null,
        Set.of());
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void allNodesEdgesNotesAndFramesAreDrawnAsText() throws Exception {
    Layout.Note note = new Layout.Note("n", "# Late\nrows & more", at(0, 200), 208, 80);
    Layout layout =
        Pipelines.LAYOUT
            .withNote(note)
            .withFrame(new Layout.Frame("fr", "Clean up", Set.of("s", "f")));
    String svg =
        GraphSvg.of(
            picture(Pipelines.GRAPH, layout, Map.of("f.out", UPDATING)),
            s -> 7.0 * s.length(),
            (t, style) -> 7.0 * t.length());
    Document d = parsed(svg);
    String words = d.getDocumentElement().getTextContent();
    assertThat(words).contains("node s", "node f", "node w", "node k", "Clean up");
    assertThat(words).contains("Late", "rows & more").doesNotContain("# Late");
    assertThat(d.getElementsByTagName("polygon").getLength())
        .as("an arrow for each edge")
        .isEqualTo(Pipelines.GRAPH.edges().size());
    assertThat(d.getElementsByTagName("path").getLength())
        .as("an updating stream is a double line")
        .isEqualTo(Pipelines.GRAPH.edges().size() + 1);
  }

  @Test
  void aNoteIsBrokenIntoLinesThatFitAndCutWhereItIsFull() throws Exception {
    Layout.Note note =
        new Layout.Note("n", "one two three four five six seven", at(0, 200), 100, 50);
    String svg =
        GraphSvg.of(
            picture(Graph.EMPTY, Layout.EMPTY.withNote(note), Map.of()),
            s -> 7.0 * s.length(),
            (t, style) -> 7.0 * t.length());
    var texts = parsed(svg).getElementsByTagName("text");
    assertThat(texts.getLength()).isGreaterThan(1);
    for (int i = 0; i < texts.getLength(); i++) {
      var text = (org.w3c.dom.Element) texts.item(i);
      double right =
          Double.parseDouble(text.getAttribute("x")) + 7.0 * text.getTextContent().strip().length();
      assertThat(right).as(text.getTextContent()).isLessThanOrEqualTo(100);
      assertThat(Double.parseDouble(text.getAttribute("y"))).isLessThanOrEqualTo(250);
    }
    assertThat(svg).contains("one two").contains("…").doesNotContain("seven");
  }

  @Test
  void aNameThatIsTooLongIsCut() {
    Graph g =
        Graph.of(List.of(new Node("a", "filter", "x".repeat(80), Value.Struct.EMPTY)), List.of());
    String svg =
        GraphSvg.of(
            picture(g, Layout.EMPTY, Map.of()),
            s -> 7.0 * s.length(),
            (t, style) -> 7.0 * t.length());
    assertThat(svg).contains("xxx…").doesNotContain("x".repeat(60));
  }

  @Property(tries = 200)
  void whateverANameHoldsTheDrawingIsXml(@ForAll String name) throws Exception {
    Graph g = Graph.of(List.of(new Node("a", "filter", name, Value.Struct.EMPTY)), List.of());
    parsed(GraphSvg.of(picture(g, Layout.EMPTY, Map.of()), s -> 0, (t, style) -> 0.0));
  }

  @Test
  void aPortIsSquareWhereATableChanges() {
    Graph g =
        Graph.of(
            List.of(
                new Node("a", "filter", "a", Value.Struct.EMPTY),
                new Node("b", "filter", "b", Value.Struct.EMPTY)),
            List.of(new Edge("e", new PortRef("a", "out"), new PortRef("b", "in"))));
    Picture p = picture(g, Layout.EMPTY, Map.of("a.out", UPDATING));
    NodeShape a = p.scene().nodes().get("a");
    NodeShape b = p.scene().nodes().get("b");
    assertThat(p.looks().isTable(a.outputs().get(0), p.scene())).isTrue();
    assertThat(p.looks().isTable(b.inputs().get(0), p.scene())).isTrue();
    assertThat(p.looks().isTable(a.inputs().get(0), p.scene())).isFalse();
    assertThat(p.looks().isTable(b.outputs().get(0), p.scene())).isFalse();
  }

  @Test
  void whatHasChangedIsSpokenAndAPictureForOthersShowsNoSelection() {
    Picture p = picture(Pipelines.GRAPH, Pipelines.LAYOUT, Map.of());
    assertThat(p.looks().node(p.scene().nodes().get("f")).spoken("f")).contains(", changed");
    assertThat(p.looks().marks().unselected().selectedNodes()).isEmpty();
    assertThat(p.looks().marks().unselected().versions()).containsKey("f");
  }

  private static Layout.Position at(double x, double y) {
    return new Layout.Position(x, y);
  }
}

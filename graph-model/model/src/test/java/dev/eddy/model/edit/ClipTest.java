package dev.eddy.model.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.io.ClipText;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.value.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ClipTest {
  private static PipelineDocument graph(long seed, int nodes) {
    SplittableRandom random = new SplittableRandom(seed);
    PipelineDocument d = PipelineDocument.EMPTY;
    for (int i = 0; i < nodes; i++) {
      Node n =
          new Node(
              "n" + i,
              i % 2 == 0 ? "filter" : "map",
              "node \"" + i + "\" é",
              new Value.Struct(Map.of("condition", Value.of("a > " + i))));
      d = new GraphEdit.AddNode(n, new Layout.Position(16 * i, 8.5 * i)).apply(d);
    }
    for (int i = 0; nodes > 0 && i < nodes * 2; i++) {
      Edge e =
          new Edge(
              "e" + i,
              new PortRef("n" + random.nextInt(nodes), "out"),
              new PortRef("n" + random.nextInt(nodes), "in"));
      d = new GraphEdit.AddEdge(e).apply(d);
    }
    if (nodes > 2) {
      d = new GraphEdit.SetBends("e0", List.of(new Layout.Position(1, 2.5))).apply(d);
      d = new GraphEdit.SetBypassed("n1", true).apply(d);
      d =
          new GraphEdit.SetNote(
                  "note-1", new Layout.Note("note-1", "*why*", new Layout.Position(0, 90), 160, 64))
              .apply(d);
      d =
          new GraphEdit.SetFrame("f-1", new Layout.Frame("f-1", "clean", Set.of("n0", "note-1")))
              .apply(d);
    }
    return d;
  }

  private static Set<String> some(long seed, int nodes) {
    SplittableRandom random = new SplittableRandom(seed + 1);
    Set<String> out = new HashSet<>(Set.of("note-1"));
    for (int i = 0; i < nodes; i++) {
      if (random.nextBoolean()) {
        out.add("n" + i);
      }
    }
    return out;
  }

  private static PipelineDocument apply(PipelineDocument d, List<GraphEdit> edits) {
    for (GraphEdit e : edits) {
      d = e.apply(d);
    }
    return d;
  }

  private static Clip read(String text) {
    ClipText.ReadResult r = ClipText.read(text);
    assertThat(r.problems()).isEmpty();
    return r.clip();
  }

  private static String message(String text) {
    ClipText.ReadResult r = ClipText.read(text);
    assertThat(r.clip()).isNull();
    return r.problems().stream().map(Problem::message).collect(Collectors.joining(" "));
  }

  @Property(tries = 200)
  void aClipSurvivesAsText(@ForAll long seed, @ForAll @IntRange(max = 12) int nodes) {
    Clip clip = Clip.of(graph(seed, nodes), some(seed, nodes));
    Clip again = read(ClipText.write(clip));
    assertThat(again.document().graph()).isEqualTo(clip.document().graph());
    assertThat(again.document().layout()).isEqualTo(clip.document().layout());
    assertThat(again.incoming())
        .extracting(e -> e.from() + ">" + e.to())
        .isEqualTo(clip.incoming().stream().map(e -> e.from() + ">" + e.to()).toList());
  }

  @Property(tries = 200)
  void pastingAddsExactlyTheClipAndTouchesNothingElse(
      @ForAll long seed, @ForAll @IntRange(max = 12) int nodes, @ForAll boolean connect) {
    PipelineDocument d = graph(seed, nodes);
    Clip clip = Clip.of(d, some(seed, nodes));
    Clip.Paste paste = clip.into(d, connect, new SplittableRandom(seed));
    PipelineDocument after = apply(d, paste.edits());
    assertThat(paste.ids()).hasSameSizeAs(clip.document().graph().nodes().keySet());
    assertThat(after.graph().nodes()).hasSize(nodes + paste.ids().size());
    assertThat(after.graph().nodes()).containsAllEntriesOf(d.graph().nodes());
    assertThat(after.graph().edges()).containsAllEntriesOf(d.graph().edges());
    assertThat(after.graph().edges())
        .hasSize(
            d.graph().edges().size()
                + clip.document().graph().edges().size()
                + (connect ? clip.incoming().size() : 0));
    assertThat(after.graph().nodes().values()).extracting(Node::name).doesNotHaveDuplicates();
    assertThat(after.layout().positions().values()).doesNotHaveDuplicates();
  }

  @Property(tries = 100)
  void pastingIsTakenBackByteForByte(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 10) int n) {
    PipelineDocument d = graph(seed, n);
    GraphEdit paste =
        new GraphEdit.Composite(
            "Paste", Clip.of(d, some(seed, n)).into(d, true, new SplittableRandom(seed)).edits());
    assertThat(paste.inverse(d).apply(paste.apply(d))).isEqualTo(d);
  }

  @Test
  void inAnEmptyPipelineAPasteKeepsIdsNamesAndPlaces() {
    PipelineDocument d = graph(7, 5);
    Clip clip = Clip.of(d, Set.of("n1", "n2"));
    PipelineDocument after =
        apply(
            PipelineDocument.EMPTY,
            clip.into(PipelineDocument.EMPTY, false, new SplittableRandom(1)).edits());
    assertThat(after.graph().nodes()).isEqualTo(clip.document().graph().nodes());
    assertThat(after.layout()).isEqualTo(clip.document().layout());
  }

  @Test
  void twoPastesStandBesideEachOther() {
    PipelineDocument d = graph(7, 3);
    Clip clip = Clip.of(d, Set.of("n1"));
    PipelineDocument once = apply(d, clip.into(d, false, new SplittableRandom(1)).edits());
    PipelineDocument twice = apply(once, clip.into(once, false, new SplittableRandom(2)).edits());
    assertThat(twice.layout().positions().values())
        .contains(
            new Layout.Position(16, 8.5),
            new Layout.Position(48, 40.5),
            new Layout.Position(80, 72.5));
  }

  @Test
  void edgesFromNodesThatAreNotThereAreLeftOut() {
    PipelineDocument d = graph(7, 6);
    Clip clip = Clip.of(d, Set.of("n0", "n1"));
    Clip.Paste paste = clip.into(PipelineDocument.EMPTY, true, new SplittableRandom(1));
    assertThat(apply(PipelineDocument.EMPTY, paste.edits()).graph().edges())
        .hasSameSizeAs(clip.document().graph().edges());
  }

  @Test
  void aTextFromAChatIsReadWithItsFence() {
    String text = ClipText.write(Clip.of(graph(3, 4), Set.of("n0", "n1", "n2", "n3")));
    assertThat(read("```json\n" + text + "```").document()).isEqualTo(read(text).document());
  }

  @Test
  void foreignTextIsRefusedInOneSentence() {
    String foreign = "The clipboard holds no operators of Eddy's.";
    assertThat(message("")).isEqualTo(foreign);
    assertThat(message("SELECT * FROM t")).isEqualTo(foreign);
    assertThat(message("{\"nodes\": []}")).isEqualTo(foreign);
    assertThat(message("[1, 2]")).isEqualTo(foreign);
  }

  @Test
  void aDamagedClipSaysWhatIsWrong() {
    String text = ClipText.write(Clip.of(graph(3, 2), Set.of("n0", "n1")));
    assertThat(message(text.substring(0, text.length() / 2))).contains("ends in the middle");
    assertThat(message(text.replace("\"format\": 1", "\"format\": 99"))).contains("format 99");
    assertThat(message(text.replace("\"id\": \"n1\"", "\"id\": \"n0\""))).contains("n0");
  }
}

package dev.eddy.designer.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.States;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.PortRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * A hand with a seed instead of a head on any pipeline: it presses somewhere, with any keys held,
 * drags wherever, lets go or presses Escape. Without a screen.
 */
class AnyGestureTest {
  /** A hand, and what it works on. */
  private static final class Hand {
    private final SceneBuilder builder = new SceneBuilder(Pipelines.CATALOG, s -> 7.0 * s.length());
    private final Random random;
    private final double pixel;
    private AppState state;

    Hand(long seed) {
      AnyPicture any = new AnyPicture(seed, 900, 500);
      Graph g = any.graph();
      Layout l = any.layout(g);
      random = new Random(seed);
      pixel = 1 / List.of(0.1, 0.3, 0.7, 1.0, 1.0, 2.0).get(random.nextInt(6));
      state = States.of(new PipelineDocument(g, l));
      List<String> ids = List.copyOf(g.nodes().keySet());
      Set<String> some = new HashSet<>(ids.subList(0, random.nextInt(ids.size() + 1)));
      Set<String> notes = new HashSet<>(l.notes().keySet());
      notes.addAll(l.frames().keySet());
      send(new Message.Select(new Selection(some, null, random.nextBoolean() ? notes : Set.of())));
    }

    void send(Message m) {
      state = States.after(state, m);
    }

    PipelineDocument document() {
      return state.document();
    }

    int steps() {
      return state.open().history().done().size();
    }

    CanvasScene scene() {
      return builder.build(document().graph(), document().layout());
    }

    /** Mostly where there is something. */
    Point somewhere() {
      CanvasScene s = scene();
      List<Point> places = new ArrayList<>();
      for (NodeShape n : s.nodes().values()) {
        places.add(n.box().center());
        CanvasScene.ports(n).forEach(p -> places.add(p.at()));
      }
      for (EdgeShape e : s.edges().values()) {
        places.add(e.middle());
        places.add(e.path().at(random.nextDouble()));
        places.add(e.path().to().plus(-12, 0));
        places.addAll(e.path().bends());
        Point words = e.labelAt();
        if (words != null) {
          places.add(words);
        }
      }
      for (NoteShape n : s.notes().values()) {
        places.add(n.box().center());
        places.add(new Point(n.box().right() - 2, n.box().bottom() - 2));
      }
      s.frames().values().forEach(f -> places.add(f.title().center()));
      Point p =
          random.nextInt(6) == 0
              ? new Point(random.nextInt(1500) - 500, random.nextInt(900) - 300)
              : places.get(random.nextInt(places.size()));
      return p.plus(random.nextInt(9) - 4, random.nextInt(9) - 4);
    }

    Modifiers keys() {
      return random.nextInt(2) == 0
          ? Modifiers.NONE
          : new Modifiers(random.nextBoolean(), random.nextBoolean(), random.nextBoolean());
    }

    Press press(Point at, Modifiers held) {
      return new Press(scene(), state, Pipelines.CATALOG, at, pixel, held, Hand::words);
    }

    private static Box words(EdgeShape e) {
      Point at = e.labelAt();
      return at == null ? null : new Box(at.x() - 20, at.y() - 6, 40, 12);
    }
  }

  @Property(tries = 400, shrinking = ShrinkingMode.OFF)
  void aGestureThatIsDroppedLeavesNothingAndOneThatEndsIsOneStepThatGoesBack(@ForAll long seed) {
    Hand h = new Hand(seed);
    for (int i = 0; i < 8; i++) {
      PipelineDocument before = h.document();
      int steps = h.steps();
      Point from = h.somewhere();
      Modifiers held = h.keys();
      Press press = h.press(from, held);
      press.select().ifPresent(h::send);
      Press.Start start = h.press(from, held).start();
      Gesture g = start.gesture();
      assertThat(h.document()).as("a press changes nothing").isEqualTo(before);
      if (g == null) {
        h.press(from, held).click().ifPresent(h::send);
        continue;
      }
      Modifiers then = h.keys();
      Point to = from;
      for (int k = 0; k < 3; k++) {
        to = h.somewhere();
        g.drag(to, then);
        g.overlay();
        assertThat(h.scene().edges().keySet()).containsAll(g.hiddenEdges());
      }
      if (h.random.nextInt(4) == 0) {
        assertThat(h.document()).as("Escape").isEqualTo(before);
        continue;
      }
      Map<String, Layout.Position> shown = g.moved();
      boolean spliced = g.overlay() instanceof Overlay.Splice;
      Gesture.Outcome outcome = g.release(to, then);
      if (outcome instanceof Gesture.Outcome.Send s) {
        h.send(s.message());
      }
      checkEnds(h.document());
      if (!spliced && outcome instanceof Gesture.Outcome.Send) {
        places(h.document()).entrySet().stream()
            .filter(e -> shown.containsKey(e.getKey()))
            .forEach(
                e ->
                    assertThat(e.getValue())
                        .as("%s is where it was shown", e.getKey())
                        .isEqualTo(shown.get(e.getKey())));
      }
      if (h.document().equals(before)) {
        continue;
      }
      PipelineDocument after = h.document();
      assertThat(h.steps()).as("%s is one step", g).isEqualTo(steps + 1);
      h.send(new Message.Undo());
      assertThat(h.document()).as("%s is taken back", g).isEqualTo(before);
      h.send(new Message.Redo());
      assertThat(h.document()).as("%s is done again", g).isEqualTo(after);
    }
  }

  private static Map<String, Layout.Position> places(PipelineDocument d) {
    Map<String, Layout.Position> out = new java.util.HashMap<>(d.layout().positions());
    d.layout().notes().forEach((id, n) -> out.put(id, n.at()));
    return out;
  }

  private static void checkEnds(PipelineDocument d) {
    Set<PortRef> taken = new HashSet<>();
    for (Edge e : d.graph().edges().values()) {
      assertThat(d.graph().nodes()).containsKeys(e.from().node(), e.to().node());
      taken.add(e.to());
    }
    assertThat(taken).hasSizeLessThanOrEqualTo(d.graph().edges().size());
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void aDoubleClickAMenuAndAHoverAreTakenAnywhere(@ForAll long seed) {
    Hand h = new Hand(seed);
    for (int i = 0; i < 8; i++) {
      PipelineDocument before = h.document();
      int steps = h.steps();
      Point at = h.somewhere();
      Press press = h.press(at, h.keys());
      press.selectForMenu().ifPresent(h::send);
      assertThat(h.document()).isEqualTo(before);
      Press.Twice twice = h.press(at, Modifiers.NONE).twice();
      if (twice instanceof Press.Twice.Send s) {
        h.send(s.message());
      }
      assertThat(h.steps()).isLessThanOrEqualTo(steps + 1);
      NodeShape n = h.scene().nodeAt(at).orElse(null);
      PortShape port = h.scene().portAt(at, 10).orElse(null);
      EdgeShape e = h.scene().edgeAt(at, 10).orElse(null);
      HoverWords.of(h.state, new OverlayPainter.Hover(n, e, port), new Camera(0, 0, 1 / h.pixel));
    }
  }

  /** What lies on top is what a press is about: nodes, then notes, then edges, then frames. */
  @Property(tries = 200, shrinking = ShrinkingMode.OFF)
  void aPressIsAboutWhatIsSeenThere(@ForAll long seed) {
    Hand h = new Hand(seed);
    CanvasScene s = h.scene();
    for (NoteShape n : s.notes().values()) {
      for (int i = 0; i < 20; i++) {
        Point at =
            new Point(
                n.box().x() + h.random.nextDouble() * n.box().width(),
                n.box().y() + h.random.nextDouble() * n.box().height());
        boolean covered =
            s.nodeAt(at).isPresent()
                || Press.portAt(s, at, h.pixel) != null
                || !s.noteAt(at).equals(java.util.Optional.of(n));
        Press p = h.press(at, Modifiers.NONE);
        if (!covered) {
          assertThat(p.edge()).as("an edge below %s at %s", n.id(), at).isNull();
        }
      }
    }
  }
}

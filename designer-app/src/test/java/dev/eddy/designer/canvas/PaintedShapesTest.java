package dev.eddy.designer.canvas;

import static dev.eddy.designer.control.HeadlessStage.onFx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.theme.Mood;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.operator.Family;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javafx.scene.paint.Color;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Single shapes as they are painted: where they stand, what they cover, what can be hit there. */
class PaintedShapesTest {
  /** Pixels: where three layers lie over each other, a few may have a colour that nobody chose. */
  private static final int MUCH = 100;

  private static final int WIDTH = 640;
  private static final int HEIGHT = 320;
  private static final Camera CAMERA = new Camera(-100, -100, 1);
  private static final int VISIBLE = 24;

  @BeforeContainer
  @BeforeAll
  static void start() throws Exception {
    Painted.start();
  }

  private static SceneBuilder builder(CanvasPainter painter) {
    return new SceneBuilder(Pipelines.CATALOG, painter::nameWidth);
  }

  private static Painted painted(CanvasPainter painter, Picture p, Camera camera) {
    return Painted.of(WIDTH, HEIGHT, g -> painter.paint(g, p, camera, WIDTH, HEIGHT));
  }

  private static Picture picture(CanvasScene scene, Marks marks) {
    return AnyPicture.picture(scene, marks, Mood.LIGHT);
  }

  private static Marks error(String node, String message) {
    return marks(Map.of(node, List.of(Problem.error("x", Place.node(node, node), message, ""))));
  }

  private static Marks marks(Map<String, List<Problem>> problems) {
    return new Marks(
        Set.of(), null, Set.of(), problems, Map.of(), Map.of(), null, Map.of(), Set.of());
  }

  private static Graph one(String name) {
    return Graph.of(List.of(new Node("a", "window", name, Value.Struct.EMPTY)), List.of());
  }

  @Test
  void noNameAndNoErrorInAnyScriptLeavesItsNode() throws Exception {
    for (String words : AnyPicture.NAMES) {
      for (double zoom : List.of(0.3, 1.0)) {
        Box left =
            onFx(
                () -> {
                  CanvasPainter painter = new CanvasPainter();
                  Camera camera = new Camera(-100, -100, zoom);
                  Layout at = Layout.EMPTY.with("a", new Layout.Position(0, 0));
                  CanvasScene scene = builder(painter).build(one(words), at);
                  Picture p = picture(scene, error("a", words + " " + words));
                  Box painted =
                      painted(painter, p, camera)
                          .differing(
                              painted(painter, picture(CanvasScene.EMPTY, Marks.NONE), camera),
                              VISIBLE);
                  Point a = camera.toCanvas(painted.x(), painted.y());
                  Point b = camera.toCanvas(painted.right(), painted.bottom());
                  Box all = Box.spanning(a, b);
                  Box node = scene.nodes().get("a").box().grow(10 / zoom);
                  return node.contains(all) ? Box.EMPTY : all;
                });
        assertThat(left).as("painted of '%s' at %s", words, zoom).isEqualTo(Box.EMPTY);
      }
    }
  }

  @Test
  void whatIsDraggedToTheCanvasIsNoWiderThanTheNodeThatItWillBe() throws Exception {
    for (String name : AnyPicture.NAMES) {
      onFx(
          () -> {
            CanvasPainter painter = new CanvasPainter();
            OverlayPainter over = new OverlayPainter(painter);
            CanvasScene scene =
                builder(painter)
                    .build(one(name), Layout.EMPTY.with("a", new Layout.Position(0, 0)));
            NodeShape node = scene.nodes().get("a");
            for (Overlay o :
                List.of(
                    new Overlay.Ghost(new Point(0, 0), name, "box", Family.WINDOW, null),
                    new Overlay.Copies(List.of(node), List.of()))) {
              Box painted =
                  over(over, o, scene).differing(Painted.of(WIDTH, HEIGHT, g -> {}), VISIBLE);
              Box at =
                  new Box(painted.x() - 100, painted.y() - 100, painted.width(), painted.height());
              assertThat(node.box().grow(3).contains(at)).as(name + " " + at).isTrue();
            }
            return true;
          });
    }
  }

  private static Painted over(OverlayPainter over, Overlay o, CanvasScene scene) {
    return Painted.of(WIDTH, HEIGHT, g -> over.overlay(g, picture(scene, Marks.NONE), CAMERA, o));
  }

  /**
   * While something is dragged it is painted over the picture instead of in it. Dragged to where it
   * stands it must look as if it had not been touched.
   */
  @Property(tries = 60)
  void whatAGestureLiftsLooksAsItDid(@ForAll long seed) throws Exception {
    AnyPicture any = new AnyPicture(seed, WIDTH, HEIGHT);
    Graph all = any.graph();
    String lifted = any.oneOf(List.copyOf(all.nodes().keySet()));
    Map<String, Edge> own = new LinkedHashMap<>(all.edges());
    // Others may pass below it, or have their dots on it: then they are over what is lifted.
    own.values().removeIf(e -> !e.from().node().equals(lifted) && !e.to().node().equals(lifted));
    Graph g = all.withEdges(own);
    Layout l = apart(g, any.layout(g));
    Marks marks = any.marks(g, l);
    Mood mood = any.mood();
    Camera camera = new Camera(-40, -60, any.oneOf(List.of(0.2, 0.4, 1.0)));
    onFx(
        () -> {
          CanvasPainter painter = new CanvasPainter();
          OverlayPainter over = new OverlayPainter(painter);
          SceneBuilder builder = builder(painter);
          CanvasScene scene = builder.build(g, l);
          CanvasScene moved = builder.moved(scene, l, Places.of(scene, Set.of(lifted)));
          Picture whole = AnyPicture.picture(scene, marks, mood);
          Set<String> hidden = new HashSet<>(moved.nodes().keySet());
          hidden.addAll(moved.edges().keySet());
          Picture rest =
              new Picture(scene, whole.looks(), whole.palette(), whole.past(), null, hidden);
          Picture above =
              new Picture(moved, whole.looks(), whole.palette(), whole.past(), null, Set.of());
          Painted at = painted(painter, whole, camera);
          Painted split =
              Painted.of(
                  WIDTH,
                  HEIGHT,
                  c -> {
                    painter.paint(c, rest, camera, WIDTH, HEIGHT);
                    over.moved(c, above, camera);
                  });
          Box there = scene.nodes().get(lifted).box().grow(12);
          Point corner = camera.toScreen(there.x(), there.y());
          int x = (int) Math.max(0, corner.x());
          int y = (int) Math.max(0, corner.y());
          int w = (int) Math.min(WIDTH - x, there.width() * camera.zoom());
          int h = (int) Math.min(HEIGHT - y, there.height() * camera.zoom());
          if (w > 0 && h > 0) {
            Painted now = split.part(x, y, w, h);
            assertThat(now.count(at.part(x, y, w, h), 64)).as(lifted).isLessThan(40);
          }
          return true;
        });
  }

  /** Nodes far from each other, edges without bends and words: nothing lies over another. */
  private static Layout apart(Graph g, Layout l) {
    Layout out = Layout.EMPTY;
    int i = 0;
    for (String id : g.nodes().keySet()) {
      out = out.with(id, new Layout.Position(330.0 * (i % 3), 150.0 * (i / 3)));
      i++;
    }
    return out.withRouting(l.routing());
  }

  @Test
  void anEdgeThatIsCutByAPullIsPaintedNeitherBelowNorAbove() throws Exception {
    onFx(
        () -> {
          CanvasPainter painter = new CanvasPainter();
          OverlayPainter over = new OverlayPainter(painter);
          SceneBuilder builder = builder(painter);
          CanvasScene scene = builder.build(Pipelines.GRAPH, Pipelines.LAYOUT);
          CanvasScene moved = builder.moved(scene, Pipelines.LAYOUT, Map.of("f", at(256, 0)));
          Set<String> cut = Set.of("e1", "e2");
          Picture p =
              new Picture(
                  moved,
                  Looks.of(Pipelines.CATALOG, Marks.NONE),
                  new Palette(Mood.LIGHT),
                  false,
                  null,
                  cut);
          Painted all = Painted.of(WIDTH, HEIGHT, g -> over.moved(g, p, CAMERA));
          Painted nothing = Painted.of(WIDTH, HEIGHT, g -> {});
          Box node = moved.nodes().get("f").box().grow(8);
          Box painted = all.differing(nothing, VISIBLE);
          assertThat(node.contains(new Box(painted.x() - 100, painted.y() - 100, 1, 1))).isTrue();
          assertThat(painted.width()).as("no wire hangs on it").isLessThan(node.width());
          return true;
        });
  }

  private static Layout.Position at(double x, double y) {
    return new Layout.Position(x, y);
  }

  /** Everything that a gesture paints, each in its own words. */
  private static Map<String, Overlay> overlays(CanvasScene scene) {
    EdgeShape e = scene.edges().get("e1");
    Map<String, Overlay> out = new LinkedHashMap<>();
    out.put("band", new Overlay.Band(new Box(0, 0, 200, 60)));
    out.put("wire", new Overlay.Wire(new Point(0, 0), new Point(90, 60), true, Set.of(), ""));
    out.put(
        "a wire that does not fit",
        new Overlay.Wire(new Point(0, 0), new Point(90, 60), true, Set.of(), "a circle"));
    out.put(
        "wires",
        new Overlay.Wires(
            List.of(new Point(0, 0), new Point(0, 90)), new Point(90, 60), true, Set.of(), "no"));
    out.put("dropped", new Overlay.Dropped(new Point(0, 0), new Point(90, 60), false));
    out.put("ghost", new Overlay.Ghost(new Point(0, 0), "Window", "box", Family.WINDOW, e));
    out.put("splice", new Overlay.Splice(e));
    out.put("copies", new Overlay.Copies(List.copyOf(scene.nodes().values()), List.of()));
    out.put("cut", new Overlay.Cut(List.of(new Point(210, -40), new Point(220, 90)), List.of(e)));
    out.put("bend", new Overlay.Reshaped(e.by(List.of(new Point(220, 120)))));
    return out;
  }

  @Test
  void everyGestureIsSeenInBothThemesAndAtEveryZoom() throws Exception {
    onFx(
        () -> {
          CanvasPainter painter = new CanvasPainter();
          OverlayPainter over = new OverlayPainter(painter);
          for (Layout.Routing routing : Layout.Routing.values()) {
            CanvasScene scene =
                builder(painter).build(Pipelines.GRAPH, Pipelines.LAYOUT.withRouting(routing));
            for (Mood mood : Mood.values()) {
              Picture p = AnyPicture.picture(scene, Marks.NONE, mood);
              for (double zoom : List.of(0.15, 0.4, 1.0, 2.0)) {
                Camera camera = new Camera(-100, -100, zoom);
                Painted rest = painted(painter, p, camera);
                overlays(scene)
                    .forEach(
                        (name, o) ->
                            assertThat(
                                    Painted.of(
                                            WIDTH,
                                            HEIGHT,
                                            g -> {
                                              painter.paint(g, p, camera, WIDTH, HEIGHT);
                                              over.overlay(g, p, camera, o);
                                            })
                                        .count(rest, VISIBLE))
                                .as("%s, %s, %s", name, mood, zoom)
                                .isGreaterThan(8));
              }
            }
          }
          return true;
        });
  }

  @Test
  void copiesOfNotesAreSeenWhileTheyAreDragged() throws Exception {
    onFx(
        () -> {
          CanvasPainter painter = new CanvasPainter();
          Layout l = Layout.EMPTY.withNote(new Layout.Note("n", "later", at(0, 0), 160, 80));
          CanvasScene scene = builder(painter).build(Graph.EMPTY, l);
          DuplicateGesture g =
              new DuplicateGesture(
                  scene,
                  new dev.eddy.model.edit.PipelineDocument(Graph.EMPTY, l),
                  Places.of(scene, Set.of("n")),
                  "n",
                  new Point(10, 10));
          g.drag(new Point(170, 106), Modifiers.NONE);
          Box seen =
              over(new OverlayPainter(painter), g.overlay(), scene)
                  .differing(Painted.of(WIDTH, HEIGHT, c -> {}), VISIBLE);
          assertThat(seen.width()).isBetween(158.0, 166.0);
          assertThat(seen.x()).isBetween(256.0, 262.0);
          return true;
        });
  }

  /** What one clicks on is what one sees there. */
  @Property(tries = 60)
  void whereNothingIsPaintedNothingIsHitAndWhereANodeIsPaintedItIs(@ForAll long seed)
      throws Exception {
    AnyPicture any = new AnyPicture(seed, WIDTH, HEIGHT);
    Graph g = any.graph();
    Layout l = any.layout(g);
    onFx(
        () -> {
          CanvasPainter painter = new CanvasPainter();
          CanvasScene scene = builder(painter).build(g, l);
          Picture p = picture(scene, Marks.NONE);
          Camera camera = new Camera(0, 0, 1);
          Painted all = painted(painter, p, camera);
          Painted empty = painted(painter, picture(CanvasScene.EMPTY, Marks.NONE), camera);
          for (int y = 3; y < HEIGHT; y += 7) {
            for (int x = 3; x < WIDTH; x += 7) {
              Point at = new Point(x + 0.5, y + 0.5);
              boolean painted = all.at(x, y) != empty.at(x, y);
              boolean hit =
                  scene.nodeAt(at).isPresent()
                      || scene.edgeAt(at, 10).isPresent()
                      || scene.notes().values().stream().anyMatch(n -> n.box().grow(1).contains(at))
                      || scene.portAt(at, CanvasScene.REACH).isPresent()
                      || scene.frames().values().stream()
                          .anyMatch(f -> f.box().grow(1).contains(at))
                      || Press.labelled(
                              scene, at, e -> painter.edges().words().box(e, p.looks().edge(e), 1))
                          != null
                      || scene.edges().values().stream().anyMatch(e -> leads(e, at));
              if (painted) {
                assertThat(hit).as("painted at %s but not hit", at).isTrue();
              }
              scene.nodeAt(at).ifPresent(n -> assertThat(inside(n, at)).isTrue());
            }
          }
          return true;
        });
  }

  /** The thin line that joins an edge and words that were moved away from it. */
  private static boolean leads(EdgeShape e, Point at) {
    Point words = e.labelAt();
    return words != null
        && Box.spanning(words, e.path().at(e.label().along())).grow(2).contains(at);
  }

  private static boolean inside(NodeShape n, Point at) {
    return n.box().contains(at);
  }

  @Test
  void ofTwoNodesThatOverlapTheOneThatIsSeenIsHit() throws Exception {
    Graph g =
        Graph.of(
            List.of(
                new Node("below", "source", "below", Value.Struct.EMPTY),
                new Node("above", "sink", "above", Value.Struct.EMPTY)),
            List.of());
    Layout l = Layout.EMPTY.with("below", at(0, 0)).with("above", at(80, 40));
    onFx(
        () -> {
          CanvasPainter painter = new CanvasPainter();
          CanvasScene scene = builder(painter).build(g, l);
          Painted both = painted(painter, picture(scene, Marks.NONE), CAMERA);
          Point there = new Point(82, 100);
          int strip = both.at((int) there.x() + 100, (int) there.y() + 100);
          Palette c = new Palette(Mood.LIGHT);
          assertThat(strip).isEqualTo(argb(c.family(Family.SINK)));
          assertThat(scene.nodeAt(new Point(82, 60)).map(NodeShape::id)).contains("above");
          return true;
        });
  }

  private static int argb(Color c) {
    return 255 << 24
        | (int) Math.round(c.getRed() * 255) << 16
        | (int) Math.round(c.getGreen() * 255) << 8
        | (int) Math.round(c.getBlue() * 255);
  }

  /** Each look of a node differs from a plain one, so that it can be told from it. */
  @Test
  void everyMarkOfANodeAndAnEdgeIsSeenAtTheDetailAtWhichItMatters() throws Exception {
    Map<String, Marks> marks = new LinkedHashMap<>();
    marks.put("error", error("f", "wrong"));
    marks.put(
        "warning",
        marks(Map.of("f", List.of(Problem.warning("x", Place.node("f", "f"), "late", "")))));
    marks.put("selected node", with(Set.of("f"), null, Map.of(), Map.of(), Map.of()));
    marks.put("selected edge", with(Set.of(), "e1", Map.of(), Map.of(), Map.of()));
    marks.put(
        "breakpoint", with(Set.of(), null, Map.of("e1", EdgeShape.Dot.ON), Map.of(), Map.of()));
    marks.put(
        "breakpoint that is off",
        with(Set.of(), null, Map.of("e1", EdgeShape.Dot.OFF), Map.of(), Map.of()));
    marks.put("a full queue", with(Set.of(), null, Map.of(), Map.of(), Map.of("e1", 990)));
    List<String> unseen = new ArrayList<>();
    for (Mood mood : Mood.values()) {
      for (double zoom : List.of(0.12, 0.2, 0.4, 1.0)) {
        onFx(
            () -> {
              CanvasPainter painter = new CanvasPainter();
              CanvasScene scene = builder(painter).build(Pipelines.GRAPH, Pipelines.LAYOUT);
              Camera camera = new Camera(-100, -100, zoom);
              Painted plain = painted(painter, AnyPicture.picture(scene, Marks.NONE, mood), camera);
              Set<Integer> pictures = new HashSet<>();
              marks.forEach(
                  (name, m) -> {
                    Painted marked = painted(painter, AnyPicture.picture(scene, m, mood), camera);
                    if (marked.count(plain, 40) < 4) {
                      unseen.add(name + " at " + zoom + " " + mood);
                    }
                    if (!pictures.add(java.util.Arrays.hashCode(marked.argb()))) {
                      unseen.add(name + " looks like another at " + zoom + " " + mood);
                    }
                  });
              return true;
            });
      }
    }
    assertThat(unseen).isEmpty();
  }

  private static Marks with(
      Set<String> nodes,
      String edge,
      Map<String, EdgeShape.Dot> dots,
      Map<String, Contract> outputs,
      Map<String, Integer> fills) {
    return new Marks(
        nodes, edge, Set.of(), Map.of(), outputs, dots, null, Map.of(), Set.of(), Set.of(),
        Map.of(), Map.of(), fills);
  }

  /**
   * Colours that cover much are tokens of the theme that is shown, or two of them mixed: a colour
   * of the other theme, or one that no token has, would be seen at once in a dark room.
   */
  @Property(tries = 40)
  void onlyColoursOfTheThemeThatIsShownArePainted(@ForAll long seed) throws Exception {
    AnyPicture any = new AnyPicture(seed, WIDTH, HEIGHT);
    Graph g = any.graph();
    Layout l = apart(g, any.layout(g));
    Marks marks = any.marks(g, l);
    for (Mood mood : Mood.values()) {
      onFx(
          () -> {
            CanvasPainter painter = new CanvasPainter();
            Picture p = AnyPicture.picture(builder(painter).build(g, l), marks, mood);
            Painted all = painted(painter, p, new Camera(-40, -60, 1));
            Map<Integer, Integer> areas = new LinkedHashMap<>();
            for (int y = 1; y < HEIGHT - 1; y++) {
              for (int x = 1; x < WIDTH - 1; x++) {
                if (isEven(all, x, y)) {
                  areas.merge(all.at(x, y), 1, Integer::sum);
                }
              }
            }
            Set<String> foreign = new TreeSet<>();
            Set<Integer> known = colours(new Palette(mood));
            areas.forEach(
                (c, pixels) -> {
                  if (pixels > MUCH && known.stream().noneMatch(k -> near(k, c))) {
                    foreign.add(Integer.toHexString(c) + " on " + pixels);
                  }
                });
            assertThat(foreign).as(mood + "").isEmpty();
            return true;
          });
    }
  }

  /** Whether all round a pixel is of its colour: no edge of a shape or a letter. */
  private static boolean isEven(Painted p, int x, int y) {
    for (int dy = -1; dy <= 1; dy++) {
      for (int dx = -1; dx <= 1; dx++) {
        if (p.at(x + dx, y + dy) != p.at(x, y)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean near(int a, int b) {
    for (int shift = 0; shift < 24; shift += 8) {
      if (Math.abs((a >> shift & 255) - (b >> shift & 255)) > 2) {
        return false;
      }
    }
    return true;
  }

  /** All tokens, and each over each ground at the opacities that painters use. */
  private static Set<Integer> colours(Palette c) {
    Set<Integer> out = new HashSet<>();
    List<Color> all = new ArrayList<>();
    dev.eddy.designer.theme.Tokens.bundled().all().keySet().forEach(t -> all.add(c.get(t)));
    all.add(c.nodeBorder());
    all.add(c.onTag());
    for (Color x : all) {
      out.add(argb(x));
      for (String ground : List.of("canvas", "past-canvas", "surface-2", "paused-bg")) {
        for (double opacity : List.of(0.22, 0.3, 0.35, 0.45, 0.5, 0.55, 0.7)) {
          out.add(argb(c.get(ground).interpolate(x, opacity)));
        }
      }
    }
    return out;
  }

  @Test
  void fittingPortsStandOutWhileTheRestFades() throws Exception {
    onFx(
        () -> {
          CanvasPainter painter = new CanvasPainter();
          CanvasScene scene = builder(painter).build(Pipelines.GRAPH, Pipelines.LAYOUT);
          Palette palette = new Palette(Mood.DARK);
          Looks looks = Looks.of(Pipelines.CATALOG, Marks.NONE);
          PortRef fits = Pipelines.ref("f.in");
          Picture p = new Picture(scene, looks, palette, false, Set.of(fits), Set.of());
          Picture plain = new Picture(scene, looks, palette, false, null, Set.of());
          Painted fading = painted(painter, p, CAMERA);
          Painted usual = painted(painter, plain, CAMERA);
          PortShape port = scene.port(fits, true).orElseThrow();
          Point at = CAMERA.toScreen(port.at().x(), port.at().y());
          Painted there = fading.part((int) at.x() - 10, (int) at.y() - 10, 20, 20);
          Set<Integer> colours = new HashSet<>();
          for (int c : there.argb()) {
            colours.add(c);
          }
          assertThat(colours).contains(argb(palette.get("accent")));
          Point other = CAMERA.toScreen(176, 40);
          assertThat(
                  fading
                      .part((int) other.x() - 8, (int) other.y() - 8, 16, 16)
                      .count(usual.part((int) other.x() - 8, (int) other.y() - 8, 16, 16), VISIBLE))
              .as("the port of another output fades")
              .isPositive();
          return true;
        });
  }
}

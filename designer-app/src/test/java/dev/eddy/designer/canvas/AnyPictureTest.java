package dev.eddy.designer.canvas;

import static dev.eddy.designer.control.HeadlessStage.onFx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.theme.Mood;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What is painted of any pipeline under any marks, as pixels. */
class AnyPictureTest {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 320;

  /** Less than this is the toolkit's, which divides curves that are cut off in other places. */
  private static final int VISIBLE = 64;

  private static final int SPECKS = 40;

  @BeforeContainer
  static void start() throws Exception {
    Painted.start();
  }

  private static SceneBuilder builder(CanvasPainter painter) {
    return new SceneBuilder(Pipelines.CATALOG, painter::nameWidth);
  }

  @Property(tries = 120)
  void whatIsPaintedAnewInPartsLooksAsIfAllHadBeen(@ForAll long seed) throws Exception {
    AnyPicture any = new AnyPicture(seed, WIDTH, HEIGHT);
    Graph g = any.graph();
    Layout l = any.layout(g);
    Camera camera = any.camera();
    Mood mood = any.mood();
    Marks first = any.marks(g, l);
    Marks second = any.marks(g, l);
    onFx(
        () -> {
          CanvasPainter painter = new CanvasPainter();
          CanvasScene scene = builder(painter).build(g, l);
          Picture before = AnyPicture.picture(scene, first, mood);
          Picture after = AnyPicture.picture(scene, second, mood);
          if (before.past() != after.past()) {
            return true;
          }
          List<Box> parts =
              Changes.between(
                  scene, before.looks(), after.looks(), camera.seen(WIDTH, HEIGHT), camera.zoom());
          assertThat(parts).isNotNull();
          Painted whole =
              Painted.of(WIDTH, HEIGHT, c -> painter.paint(c, after, camera, WIDTH, HEIGHT));
          Painted inParts =
              Painted.of(
                  WIDTH,
                  HEIGHT,
                  c -> {
                    painter.paint(c, before, camera, WIDTH, HEIGHT);
                    parts.forEach(p -> painter.repaint(c, after, camera, WIDTH, HEIGHT, p));
                  });
          assertThat(inParts.count(whole, VISIBLE))
              .as("stale pixels, in " + inParts.differing(whole, VISIBLE))
              .isLessThanOrEqualTo(SPECKS);
          return true;
        });
  }

  @Property(tries = 60)
  void aViewShowsWhatALargerViewShowsThere(@ForAll long seed) throws Exception {
    AnyPicture any = new AnyPicture(seed, WIDTH, HEIGHT);
    Graph g = any.graph();
    Layout l = any.layout(g);
    Camera camera = any.camera();
    Mood mood = any.mood();
    Marks marks = any.marks(g, l);
    onFx(
        () -> {
          CanvasPainter painter = new CanvasPainter();
          Picture p = AnyPicture.picture(builder(painter).build(g, l), marks, mood);
          int margin = 200;
          Camera wide =
              new Camera(
                  camera.x() - margin / camera.zoom(),
                  camera.y() - margin / camera.zoom(),
                  camera.zoom());
          Painted large =
              Painted.of(
                      WIDTH + 2 * margin,
                      HEIGHT + 2 * margin,
                      c -> painter.paint(c, p, wide, WIDTH + 2 * margin, HEIGHT + 2 * margin))
                  .part(margin, margin, WIDTH, HEIGHT);
          Painted small =
              Painted.of(WIDTH, HEIGHT, c -> painter.paint(c, p, camera, WIDTH, HEIGHT));
          assertThat(small.count(large, VISIBLE))
              .as("missing or other pixels, in " + small.differing(large, VISIBLE))
              .isLessThanOrEqualTo(SPECKS);
          return true;
        });
  }
}

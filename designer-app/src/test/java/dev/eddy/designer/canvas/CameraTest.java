package dev.eddy.designer.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

/** Where the camera goes: all that is asked for is seen, and asking twice moves nothing. */
class CameraTest {
  private static final double WIDTH = 900;
  private static final double HEIGHT = 500;

  @Property
  void whatIsRevealedIsSeenAndRevealingItAgainMovesNothing(
      @ForAll @DoubleRange(min = -3000, max = 3000) double x,
      @ForAll @DoubleRange(min = -3000, max = 3000) double y,
      @ForAll @DoubleRange(min = 1, max = 4000) double w,
      @ForAll @DoubleRange(min = 1, max = 4000) double h,
      @ForAll @DoubleRange(min = 0.1, max = 4) double zoom) {
    Box box = new Box(x, y, w, h);
    Camera once = new Camera(0, 0, zoom).revealing(box, WIDTH, HEIGHT);
    Camera twice = once.revealing(box, WIDTH, HEIGHT);
    assertThat(twice.x()).isCloseTo(once.x(), within(1e-6));
    assertThat(twice.y()).isCloseTo(once.y(), within(1e-6));
    assertThat(once.zoom()).isEqualTo(zoom);
    Box seen = once.seen(WIDTH, HEIGHT).grow(1e-6);
    if (w <= WIDTH / zoom && h <= HEIGHT / zoom) {
      assertThat(seen.contains(box)).isTrue();
    }
    assertThat(seen.intersects(box)).isTrue();
  }

  @Test
  void aNodeThatIsLargerThanTheViewDoesNotJumpFromEndToEnd() {
    Box node = new Box(0, 0, 272, 80);
    Camera near = new Camera(500, 500, 4);
    Camera shown = near.revealing(node, WIDTH, HEIGHT);
    assertThat(shown.x()).as("where it begins").isZero();
    assertThat(shown.revealing(node, WIDTH, HEIGHT)).isEqualTo(shown);
    Camera inside = new Camera(10, 0, 4);
    assertThat(inside.revealing(node, WIDTH, HEIGHT).x()).as("nothing else is seen").isEqualTo(10);
  }

  @Property
  void theScreenAndTheCanvasAreInverse(
      @ForAll @DoubleRange(min = -1e5, max = 1e5) double x,
      @ForAll @DoubleRange(min = 0.1, max = 4) double zoom) {
    Camera c = new Camera(x, -x, zoom);
    Point there = c.toScreen(12.5, -7);
    Point back = c.toCanvas(there.x(), there.y());
    assertThat(back.x()).isCloseTo(12.5, within(1e-6));
    assertThat(back.y()).isCloseTo(-7, within(1e-6));
  }

  @Property
  void panningThereAndBackLeadsToTheSamePlace(
      @ForAll @DoubleRange(min = -2000, max = 2000) double dx,
      @ForAll @DoubleRange(min = 0.1, max = 4) double zoom) {
    Camera c = new Camera(3, 4, zoom);
    Camera back = c.panned(dx, -dx).panned(-dx, dx);
    assertThat(back.x()).isCloseTo(c.x(), within(1e-6));
    assertThat(back.y()).isCloseTo(c.y(), within(1e-6));
  }

  @Property
  void allOfAPipelineFitsInsideTheMarginWhateverItsShape(
      @ForAll @DoubleRange(min = -1e4, max = 1e4) double x,
      @ForAll @DoubleRange(min = 0, max = 20_000) double w,
      @ForAll @DoubleRange(min = 0, max = 20_000) double h) {
    Box box = new Box(x, -x, w, h);
    Camera c = Camera.fitting(box, WIDTH, HEIGHT, 40, 1);
    Point from = c.toScreen(box.x(), box.y());
    Point to = c.toScreen(box.right(), box.bottom());
    assertThat(c.zoom()).isLessThanOrEqualTo(1);
    assertThat(from.x()).isGreaterThanOrEqualTo(40 - 1e-6);
    assertThat(from.y()).isGreaterThanOrEqualTo(40 - 1e-6);
    assertThat(to.x()).isLessThanOrEqualTo(WIDTH - 40 + 1e-6);
    assertThat(to.y()).isLessThanOrEqualTo(HEIGHT - 40 + 1e-6);
  }

  @Test
  void aWindowWithoutASizeLeavesTheCameraAtHome() {
    assertThat(Camera.fitting(new Box(0, 0, 10, 10), 0, 500, 40, 1)).isEqualTo(Camera.HOME);
    assertThat(Camera.filling(new Box(0, 0, 10, 10), 900, 0, 40)).isEqualTo(Camera.HOME);
    Camera tiny = Camera.fitting(new Box(0, 0, 1e7, 1e7), 30, 30, 40, 1);
    assertThat(tiny.zoom()).as("smaller than its margin").isPositive();
  }

  @Test
  void detailGrowsWithTheZoomAndNeverShrinks() {
    Detail before = Detail.BLOCKS;
    for (double zoom = 0.01; zoom < 5; zoom += 0.01) {
      Detail now = Detail.at(zoom);
      assertThat(now).as("at %s", zoom).isGreaterThanOrEqualTo(before);
      before = now;
    }
    assertThat(before).isEqualTo(Detail.FULL);
  }
}

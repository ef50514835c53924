package dev.eddy.designer.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GeometryTest {
  /** An edge is painted on its shortened way and hit on its whole one. */
  @Property(tries = 200)
  void aShortenedWayLeadsWhereTheWholeOneDoes(
      @ForAll @IntRange(min = -400, max = 400) int x,
      @ForAll @IntRange(min = -300, max = 300) int y) {
    Point from = new Point(36, 402);
    Point to = from.plus(x, y);
    for (List<Point> bends :
        List.of(List.<Point>of(), List.of(new Point(634, 218)), List.of(from.plus(x, 90)))) {
      EdgePath way = EdgePath.through(from, bends, to);
      EdgePath shorter = way.shortened(6);
      assertThat(shorter.to()).isEqualTo(to.plus(-6, 0));
      for (double t = 0; t <= 1; t += 0.05) {
        assertThat(shorter.at(t).distance(way.at(t))).isLessThanOrEqualTo(6.001);
      }
    }
  }

  @Property
  void zoomingKeepsThePointUnderThePointer(
      @ForAll @DoubleRange(min = -5000, max = 5000) double x,
      @ForAll @DoubleRange(min = -5000, max = 5000) double y,
      @ForAll @DoubleRange(min = 0, max = 1600) double sx,
      @ForAll @DoubleRange(min = 0, max = 1000) double sy,
      @ForAll @DoubleRange(min = 0.2, max = 5) double factor) {
    Camera before = new Camera(x, y, 0.8);
    Point fixed = before.toCanvas(sx, sy);
    Point after = before.zoomedAt(sx, sy, factor).toScreen(fixed.x(), fixed.y());
    assertThat(after.x()).isCloseTo(sx, within(1e-6));
    assertThat(after.y()).isCloseTo(sy, within(1e-6));
  }

  @Test
  void zoomStaysBetweenItsBounds() {
    assertThat(Camera.HOME.zoomedAt(0, 0, 1000).zoom()).isEqualTo(Camera.MAX_ZOOM);
    assertThat(Camera.HOME.zoomedAt(0, 0, 0.0001).zoom()).isEqualTo(Camera.MIN_ZOOM);
    Camera far = Camera.fitting(new Box(0, 0, 100_000, 100), 1000, 600, 50, 1);
    assertThat(far.zoom()).isLessThan(Camera.MIN_ZOOM);
    assertThat(far.zoomedAt(0, 0, 1.1).zoom()).isLessThan(Camera.MIN_ZOOM);
    assertThat(far.zoomedAt(0, 0, 0.9).zoom()).isEqualTo(far.zoom());
  }

  @Test
  void fittingShowsTheWholeBoxInTheMiddle() {
    Camera c = Camera.fitting(new Box(100, 100, 2000, 500), 1000, 600, 50, 1);
    Box seen = c.seen(1000, 600);
    assertThat(seen.contains(new Box(100, 100, 2000, 500))).isTrue();
    assertThat(seen.center().x()).isCloseTo(1100, within(1e-6));
  }

  @Test
  void whatIsSeenAlreadyIsRevealedWithoutAMove() {
    Camera c = new Camera(0, 0, 1);
    assertThat(c.revealing(new Box(10, 10, 100, 80), 1000, 600)).isEqualTo(c);
    assertThat(c.revealing(new Box(1100, 10, 100, 80), 1000, 600).x()).isEqualTo(200);
  }

  @Test
  void aNodeGrowsWithItsNameInStepsOfTheGridUpToItsLargestWidth() {
    assertThat(NodeGeometry.width(10)).isEqualTo(176);
    assertThat(NodeGeometry.width(136)).isEqualTo(208);
    assertThat(NodeGeometry.width(1000)).isEqualTo(272);
  }

  @Test
  void portsStandAtTheHeightsOfTheLook() {
    assertThat(NodeGeometry.portY(0, 1)).isEqualTo(40);
    assertThat(NodeGeometry.portY(0, 2)).isEqualTo(28);
    assertThat(NodeGeometry.portY(1, 2)).isEqualTo(56);
  }

  @Property
  void aPointOfACurveLiesOnIt(
      @ForAll @DoubleRange(min = 0, max = 1) double t,
      @ForAll @DoubleRange(min = -300, max = 800) double dx,
      @ForAll @DoubleRange(min = -400, max = 400) double dy) {
    Curve c = Curve.between(new Point(0, 0), new Point(dx, dy));
    assertThat(c.distance(c.at(t))).isLessThan(6);
    assertThat(c.bounds().grow(0.001).contains(c.at(t))).isTrue();
  }

  @Property
  void theIndexFindsWhatAScanFinds(
      @ForAll List<@IntRange(min = -3000, max = 3000) Integer> places,
      @ForAll @IntRange(min = -3000, max = 3000) int x,
      @ForAll @IntRange(min = 1, max = 2000) int size) {
    List<Box> boxes = new ArrayList<>();
    for (int i = 0; i + 1 < places.size(); i += 2) {
      boxes.add(new Box(places.get(i), places.get(i + 1), 176 + 40.0 * i * i, 80 + i));
    }
    Box query = new Box(x, -x / 2.0, size, size);
    List<Box> scanned = boxes.stream().filter(b -> b.intersects(query)).toList();
    assertThat(new SpatialIndex<>(boxes, b -> b).touching(query))
        .containsExactlyElementsOf(scanned);
  }

  @Property
  void aBentWayLeadsThroughItsBends(
      @ForAll @net.jqwik.api.constraints.Size(max = 4)
          List<@IntRange(min = -300, max = 600) Integer> places) {
    List<Point> bends = new ArrayList<>();
    for (int i = 0; i + 1 < places.size(); i += 2) {
      bends.add(new Point(places.get(i), places.get(i + 1)));
    }
    EdgePath path = EdgePath.through(new Point(0, 0), bends, new Point(300, 40));
    assertThat(path.pieces()).hasSize(bends.size() + 1);
    assertThat(path.from()).isEqualTo(new Point(0, 0));
    assertThat(path.to()).isEqualTo(new Point(300, 40));
    for (int i = 0; i < bends.size(); i++) {
      assertThat(path.distance(bends.get(i))).isLessThan(0.001);
      assertThat(path.bendAt(bends.get(i), 0.001)).isNotNegative();
      assertThat(path.pieces().get(i).to()).isEqualTo(bends.get(i));
    }
    for (double t = 0; t <= 1; t += 0.1) {
      assertThat(path.bounds().grow(0.001).contains(path.at(t))).isTrue();
    }
  }

  @Test
  void aStrokeCrossesAWayOrNot() {
    EdgePath path = EdgePath.through(new Point(0, 0), List.of(), new Point(200, 0));
    assertThat(path.crosses(new Point(100, -20), new Point(100, 20))).isTrue();
    assertThat(path.crosses(new Point(100, -20), new Point(100, -5))).isFalse();
    assertThat(path.crosses(new Point(260, -20), new Point(260, 20))).isFalse();
  }

  private static final double RIM = NodeGeometry.PORT / 2;

  private static EdgePath orthogonal(Box source, Box target, List<Point> bends) {
    return OrthogonalRoute.path(
        new Point(source.right() + RIM, source.y() + 40),
        bends,
        new Point(target.x() - RIM, target.y() + 40),
        new EdgePath.Bodies(source, target));
  }

  /** Lines that are neither level nor upright, corners apart. */
  private static List<Curve> slanted(EdgePath path) {
    return path.pieces().stream()
        .filter(Curve::isLine)
        .filter(
            c ->
                Math.abs(c.from().x() - c.to().x()) > 1e-9
                    && Math.abs(c.from().y() - c.to().y()) > 1e-9)
        .toList();
  }

  private static boolean isThrough(EdgePath path, Box body) {
    for (double t = 0; t <= 1; t += 1.0 / 512) {
      Point p = path.at(t);
      if (p.x() > body.x() + 1
          && p.x() < body.right() - 1
          && p.y() > body.y() + 1
          && p.y() < body.bottom() - 1) {
        return true;
      }
    }
    return false;
  }

  @Property
  void anOrthogonalWayIsLevelAndUprightAndGoesRoundItsNodes(
      @ForAll @IntRange(min = -500, max = 500) int x,
      @ForAll @IntRange(min = -300, max = 300) int y) {
    Box source = new Box(0, 0, 176, 80);
    Box target = new Box(x, y, 208, 80);
    EdgePath path = orthogonal(source, target, List.of());
    assertThat(slanted(path)).isEmpty();
    assertThat(path.from()).isEqualTo(new Point(source.right() + RIM, 40));
    assertThat(path.to()).isEqualTo(new Point(target.x() - RIM, y + 40));
    Curve first = path.pieces().get(0);
    Curve last = path.pieces().get(path.pieces().size() - 1);
    assertThat(first.to().x()).as("leaves to the right").isGreaterThan(first.from().x());
    assertThat(last.to().x()).as("arrives from the left").isGreaterThan(last.from().x());
    if (!source.grow(40).intersects(target)) {
      assertThat(isThrough(path, source)).isFalse();
      assertThat(isThrough(path, target)).isFalse();
    }
    for (int i = 0; i + 1 < path.pieces().size(); i++) {
      assertThat(path.pieces().get(i).to()).isEqualTo(path.pieces().get(i + 1).from());
    }
  }

  @Property
  void anOrthogonalWayPassesItsBends(
      @ForAll @net.jqwik.api.constraints.Size(max = 6)
          List<@IntRange(min = -300, max = 600) Integer> places) {
    List<Point> bends = new ArrayList<>();
    for (int i = 0; i + 1 < places.size(); i += 2) {
      bends.add(new Point(places.get(i), places.get(i + 1)));
    }
    EdgePath path = orthogonal(new Box(0, 0, 176, 80), new Box(400, 120, 176, 80), bends);
    assertThat(slanted(path)).isEmpty();
    for (Point b : bends) {
      assertThat(path.distance(b)).as("cut at the corner at most").isLessThan(4);
    }
    assertThat(path.legs()).isSorted().hasSameSizeAs(path.pieces());
    assertThat(path.shortened(6).to()).isEqualTo(path.to().plus(-6, 0));
    assertThat(path.by(bends)).isEqualTo(path);
  }

  @Property
  void aPointOfAWayIsNearestToItself(
      @ForAll @IntRange(min = -400, max = 500) int x,
      @ForAll @IntRange(min = -300, max = 300) int y,
      @ForAll @IntRange(min = 0, max = 100) int part) {
    EdgePath curved = EdgePath.through(new Point(0, 0), List.of(), new Point(x, y));
    EdgePath square = orthogonal(new Box(0, 0, 176, 80), new Box(x, y, 176, 80), List.of());
    for (EdgePath path : List.of(curved, square)) {
      Point p = path.at(part / 100.0);
      assertThat(path.at(path.nearest(p)).distance(p)).isLessThan(1);
    }
  }
}

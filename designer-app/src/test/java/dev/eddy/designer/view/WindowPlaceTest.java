package dev.eddy.designer.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.state.Arrangement;
import java.util.List;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;

class WindowPlaceTest {
  private static final List<Rectangle2D> SCREENS =
      List.of(new Rectangle2D(0, 0, 1920, 1080), new Rectangle2D(1920, 0, 1280, 800));

  private static boolean seen(double x, double y, double w, double h) {
    return WindowPlace.isSeen(new Arrangement.Window(x, y, w, h, false), SCREENS);
  }

  @Test
  void aWindowThatNoScreenShowsIsNotPutWhereItWas() {
    assertThat(seen(100, 100, 1200, 800)).isTrue();
    assertThat(seen(2500, 100, 1200, 800)).as("on the second screen").isTrue();
    assertThat(seen(3300, 100, 1200, 800)).as("on one that is gone").isFalse();
    assertThat(seen(-1150, 100, 1200, 800)).as("a sliver is not enough").isFalse();
    assertThat(seen(100, -300, 1200, 800)).as("its bar could not be reached").isFalse();
    assertThat(seen(100, 100, 0, 0)).isFalse();
  }
}

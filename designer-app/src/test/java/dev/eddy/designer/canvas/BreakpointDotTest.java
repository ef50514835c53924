package dev.eddy.designer.canvas;

import static dev.eddy.designer.control.HeadlessStage.onFx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Situations;
import dev.eddy.designer.state.States;
import dev.eddy.designer.state.Stop;
import dev.eddy.designer.theme.Mood;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dot of a breakpoint: what it says, and what a click on it would do. */
class BreakpointDotTest {
  @BeforeAll
  static void start() throws Exception {
    Painted.start();
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', true, ON, ''",
    "origin = 'PHX', '', true, ON, ?",
    "'', 5, true, ON, 5",
    "'', every 12, true, ON, 12",
    "'', >= 1000, true, ON, #",
    "origin = 'PHX', 5, true, ON, ?",
    "origin = 'PHX', 5, false, OFF, ''",
  })
  void itSaysWhetherAConditionOrANumberOfHitsIsWaitedFor(
      String condition, String hits, boolean enabled, EdgeShape.Dot.Kind kind, String mark) {
    Stop stop = new Stop("e1", condition, enabled).withHits(hits);
    assertThat(EdgeShape.Dot.of(stop)).isEqualTo(new EdgeShape.Dot(kind, mark));
  }

  private static String hover(AppState s, boolean middle) {
    CanvasScene scene =
        new SceneBuilder(Pipelines.CATALOG, x -> 7.0 * x.length())
            .build(s.graph(), s.open().layout());
    return HoverWords.of(
        s, new OverlayPainter.Hover(null, scene.edges().get("e1"), null, middle), Camera.HOME);
  }

  @Test
  void theTooltipSaysWhatTheNextClickDoesAndTheThirdRemoves() {
    AppState s = Situations.checked();
    assertThat(hover(s, true)).contains("click: a run stops before each row");
    s = States.after(s, new Message.ToggleStop("e1"));
    assertThat(hover(s, true)).startsWith("Breakpoint: every row").contains("click: turn it off");
    s = States.after(s, new Message.ToggleStop("e1"));
    assertThat(hover(s, true)).startsWith("Breakpoint, off").contains("click: remove it");
    s = States.after(s, new Message.ToggleStop("e1"));
    assertThat(s.stops()).isEmpty();
    assertThat(hover(s, true)).contains("click: a run stops before each row");
  }

  @Test
  void besideTheDotTheTooltipIsAboutTheEdge() {
    assertThat(hover(Situations.checked(), false)).contains("2 columns");
  }

  @Test
  void aConditionAndALogLineAreToldAtTheDot() {
    AppState s =
        States.after(
            Situations.checked(),
            new Message.SetStop(new Stop("e1", "n > 3", true).withHits("5").withLog("{n}")));
    assertThat(hover(s, true)).startsWith("Breakpoint: n > 3 hit 5").contains("logs: {n}");
  }

  @Test
  void solidHollowDashedAndMarkedDotsLookEachDifferent() throws Exception {
    Set<Integer> pictures = new HashSet<>();
    List<EdgeShape.Dot> dots =
        List.of(
            EdgeShape.Dot.ON,
            EdgeShape.Dot.OFF,
            EdgeShape.Dot.CONDITION,
            new EdgeShape.Dot(EdgeShape.Dot.Kind.ON, "5"),
            new EdgeShape.Dot(EdgeShape.Dot.Kind.ON, "12"));
    for (Mood mood : Mood.values()) {
      pictures.clear();
      onFx(
          () -> {
            Palette c = new Palette(mood);
            for (EdgeShape.Dot dot : dots) {
              pictures.add(
                  java.util.Arrays.hashCode(
                      Painted.of(24, 24, g -> EdgePainter.dot(g, c, new Point(12, 12), dot, 1))
                          .argb()));
            }
            EdgeShape edge =
                new SceneBuilder(Pipelines.CATALOG, x -> 7.0 * x.length())
                    .build(Pipelines.GRAPH, Pipelines.LAYOUT)
                    .edges()
                    .get("e1");
            Point at = edge.middle();
            pictures.add(
                java.util.Arrays.hashCode(
                    Painted.of(
                            24,
                            24,
                            g -> {
                              g.translate(12 - at.x(), 12 - at.y());
                              EdgePainter.removal(g, c, edge);
                            })
                        .argb()));
            return true;
          });
      assertThat(pictures).as(mood.name()).hasSize(dots.size() + 1);
    }
  }
}

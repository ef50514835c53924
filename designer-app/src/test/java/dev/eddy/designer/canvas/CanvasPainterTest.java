package dev.eddy.designer.canvas;

import static dev.eddy.designer.control.HeadlessStage.onFx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.control.HeadlessStage;
import dev.eddy.designer.state.Exported;
import dev.eddy.designer.theme.Mood;
import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.type.Schema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;

/** What is painted, as pixels. */
class CanvasPainterTest {
  private static final int WIDTH = 1100;
  private static final int HEIGHT = 400;
  private static final Camera CAMERA = new Camera(-40, -60, 1);

  @Test
  void aPartThatIsPaintedAnewLooksAsBeforeWhereNothingHasChanged() throws Exception {
    try (HeadlessStage stage =
        HeadlessStage.show(() -> new StackPane(new Canvas(WIDTH, HEIGHT)), WIDTH, HEIGHT)) {
      Canvas canvas = (Canvas) stage.scene().getRoot().getChildrenUnmodifiable().get(0);
      CanvasPainter painter = onFx(CanvasPainter::new);
      Picture picture = picture(onFx(() -> new SceneBuilder(Pipelines.CATALOG, s -> 60)));
      onFx(
          () -> {
            painter.paint(canvas.getGraphicsContext2D(), picture, CAMERA, WIDTH, HEIGHT);
            return true;
          });
      WritableImage whole = onFx(() -> canvas.snapshot(null, null));
      // Within reach of a tag and of a label, but not of the node and the edge that they belong to.
      for (Box part : List.of(new Box(240, -40, 60, 60), new Box(210, 190, 100, 60))) {
        WritableImage after =
            onFx(
                () -> {
                  painter.repaint(
                      canvas.getGraphicsContext2D(), picture, CAMERA, WIDTH, HEIGHT, part);
                  return canvas.snapshot(null, null);
                });
        assertThat(differing(whole, after)).as("pixels in " + part).isZero();
      }
    }
  }

  @Test
  void aPictureInPiecesLooksAsInOne() throws Exception {
    try (HeadlessStage stage =
        HeadlessStage.show(() -> new StackPane(new Canvas(10, 10)), WIDTH, HEIGHT)) {
      assertThat(stage.scene()).isNotNull();
      CanvasPainter painter = onFx(CanvasPainter::new);
      Picture picture = picture(onFx(() -> new SceneBuilder(Pipelines.CATALOG, s -> 60)));
      int[] whole = onFx(() -> painted(painter, picture, 2_000)).argb();
      int[] pieces = onFx(() -> painted(painter, picture, 96)).argb();
      int other = 0;
      for (int i = 0; i < whole.length; i++) {
        other += pieces[i] == whole[i] ? 0 : 1;
      }
      // The toolkit divides curves that are cut off in other places.
      assertThat(other).isLessThan(whole.length / 2_000);
    }
  }

  private static Exported.Pixels painted(CanvasPainter painter, Picture picture, int tile) {
    TiledPicture tiles = new TiledPicture(painter, picture, CAMERA, WIDTH, HEIGHT, tile);
    while (!tiles.isDone()) {
      tiles.next();
    }
    return tiles.pixels();
  }

  @Test
  void aLargePictureIsMadeSmallerUntilItFitsIntoTheMemory() {
    assertThat(GraphExport.scale(1_000, 500)).isEqualTo(2);
    assertThat(GraphExport.scale(100_000, 1_000) * 100_000).isLessThanOrEqualTo(8_192.1);
    double scale = GraphExport.scale(20_000, 20_000);
    assertThat(scale * 20_000 * scale * 20_000).isLessThanOrEqualTo(24.1e6);
  }

  private static Picture picture(SceneBuilder builder) {
    Contract updating =
        Contract.append(Schema.EMPTY, null, false)
            .updating(
                ChangelogMode.UPSERT, List.of("window_start", "window_end", "carrier", "origin"));
    Marks marks =
        new Marks(
            Set.of(),
            null,
            Set.of(),
            Map.of(),
            Map.of("w.out", updating),
            Map.of(),
            null,
            Map.of(),
            Set.of(),
            Set.of(),
            Map.of("s", "because of the row of carrier UA that came late, at 40 169"));
    Graph graph =
        Graph.of(
            List.of(
                Pipelines.node("s", "source"),
                Pipelines.node("w", "window"),
                Pipelines.node("k", "sink")),
            List.of(Pipelines.edge("e1", "w.out", "k.in")));
    Layout layout =
        Layout.EMPTY
            .with("s", new Layout.Position(0, 0))
            .with("w", new Layout.Position(-60, 200))
            .with("k", new Layout.Position(136, 300));
    return new Picture(
        builder.build(graph, layout),
        Looks.of(Pipelines.CATALOG, marks),
        new Palette(Mood.LIGHT),
        false,
        null,
        Set.of());
  }

  private static int differing(WritableImage a, WritableImage b) {
    int out = 0;
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        if (a.getPixelReader().getArgb(x, y) != b.getPixelReader().getArgb(x, y)) {
          out++;
        }
      }
    }
    return out;
  }
}

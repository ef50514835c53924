package dev.eddy.designer.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.state.Exported;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.io.ClipText;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ExchangeDialogsTest {
  @Test
  void aFileSaysByItsEndingWhatItIs() {
    assertThat(ExchangeDialogs.named(Path.of("/x/a"), ".svg")).isEqualTo(Path.of("/x/a.svg"));
    assertThat(ExchangeDialogs.named(Path.of("/x/a.PNG"), ".svg")).isEqualTo(Path.of("/x/a.PNG"));
    assertThat(ExchangeDialogs.named(Path.of("/x/v1.2"), ".png")).isEqualTo(Path.of("/x/v1.2.png"));
  }

  @Test
  void theTextHoldsTheWholePipelineWithItsNotes() {
    Layout layout =
        Pipelines.LAYOUT.withNote(
            new Layout.Note("n9", "words", new Layout.Position(0, 0), 100, 50));
    Exported.Words text =
        (Exported.Words) ExchangeDialogs.text(new PipelineDocument(Pipelines.GRAPH, layout));
    var clip = ClipText.read(text.text()).clip();
    assertThat(clip.document().graph().nodes()).isEqualTo(Pipelines.GRAPH.nodes());
    assertThat(clip.document().layout().notes()).containsKey("n9");
  }
}

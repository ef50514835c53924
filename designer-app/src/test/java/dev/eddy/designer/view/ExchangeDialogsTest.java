package dev.eddy.designer.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.state.Exported;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.io.ClipText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExchangeDialogsTest {
  @Test
  void aFileSaysByItsEndingWhatItIs() {
    assertThat(ExchangeDialogs.named(Path.of("/x/a"), ".svg")).isEqualTo(Path.of("/x/a.svg"));
    assertThat(ExchangeDialogs.named(Path.of("/x/a.PNG"), ".png")).isEqualTo(Path.of("/x/a.PNG"));
    assertThat(ExchangeDialogs.named(Path.of("/x/a.svg"), ".png")).isEqualTo(Path.of("/x/a.svg"));
    assertThat(ExchangeDialogs.named(Path.of("/x/v1.2"), ".png")).isEqualTo(Path.of("/x/v1.2.png"));
  }

  @Test
  void whatIsChosenCountsWhereTheDialogKeepsTheEndingThatItOffered() {
    assertThat(ExchangeDialogs.named(Path.of("/x/main.png"), ".svg"))
        .isEqualTo(Path.of("/x/main.svg"));
    assertThat(ExchangeDialogs.named(Path.of("/x/main.png"), ".eddy.json"))
        .isEqualTo(Path.of("/x/main.eddy.json"));
  }

  @Test
  void aFileThatNobodyWasAskedAboutIsNotWrittenOver(@TempDir Path folder) throws IOException {
    Path wanted = folder.resolve("main.eddy.json");
    assertThat(ExchangeDialogs.free(wanted)).isEqualTo(wanted);
    Files.writeString(wanted, "mine");
    Files.writeString(folder.resolve("main-2.eddy.json"), "mine");
    assertThat(ExchangeDialogs.free(wanted)).isEqualTo(folder.resolve("main-3.eddy.json"));
    Files.writeString(folder.resolve("a.svg"), "mine");
    assertThat(ExchangeDialogs.free(folder.resolve("a.svg"))).isEqualTo(folder.resolve("a-2.svg"));
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

package dev.eddy.designer.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Exported;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.model.edit.Clip;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.io.ClipText;
import dev.eddy.model.io.ProjectFiles;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExchangeTest {
  @TempDir private Path temp;

  private Message read(Path file) {
    return Exchange.read(new Effect.ReadImport(temp, file));
  }

  @Test
  void aPipelineAsTextIsReadAsItWasWritten() {
    PipelineDocument d = new PipelineDocument(Pipelines.GRAPH, Pipelines.LAYOUT);
    String text = ClipText.write(Clip.of(d, Pipelines.GRAPH.nodes().keySet()));
    Path file = temp.resolve("delays.eddy.json");
    Message said = Exchange.write(new Effect.WriteExport(file, new Exported.Words(text)));
    assertThat(((ShellMessage.Say) said).notice().text()).contains("delays.eddy.json");
    ShellMessage.Imported m = (ShellMessage.Imported) read(file);
    assertThat(m.name()).isEqualTo("delays");
    assertThat(m.document().graph().nodes()).isEqualTo(Pipelines.GRAPH.nodes());
    assertThat(m.document().graph().edges()).isEqualTo(Pipelines.GRAPH.edges());
    assertThat(m.document().layout().positions()).isEqualTo(Pipelines.LAYOUT.positions());
  }

  @Test
  void aFileOfAProjectIsReadWithTheLayoutBesideIt() throws Exception {
    Path file = temp.resolve("a.pipeline.json");
    Files.write(file, ProjectFiles.pipelineBytes(Pipelines.GRAPH));
    assertThat(((ShellMessage.Imported) read(file)).document().layout()).isEqualTo(Layout.EMPTY);
    Files.write(temp.resolve("a.layout.json"), ProjectFiles.layoutBytes(Pipelines.LAYOUT));
    ShellMessage.Imported m = (ShellMessage.Imported) read(file);
    assertThat(m.name()).isEqualTo("a");
    assertThat(m.document()).isEqualTo(new PipelineDocument(Pipelines.GRAPH, Pipelines.LAYOUT));
  }

  @Test
  void whatIsNoPipelineIsRefusedInWords() throws Exception {
    Path picture = Files.writeString(temp.resolve("x.json"), "PNG");
    assertThat(((Message.SaveFailed) read(picture)).problem().message()).contains("not imported");
    Path layout = Files.write(temp.resolve("y.json"), ProjectFiles.layoutBytes(Pipelines.LAYOUT));
    assertThat(((Message.SaveFailed) read(layout)).problem().message()).contains("no pipeline");
    assertThat(((Message.SaveFailed) read(temp.resolve("gone"))).problem().message())
        .contains("cannot be read");
  }

  @Test
  void aPictureIsWrittenAsPng() throws Exception {
    Path file = temp.resolve("p.png");
    int[] pixels = {0xFF112233, 0xFF445566, 0xFF778899, 0xFFAABBCC};
    Exchange.write(new Effect.WriteExport(file, new Exported.Pixels(pixels, 2, 2)));
    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getRGB(1, 0)).isEqualTo(0xFF445566);
    assertThat(image.getRGB(0, 1)).isEqualTo(0xFF778899);
    Message failed =
        Exchange.write(
            new Effect.WriteExport(
                Files.writeString(temp.resolve("file"), "").resolve("p.png"),
                new Exported.Words("x")));
    assertThat(((Message.SaveFailed) failed).problem().message()).contains("not be written");
  }
}

package dev.eddy.designer.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.state.CanvasMessage;
import dev.eddy.designer.state.Effect;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDropsTest {
  @TempDir Path folder;

  @Test
  void aFileOfTheProjectIsNamedRelativeToItAndOthersAreRefusedInWords() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    Path csv = Files.writeString(folder.resolve("data/sales.csv"), "shop;n\nx;1\n");
    Path other = Files.writeString(folder.resolve("notes.md"), "#");
    CanvasMessage.FilesSampled m =
        (CanvasMessage.FilesSampled)
            FileDrops.sources(
                new Effect.SampleFiles(
                    folder,
                    "main",
                    List.of(csv, other, folder.resolve("gone.csv")),
                    new Layout.Position(0, 0)));
    assertThat(m.sources()).hasSize(1);
    assertThat(m.sources().get(0).name()).isEqualTo("sales");
    assertThat(m.sources().get(0).parameters().get("path")).isEqualTo(Value.of("data/sales.csv"));
    assertThat(m.sources().get(0).parameters().get("delimiter")).isEqualTo(Value.of(";"));
    assertThat(m.words()).startsWith("Not supported: notes.md is no CSV file; gone.csv cannot");
  }
}

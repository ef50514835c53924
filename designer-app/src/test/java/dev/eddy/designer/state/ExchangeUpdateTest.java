package dev.eddy.designer.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.model.edit.PipelineDocument;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExchangeUpdateTest {
  private static final PipelineDocument DOCUMENT =
      new PipelineDocument(Pipelines.GRAPH, Pipelines.LAYOUT);
  private static final Path FOLDER = Path.of("/projects/p");
  private final AppState start = States.of(DOCUMENT);

  @Test
  void anImportIsAPipelineOfItsOwnUnderANameThatIsFree() {
    AppState s =
        States.after(
            start,
            new ShellMessage.Imported(FOLDER, "main", DOCUMENT),
            new ShellMessage.Imported(FOLDER, "../x", DOCUMENT));
    assertThat(s.open().tabs()).containsExactly("main", "main-2", "imported");
    assertThat(s.open().pipeline()).isEqualTo("imported");
    assertThat(s.document()).isEqualTo(DOCUMENT);
    assertThat(s.open().isDirty("main-2")).isTrue();
    assertThat(s.notices().get(0).text()).contains("imported");
  }

  @Test
  void anImportForAProjectThatIsLeftGoesNowhere() {
    AppState s =
        States.after(start, new ShellMessage.Imported(Path.of("/projects/q"), "x", DOCUMENT));
    assertThat(s.open().documents()).containsOnlyKeys("main");
  }

  @Test
  void filesAreReadAndWrittenOutsideOfTheState() {
    Exported words = new Exported.Words("x");
    Path file = Path.of("/tmp/x.svg");
    assertThat(Update.update(start, new ShellMessage.Export(file, words)))
        .as("no note that would stay when it is done")
        .isEqualTo(Next.of(start, new Effect.WriteExport(file, words)));
    assertThat(Update.update(start, new ShellMessage.Import(file)).effects())
        .isEqualTo(List.of(new Effect.ReadImport(FOLDER, file)));
  }
}

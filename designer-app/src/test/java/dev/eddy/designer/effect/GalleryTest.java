package dev.eddy.designer.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.state.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GalleryTest {
  private static final Path EXAMPLES = Path.of("..", "examples").toAbsolutePath().normalize();

  @TempDir private Path temp;

  @Test
  void everyExampleOfTheRepositoryIsOffered() throws IOException {
    List<Example> all = Gallery.read(EXAMPLES);
    assertThat(all).hasSize(3).allMatch(e -> !e.document().graph().nodes().isEmpty());
    try (var folders = Files.list(EXAMPLES)) {
      assertThat(all)
          .extracting(Example::folder)
          .containsExactlyInAnyOrderElementsOf(folders.filter(Files::isDirectory).toList());
    }
  }

  @Test
  void aListThatIsDamagedOrLeadsElsewhereOffersNothing() throws IOException {
    assertThat(Gallery.read(temp)).isEmpty();
    Files.writeString(temp.resolve("gallery.json"), "[{");
    assertThat(Gallery.read(temp)).isEmpty();
    Files.writeString(
        temp.resolve("gallery.json"),
        "[7, {\"folder\": \"../../\", \"pipeline\": \"x\"}, {\"folder\": \"none\"}]");
    assertThat(Gallery.read(temp)).isEmpty();
  }
}

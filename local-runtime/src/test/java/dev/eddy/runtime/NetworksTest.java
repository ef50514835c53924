package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.model.disk.DiskException;
import dev.eddy.runtime.RunOptions.State;
import dev.eddy.runtime.state.StateBackend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworksTest {
  @TempDir Path temp;

  private static List<Path> libraries() throws Exception {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(f -> f.getFileName().toString().contains("rocksdbjni")).toList();
    }
  }

  @Test
  void aFolderForStateThatCannotBeMadeIsNamed() throws Exception {
    Path file = Files.createFile(temp.resolve("recording"));
    RunOptions options = RunOptions.defaults(file).withStateBackend(State.ROCKSDB);
    assertThatThrownBy(() -> Networks.backend(options, true))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void theNativeLibraryIsLeftNowhere() throws Exception {
    List<Path> before = libraries();
    RunOptions options = RunOptions.defaults(temp).withStateBackend(State.ROCKSDB);
    try (StateBackend backend = Networks.backend(options, true)) {
      assertThat(backend.ordersCheaply()).isTrue();
      assertThat(temp.resolve("state")).isEmptyDirectory();
      assertThat(libraries()).isSubsetOf(before);
    }
    assertThat(temp).isEmptyDirectory();
  }
}

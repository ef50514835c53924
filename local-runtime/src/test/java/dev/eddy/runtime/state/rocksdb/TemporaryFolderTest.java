package dev.eddy.runtime.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.model.disk.DiskException;
import dev.eddy.runtime.fixture.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
  private static final String PREFIX = "eddy-state";

  @TempDir Path in;

  /** Has one until it is killed. */
  static final class Other {
    private Other() {}

    public static void main(String[] args) throws IOException {
      TemporaryFolder folder = TemporaryFolder.make(Path.of(args[0]), PREFIX);
      Files.createDirectories(folder.folder().resolve("state"));
      Files.writeString(folder.folder().resolve("state").resolve("spill"), "entries");
      System.out.println(folder.folder());
      System.in.read();
    }
  }

  private Path made() throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.make(in, PREFIX)) {
      assertThat(folder.folder()).isDirectory();
      return folder.folder();
    }
  }

  @Test
  void theOneOfAProcessThatWasKilledGoesWithTheNextOne() throws Exception {
    Process other = Child.start(Other.class, in.toString());
    try (var out = other.inputReader()) {
      Path folder = Path.of(out.readLine());
      made();
      assertThat(folder.resolve("state").resolve("spill")).as("of one that lives").exists();
      other.destroyForcibly().waitFor();
      assertThat(folder).exists();
      made();
      assertThat(folder).doesNotExist();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void severalOfOneProcessDoNotDisturbEachOther() throws IOException {
    try (TemporaryFolder one = TemporaryFolder.make(in, PREFIX);
        TemporaryFolder two = TemporaryFolder.make(in, PREFIX)) {
      made();
      assertThat(one.folder()).isDirectory().isNotEqualTo(two.folder());
      assertThat(two.folder()).isDirectory();
    }
    assertThat(in).isEmptyDirectory();
  }

  @Test
  void oneWithoutALockGoesWhenNobodyCanBeMakingIt() throws IOException {
    Path young = Files.createDirectory(in.resolve(PREFIX + "1"));
    Path old = Files.createDirectory(in.resolve(PREFIX + "2"));
    Instant before = Instant.now().minus(Duration.ofDays(2));
    Files.setLastModifiedTime(old, FileTime.from(before));
    made();
    assertThat(young).isDirectory();
    assertThat(old).doesNotExist();
  }

  @Test
  void whatHasAnotherNameOrIsALinkStays() throws IOException {
    Path mine = Files.createDirectory(in.resolve("mine"));
    Path file = Files.createFile(mine.resolve("lock"));
    Path link = Files.createSymbolicLink(in.resolve(PREFIX + "3"), mine);
    Path inside = Files.createDirectory(in.resolve(PREFIX + "4"));
    Files.createFile(inside.resolve("lock"));
    Files.createSymbolicLink(inside.resolve("state"), mine);
    made();
    assertThat(inside).doesNotExist();
    assertThat(file).exists();
    assertThat(link).exists();
  }

  @Test
  void aTemporaryFolderThatIsNotThereIsNamed() {
    Path nowhere = in.resolve("nowhere");
    assertThatThrownBy(() -> TemporaryFolder.make(nowhere, PREFIX))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining(nowhere.toString());
  }
}

package dev.eddy.model.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("lock");
  }

  /** Says whether it gets a lock. */
  static final class Other {
    private Other() {}

    public static void main(String[] args) throws IOException {
      try (@Nullable Closeable lock = Disk.LOCAL.lock(Path.of(args[0]))) {
        System.out.print(lock == null ? "refused" : "given");
      }
    }
  }

  private String another() throws IOException {
    Process p =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Other.class.getName(),
                file().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new String(p.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void whoAsksInVainTakesALockFromNobody() throws IOException {
    try (Closeable lock = Objects.requireNonNull(Disk.LOCAL.lock(file()))) {
      assertThat(Disk.LOCAL.lock(file())).as("in this process").isNull();
      assertThat(Disk.LOCAL.lock(folder.resolve(".").resolve("lock"))).isNull();
      assertThat(another()).as("after that").isEqualTo("refused");
      lock.close();
      assertThat(another()).isEqualTo("given");
    }
  }

  @Test
  void aLockThatIsClosedTwiceIsTheNextOnes() throws IOException {
    Closeable first = Objects.requireNonNull(Disk.LOCAL.lock(file()));
    first.close();
    try (Closeable second = Objects.requireNonNull(Disk.LOCAL.lock(file()))) {
      first.close();
      assertThat(Disk.LOCAL.lock(file())).isNull();
      assertThat(second).isNotNull();
    }
  }
}

package dev.eddy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.cli.Shell.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said where there is no cluster. */
class ClusterCommandsTest {
  @TempDir Path folder;
  private String down;

  @BeforeEach
  void findAPortWhereNobodyListens() throws IOException {
    try (ServerSocket s = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      down = "http://127.0.0.1:" + s.getLocalPort();
    }
  }

  private void assertDown(String... args) {
    Result r = new Shell(folder).run(args);
    assertThat(r.exit()).as(r.toString()).isEqualTo(3);
    assertThat(r.out()).isEmpty();
    assertThat(r.err()).contains("error: ").contains(down);
  }

  @Test
  void aClusterThatIsDownIsTheEnvironmentsFault() {
    String example = Example.folder().toString();
    assertDown("deploy", example, "hourly-delays", "--target", down);
    assertDown("jobs", "--target", down);
    assertDown("job", "stop", "0123456789abcdef0123456789abcdef", "--target", down);
    assertDown("parity", example, "hourly-delays", "--target", down);
  }

  @Test
  void aWrongProjectIsRefusedBeforeTheClusterIsAsked() throws Exception {
    Path broken =
        Example.copy(folder.resolve("p"), 1, t -> t.replace("delay_minutes > 15", "delay > 15"));
    Result r =
        new Shell(folder).run("deploy", broken.toString(), "hourly-delays", "--target", down);
    assertThat(r.exit()).isEqualTo(1);
    assertThat(r.err()).contains("delayed by origin · where");
  }
}

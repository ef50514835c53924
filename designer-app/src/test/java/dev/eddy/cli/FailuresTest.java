package dev.eddy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.disk.DiskException;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.runtime.RunException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private static Exit exit(Place place, @Nullable Throwable cause) {
    return Failures.of(new RunException(Problem.error("p", place, "failed.", ""), cause)).exit();
  }

  @Test
  void whatADiskRefusesIsTheEnvironments() {
    DiskException full =
        new DiskException(
            Path.of("r/digests"), "cannot be written", new IOException("No space left on device"));
    assertThat(exit(Place.file("r/digests"), full)).isEqualTo(Exit.ENVIRONMENT);
    assertThat(exit(Place.node("n", "sum"), new IllegalStateException(full)))
        .as("state of a node on that disk")
        .isEqualTo(Exit.ENVIRONMENT);
  }

  @Test
  void whatANodeDoesIsTheProjects() {
    assertThat(exit(Place.node("n", "sum"), new ArithmeticException())).isEqualTo(Exit.PROJECT);
    assertThat(exit(Place.NOWHERE, null)).isEqualTo(Exit.ENVIRONMENT);
  }
}

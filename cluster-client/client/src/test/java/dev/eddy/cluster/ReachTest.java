package dev.eddy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.plan.Plan;
import dev.eddy.model.problem.Problem;
import dev.eddy.operator.Providers;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReachTest {
  private static final URI HERE = URI.create("http://127.0.0.1:8081");
  private static final URI THERE = URI.create("http://192.0.2.1:8081");

  @TempDir Path folder;

  @Test
  void localPathsAreRefusedForAClusterElsewhereInNodeNames() {
    Plan plan = ClusterPlans.copy("/data/airports.csv", "file:///out");

    List<Problem> problems = Reach.check(plan, providers(), THERE);

    assertThat(problems)
        .extracting(p -> p.place().nodeName() + "." + p.place().parameter())
        .containsExactly("airports.path", "all airports.folder");
    assertThat(problems).allMatch(Problem::isError).allMatch(p -> !p.remedy().isEmpty());
  }

  @Test
  void localPathsAreFineForAClusterOnThisMachine() throws Exception {
    Path file = folder.resolve("airports.csv");
    Files.writeString(file, "iata,name\n");

    assertThat(Reach.check(ClusterPlans.copy(file.toString(), "/out"), providers(), HERE))
        .isEmpty();
  }

  @Test
  void aSourceThatIsMissingIsToldBeforeAnythingIsUploaded() {
    List<Problem> problems =
        Reach.check(ClusterPlans.copy("/nowhere/a.csv", "/out"), providers(), HERE);

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).toString())
        .startsWith("error: airports: ")
        .contains("/nowhere/a.csv");
  }

  private static Providers providers() {
    return Providers.load(ReachTest.class.getClassLoader());
  }
}

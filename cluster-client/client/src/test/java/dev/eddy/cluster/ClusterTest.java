package dev.eddy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eddy.model.plan.Plan;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example on real session clusters of both Flink lines. */
@Tag("cluster")
class ClusterTest {
  private static final Map<String, ClusterInfo> CLUSTERS = new TreeMap<>();

  @TempDir Path folder;

  @BeforeAll
  static void startClusters() throws ClusterException {
    for (String version : new String[] {"1.20.3", "2.3.0"}) {
      CLUSTERS.put(version, SessionCluster.start(version, ClusterTest::say));
    }
  }

  @AfterAll
  static void stopClusters() throws ClusterException {
    for (ClusterInfo cluster : CLUSTERS.values()) {
      SessionCluster.stop(cluster);
      assertThat(cluster.isAlive()).isFalse();
    }
  }

  private static void say(String step) {
    System.out.println(step);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.20.3", "2.3.0"})
  void theExampleGivesTheExpectedRows(String version) throws Exception {
    long start = System.nanoTime();

    DeployedJob job = deploy(version, Example.plan(folder, 0), Optional.empty(), 1);
    long deployed = System.nanoTime();
    String end = Jobs.awaitEnd(url(version), job.id(), ClusterTest::say);

    say(
        "Flink %s: running after %.1f s, finished after %.1f s"
            .formatted(version, (deployed - start) / 1e9, (System.nanoTime() - start) / 1e9));
    assertThat(end).isEqualTo("FINISHED");
    Example.assertExpected(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.20.3", "2.3.0"})
  void stoppedWithASavepointAndResumedNothingIsLostOrDoubled(String version) throws Exception {
    DeployedJob slow = deploy(version, Example.plan(folder, 40_000), Optional.empty(), 1);
    awaitRows("late-rows.ndjson", 2000);
    String savepoint =
        Jobs.stop(url(version), slow.id(), Optional.of(folder.resolve("savepoints").toString()));
    long before = RowLines.read(folder.resolve("late-rows.ndjson")).size();

    DeployedJob resumed = deploy(version, Example.plan(folder, 0), Optional.of(savepoint), 1);
    Jobs.awaitEnd(url(version), resumed.id(), ClusterTest::say);

    say("Flink " + version + ": " + before + " late rows before the stop");
    assertThat(savepoint).contains(folder.resolve("savepoints").toString());
    assertThat(before).isBetween(2000L, 40_000L);
    Example.assertExpected(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.20.3", "2.3.0"})
  void aTaskManagerThatIsKilledCostsNoRowAndDoublesNone(String version) throws Exception {
    ClusterInfo cluster = CLUSTERS.get(version);
    DeployedJob job = deploy(version, Example.plan(folder, 20_000), Optional.empty(), 1);
    awaitRows("late-rows.ndjson", 2000);

    ProcessHandle old = ClusterProcess.find(cluster.pids().get(1), cluster.dir()).orElseThrow();
    old.destroyForcibly();
    old.onExit().join();
    Process fresh = SessionCluster.startTaskManager(version, cluster.dir(), ClusterTest::say);
    CLUSTERS.put(
        version,
        new ClusterInfo(
            version,
            cluster.restUrl(),
            java.util.List.of(cluster.pids().get(0), fresh.pid()),
            cluster.dir()));
    String end = Jobs.awaitEnd(url(version), job.id(), ClusterTest::say);

    assertThat(end).isEqualTo("FINISHED");
    Example.assertExpected(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.20.3", "2.3.0"})
  void twoSubtasksGiveTheSameCounts(String version) throws Exception {
    DeployedJob job = deploy(version, Example.plan(folder, 0), Optional.empty(), 2);
    Jobs.awaitEnd(url(version), job.id(), ClusterTest::say);

    // Lateness depends on arrival at parallelism 2; counts of all valid rows do not.
    assertThat(
            RowLines.exactly(
                    RowLines.read(folder.resolve("delay-counts.ndjson")),
                    RowLines.read(Example.expected("delay-counts.ndjson")))
                .isNone())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.20.3", "2.3.0"})
  void aRowThatCannotBeReadEndsTheJobAndIsToldInNodeNames(String version) throws Exception {
    Path file = folder.resolve("airports.csv");
    Files.writeString(file, "iata,name\nLAX,Los Angeles\nonly one column\n");
    Plan plan = ClusterPlans.copy(file.toString(), folder.resolve("out").toString());

    ClusterException e =
        catchThrowableOfType(
            ClusterException.class,
            () -> {
              DeployedJob job = deploy(version, plan, Optional.empty(), 1);
              Jobs.awaitEnd(url(version), job.id(), ClusterTest::say);
            });

    assertThat(e.problem().place().nodeName()).isEqualTo("airports");
    assertThat(e.problem().message()).contains("airports.csv").contains("line 3");
  }

  private static URI url(String version) {
    return CLUSTERS.get(version).restUrl();
  }

  private static DeployedJob deploy(
      String version, Plan plan, Optional<String> savepoint, int parallelism)
      throws ClusterException {
    return Deployment.deploy(
        new DeployRequest(plan, url(version), savepoint, parallelism), ClusterTest::say);
  }

  private void awaitRows(String file, long rows) throws IOException, ClusterException {
    Poll poll = new Poll(Duration.ofSeconds(60));
    while (RowLines.read(folder.resolve(file)).size() < rows) {
      poll.pause(rows + " rows in " + file);
    }
  }
}

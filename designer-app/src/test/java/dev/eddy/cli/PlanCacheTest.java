package dev.eddy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.plan.Plan;
import dev.eddy.model.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCacheTest {
  private static final String PIPELINE = "hourly-delays";

  @TempDir Path folder;
  private Path project;
  private PlanCache cache;

  @BeforeEach
  void makeAProject() throws IOException {
    project = Example.copy(folder.resolve("p"), 5, text -> text);
    cache = new PlanCache(Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString()));
  }

  private ProjectSource source() throws CommandException {
    return ProjectSource.read(project.toString());
  }

  private String key() throws CommandException {
    return cache.key(source().project(), PIPELINE, Map.of(), null).orElseThrow();
  }

  private Plan keep() throws CommandException {
    Plan plan = source().compile(PIPELINE).plan();
    assertThat(plan).isNotNull();
    cache.keep(key(), plan);
    return plan;
  }

  @Test
  void aPlanComesOutAsItWentIn() throws Exception {
    assertThat(cache.find(key(), Plugins.load())).isEmpty();
    Plan plan = keep();
    Plan kept = cache.find(key(), Plugins.load()).orElseThrow();
    assertThat(kept.nodes()).isEqualTo(plan.nodes());
    assertThat(kept.edges()).isEqualTo(plan.edges());
    assertThat(kept.classes().keySet()).isEqualTo(plan.classes().keySet());
  }

  @Test
  void whatAPlanIsMadeOfIsInItsKey() throws Exception {
    String before = key();
    assertThat(key()).isEqualTo(before);
    var p = source().project();
    assertThat(cache.key(p, PIPELINE, Map.of("a", Value.of(1)), null)).isPresent();
    assertThat(cache.key(p, PIPELINE, Map.of("a", Value.of(1)), null).get()).isNotEqualTo(before);
    assertThat(cache.key(p, PIPELINE, Map.of(), folder).orElseThrow()).isNotEqualTo(before);
    assertThat(cache.key(p, "another", Map.of(), null)).as("no such file").isEmpty();
    Path file = project.resolve("pipelines/" + PIPELINE + ".pipeline.json");
    Files.writeString(file, Files.readString(file).replace("\"n\": 3", "\"n\": 4"));
    assertThat(key()).isNotEqualTo(before);
  }

  @Test
  void aPlanWhoseInputIsGoneIsNotTaken() throws Exception {
    keep();
    Files.delete(project.resolve("data/airports.csv"));
    assertThat(cache.find(key(), Plugins.load())).isEmpty();
  }

  @Test
  void aDamagedPlanIsCompiledAnew() throws Exception {
    keep();
    try (Stream<Path> all = Files.list(folder.resolve("cache/eddy/plans"))) {
      for (Path kept : all.toList()) {
        Files.writeString(kept, "{");
      }
    }
    assertThat(cache.find(key(), Plugins.load())).isEmpty();
    Shell shell = new Shell(folder);
    assertThat(shell.run("run", project.toString(), "--quiet").exit()).isZero();
    assertThat(shell.run("run", project.toString(), "--quiet").exit()).isZero();
  }

  @Test
  void aCacheThatCannotBeWrittenIsNoFailure() throws Exception {
    Files.writeString(folder.resolve("cache"), "a file where the folder would be");
    keep();
    assertThat(cache.find(key(), Plugins.load())).isEmpty();
    assertThat(new Shell(folder).run("run", project.toString(), "--quiet").exit()).isZero();
  }
}

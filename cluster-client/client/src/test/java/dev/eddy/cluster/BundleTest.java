package dev.eddy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.io.PlanFiles;
import dev.eddy.model.plan.Plan;
import dev.eddy.operator.Providers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {
  private static final Plan PLAN = ClusterPlans.copy("/data/airports.csv", "/out");
  private static final String SERVICE = "META-INF/services/dev.eddy.operator.OperatorProvider";

  @TempDir Path folder;

  @Test
  void theJarHoldsBridgePluginsInUsePlanAndGeneratedClassesAndNothingOfFlink() throws Exception {
    Path jar = folder.resolve("job.jar");

    Bundle.write(PLAN, BundleRoots.of(PLAN, providers()), jar);

    try (JarFile file = new JarFile(jar.toFile())) {
      assertThat(file.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo("dev.eddy.flink.EddyJob");
      List<String> names = file.stream().map(JarEntry::getName).toList();
      assertThat(names)
          .contains(
              "dev/eddy/flink/EddyJob.class",
              "dev/eddy/model/plan/Plan.class",
              "dev/eddy/operator/Operator.class",
              "dev/eddy/connector/file/CsvSource.class",
              "com/fasterxml/jackson/core/JsonFactory.class",
              "generated/Nothing.class")
          .noneMatch(n -> n.startsWith("org/apache/flink"))
          .noneMatch(n -> n.startsWith("dev/eddy/operators/"))
          .noneMatch(n -> n.startsWith("dev/eddy/expressions/"));
      Plan read = PlanFiles.read(bytes(file, "eddy/plan.json"));
      assertThat(read.nodes()).isEqualTo(PLAN.nodes());
      assertThat(read.classes()).as("they are class files").isEmpty();
    }
    assertThat(Files.size(jar)).as("a thin jar").isLessThan(2_000_000);
  }

  @Test
  void theSamePlanGivesTheSameBytesWhetherFromFoldersOrJars() throws Exception {
    Path classes = folder.resolve("plugin");
    Path service = classes.resolve(SERVICE);
    Files.createDirectories(service.getParent());
    Files.writeString(service, "a.Provider\n");
    Files.writeString(classes.resolve("module-info.class"), "");
    Files.writeString(classes.resolve("a.txt"), "a");
    Path packed = folder.resolve("plugin.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(packed))) {
      put(out, "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n");
      put(out, "META-INF/maven/pom.xml", "<project/>");
      put(out, "a.txt", "a");
      put(out, SERVICE, "a.Provider\n");
    }

    Bundle.write(PLAN, List.of(classes), folder.resolve("one.jar"));
    Bundle.write(PLAN, List.of(packed), folder.resolve("two.jar"));

    assertThat(folder.resolve("one.jar")).hasSameBinaryContentAs(folder.resolve("two.jar"));
  }

  @Test
  void theProvidersOfSeveralPluginsAreJoined() throws Exception {
    Path first = plugin("first", "a.Provider");
    Path second = plugin("second", "b.Provider\n");
    Path jar = folder.resolve("job.jar");

    Bundle.write(PLAN, List.of(first, second), jar);

    try (JarFile file = new JarFile(jar.toFile())) {
      assertThat(new String(bytes(file, SERVICE), StandardCharsets.UTF_8))
          .isEqualTo("a.Provider\nb.Provider\n");
    }
  }

  private Path plugin(String name, String providers) throws IOException {
    Path service = folder.resolve(name).resolve(SERVICE);
    Files.createDirectories(service.getParent());
    Files.writeString(service, providers);
    return folder.resolve(name);
  }

  private static void put(JarOutputStream out, String name, String text) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.closeEntry();
  }

  private static byte[] bytes(JarFile file, String name) throws IOException {
    try (var in = file.getInputStream(file.getEntry(name))) {
      return in.readAllBytes();
    }
  }

  private static Providers providers() {
    return Providers.load(BundleTest.class.getClassLoader());
  }
}

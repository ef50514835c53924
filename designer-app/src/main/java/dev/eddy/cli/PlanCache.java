package dev.eddy.cli;

import dev.eddy.model.io.Json;
import dev.eddy.model.io.PlanFiles;
import dev.eddy.model.io.ProjectFiles;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.project.Project;
import dev.eddy.model.subgraph.SubGraphs;
import dev.eddy.model.value.Value;
import dev.eddy.operator.Providers;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plans that were compiled before, in the user's cache folder: a run that changes nothing needs no
 * parser. The name of a plan is a digest of all that it was made of: the project's files, the
 * bindings and settings of this call, and this installation. What cannot be read or written is
 * compiled anew; the cache is never the cause of a failure.
 */
final class PlanCache {
  private static final int VERSION = 1;
  private static final int MOST = 64;

  private final Path folder;

  PlanCache(Map<String, String> environment) {
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base =
        !cache.isEmpty() && Path.of(cache).isAbsolute()
            ? Path.of(cache)
            : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")))
                .resolve(".cache");
    this.folder = base.resolve("eddy").resolve("plans");
  }

  /** The key of a plan; empty where it cannot be told. */
  Optional<String> key(
      Project project, String pipeline, Map<String, Value> overrides, @Nullable Path out) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      Path root = project.folder();
      text(digest, "eddy plan " + VERSION + " java " + System.getProperty("java.version"));
      text(digest, root.toString());
      text(digest, pipeline);
      text(digest, Json.writeLine(new Value.Struct(overrides)));
      text(digest, String.valueOf(out));
      bytes(digest, Files.readAllBytes(root.resolve("eddy.json")));
      bytes(
          digest,
          Files.readAllBytes(root.resolve("pipelines").resolve(pipeline + ".pipeline.json")));
      for (Project.Pipeline p : project.pipelines().values()) {
        // What may stand in the place of a node of it.
        if (SubGraphs.isUsable(p.graph())) {
          text(digest, p.name());
          bytes(digest, ProjectFiles.pipelineBytes(p.graph()));
        }
      }
      for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
        text(digest, fingerprint(Path.of(entry)));
      }
      return Optional.of(HexFormat.of().formatHex(digest.digest()));
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void text(MessageDigest digest, String text) {
    bytes(digest, text.getBytes(StandardCharsets.UTF_8));
  }

  /** With the length in front: two parts never read as two others. */
  private static void bytes(MessageDigest digest, byte[] bytes) {
    digest.update(
        new byte[] {
          (byte) (bytes.length >>> 24),
          (byte) (bytes.length >>> 16),
          (byte) (bytes.length >>> 8),
          (byte) bytes.length
        });
    digest.update(bytes);
  }

  /** Name, size and time of a jar; of a folder of classes the sums over its files. */
  private static String fingerprint(Path entry) throws IOException {
    if (!Files.exists(entry)) {
      return entry + " -";
    }
    if (Files.isRegularFile(entry)) {
      return entry + " " + Files.size(entry) + " " + Files.getLastModifiedTime(entry).toMillis();
    }
    long[] sums = new long[2];
    try (Stream<Path> files = Files.find(entry, 32, (path, attributes) -> sum(attributes, sums))) {
      return entry + " " + files.count() + " " + sums[0] + " " + sums[1];
    }
  }

  private static boolean sum(BasicFileAttributes attributes, long[] sums) {
    if (attributes.isRegularFile()) {
      sums[0] += attributes.size();
      sums[1] += attributes.lastModifiedTime().toMillis();
    }
    return attributes.isRegularFile();
  }

  /** A plan of that key whose input files are all there: what is missing the compiler explains. */
  Optional<Plan> find(String key, Providers providers) {
    try {
      Plan plan = PlanFiles.read(Files.readAllBytes(folder.resolve(key)));
      return plan.nodes().stream().allMatch(n -> hasItsFiles(n, providers))
          ? Optional.of(plan)
          : Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static boolean hasItsFiles(PlanNode node, Providers providers) {
    Optional<OperatorDescriptor> descriptor =
        providers.find(node.operator()).map(p -> p.descriptor());
    return descriptor.isPresent()
        && descriptor.get().parameters().stream()
            .filter(p -> p.type() instanceof ParameterType.Path path && path.kind().equals("read"))
            .allMatch(
                p ->
                    !(node.parameters().get(p.name()) instanceof Value.Text text)
                        || Files.exists(Path.of(text.text())));
  }

  void keep(String key, Plan plan) {
    try {
      Files.createDirectories(folder);
      Path temp = Files.createTempFile(folder, "new", null);
      Files.write(temp, PlanFiles.write(plan));
      Files.move(
          temp,
          folder.resolve(key),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      trim();
    } catch (IOException | UncheckedIOException e) {
      // The next run compiles again.
    }
  }

  private void trim() throws IOException {
    List<Path> oldest;
    try (Stream<Path> all = Files.list(folder)) {
      oldest = all.sorted(Comparator.comparingLong(PlanCache::age)).toList();
    }
    for (Path p : oldest.subList(0, Math.max(0, oldest.size() - MOST))) {
      Files.deleteIfExists(p);
    }
  }

  private static long age(Path p) {
    try {
      return Files.getLastModifiedTime(p).toMillis();
    } catch (IOException e) {
      return 0;
    }
  }
}

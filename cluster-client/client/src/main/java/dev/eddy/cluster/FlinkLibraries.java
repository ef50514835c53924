package dev.eddy.cluster;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The jars of a Flink release, fetched once through Maven, since no repository has a distribution.
 */
final class FlinkLibraries {
  private static final List<String> FLINK =
      List.of(
          "flink-runtime",
          "flink-streaming-java",
          "flink-clients",
          "flink-rpc-akka-loader",
          // Has the /jars handlers of the REST interface.
          "flink-runtime-web");
  private static final List<String> LOG =
      List.of("log4j-core", "log4j-slf4j-impl", "log4j-1.2-api");
  private static final String LOG_VERSION = "2.24.3";
  private static final String GOAL =
      "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies";

  private FlinkLibraries() {}

  /** The folder of the jars, filled where it is not yet. */
  static Path of(String version, Consumer<String> progress) throws ClusterException {
    if (!version.matches("\\d+\\.\\d+\\.\\d+")) {
      throw ClusterException.of(
          "unknown-version",
          version + " is not a version of Flink.",
          "Give one such as 1.20.3 or 2.3.0.");
    }
    Path folder = Folders.cache().resolve("flink").resolve(version);
    Path lib = folder.resolve("lib");
    if (Files.isDirectory(lib)) {
      return lib;
    }
    progress.accept("fetching Flink " + version + " with Maven (about 60 MB, once)");
    try {
      Files.createDirectories(folder);
      fetch(version, folder, lib);
      return lib;
    } catch (IOException e) {
      throw ClusterException.of(
          "flink-fetch", "Flink's jars cannot be put into " + folder + ": " + e, "");
    }
  }

  private static void fetch(String version, Path folder, Path lib)
      throws IOException, ClusterException {
    Path maven =
        ClusterProcess.onPath("mvn")
            .orElseThrow(
                () ->
                    ClusterException.of(
                        "no-maven",
                        "Maven is needed to fetch Flink "
                            + version
                            + ", and there is no mvn on the PATH.",
                        "Install it (on Debian: apt install maven), or give --target the address"
                            + " of a cluster that runs."));
    Path work = Files.createTempDirectory(folder, "fetch-");
    try {
      Files.writeString(work.resolve("pom.xml"), pom(version));
      Path log = work.resolve("mvn.log");
      Process process =
          new ProcessBuilder(
                  maven.toString(),
                  "-B",
                  "-q",
                  GOAL,
                  "-DincludeScope=runtime",
                  "-DoutputDirectory=" + work.resolve("lib"))
              .directory(work.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      process.getOutputStream().close();
      if (!finished(process)) {
        process.destroy();
        throw ClusterException.of("flink-fetch", "Maven did not end within 10 minutes.", "");
      }
      if (process.exitValue() != 0) {
        throw ClusterException.of(
            "flink-fetch",
            "Maven could not fetch Flink " + version + ": " + firstError(log),
            "Check the version and the connection to the repository.");
      }
      move(work.resolve("lib"), lib);
    } finally {
      Folders.delete(work);
    }
  }

  private static boolean finished(Process process) throws ClusterException {
    try {
      return process.waitFor(10, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw ClusterException.of("interrupted", "Interrupted while fetching Flink.", "");
    }
  }

  /** Another process may have been quicker, which is as good. */
  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw e;
    } catch (IOException e) {
      if (!Files.isDirectory(to)) {
        throw e;
      }
    }
  }

  private static String firstError(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(l -> l.contains("ERROR"))
          .map(l -> l.replace("[ERROR]", "").strip())
          .findFirst()
          .orElse("no reason given");
    }
  }

  private static String pom(String version) {
    StringBuilder b = new StringBuilder();
    b.append(
        "<project xmlns=\"http://maven.apache.org/POM/4.0.0\"><modelVersion>4.0.0</modelVersion>"
            + "<groupId>dev.eddy.cluster</groupId><artifactId>flink</artifactId>"
            + "<version>1</version><packaging>pom</packaging><dependencies>\n");
    FLINK.forEach(a -> dependency(b, "org.apache.flink", a, version));
    LOG.forEach(a -> dependency(b, "org.apache.logging.log4j", a, LOG_VERSION));
    return b.append("</dependencies></project>\n").toString();
  }

  private static void dependency(StringBuilder b, String group, String artifact, String version) {
    b.append("<dependency><groupId>")
        .append(group)
        .append("</groupId><artifactId>")
        .append(artifact)
        .append("</artifactId><version>")
        .append(version)
        .append("</version></dependency>\n");
  }
}

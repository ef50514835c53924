package dev.eddy.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A JVM of a session cluster. */
final class ClusterProcess {
  /** From the distribution's {@code env.java.opts.all}; without them jobs are refused. */
  private static final List<String> OPEN =
      Stream.of(
              "lang",
              "net",
              "io",
              "nio",
              "lang.reflect",
              "text",
              "time",
              "util",
              "util.concurrent",
              "util.concurrent.atomic",
              "util.concurrent.locks")
          .map(p -> "--add-opens=java.base/java." + p + "=ALL-UNNAMED")
          .toList();

  private static final List<String> EXPORT =
      List.of(
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
          "--add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED");

  private ClusterProcess() {}

  /**
   * Starts a JVM that outlives this one.
   *
   * @param dir the cluster's folder, by which the process is known again
   */
  static Process start(Path dir, Path lib, String name, String mainClass, List<String> memory)
      throws IOException {
    Path log = dir.resolve("log").resolve(name + ".log");
    List<String> command = new ArrayList<>();
    // A session of its own, so that closing the terminal does not end the cluster.
    onPath("setsid").ifPresent(p -> command.add(p.toString()));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(memory);
    command.addAll(OPEN);
    command.addAll(EXPORT);
    command.add("-XX:+UseSerialGC");
    command.add("-Dlog.file=" + log);
    command.add("-Dlog4j.configurationFile=" + dir.resolve("conf/log4j.properties").toUri());
    command.add("-cp");
    command.add(lib + "/*");
    command.add(mainClass);
    command.add("--configDir");
    command.add(dir.resolve("conf").toString());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(dir.toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(dir.resolve("log").resolve(name + ".out").toFile());
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  /** The live process with this id, if it is one of the cluster in this folder. */
  static Optional<ProcessHandle> find(long pid, Path dir) {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(p -> mentions(p, dir.resolve("conf").toString()));
  }

  private static boolean mentions(ProcessHandle process, String folder) {
    Optional<String[]> arguments = process.info().arguments();
    if (arguments.isPresent()) {
      return List.of(arguments.get()).contains(folder);
    }
    return process.info().commandLine().map(c -> c.contains(folder)).orElse(false);
  }

  /** An executable on the PATH. */
  static Optional<Path> onPath(String name) {
    String path = System.getenv("PATH");
    if (path == null) {
      return Optional.empty();
    }
    for (String folder : path.split(java.io.File.pathSeparator, -1)) {
      Path file = Path.of(folder, name);
      if (Files.isExecutable(file) && !Files.isDirectory(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }
}

package dev.eddy.runtime.crash;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * Starts many short processes of the class path of this one, cheaply: folders of classes are packed
 * into archives, and the classes of a first process are kept in an archive of class data that the
 * others map.
 */
final class WarmJava {
  private final Path folder;
  private final String classPath;

  /**
   * @param folder for what is packed; exists
   */
  WarmJava(Path folder) throws IOException {
    this.folder = folder;
    List<String> parts = new ArrayList<>();
    for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path p = Path.of(part);
      if (Files.isDirectory(p)) {
        Path jar = folder.resolve(parts.size() + ".jar");
        pack(p, jar);
        parts.add(jar.toString());
      } else if (Files.exists(p)) {
        parts.add(part);
      }
    }
    classPath = String.join(File.pathSeparator, parts);
  }

  private static void pack(Path classes, Path jar) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        var all = Files.walk(classes)) {
      out.setLevel(0);
      for (Path p : all.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(p).toString().replace('\\', '/')));
        Files.copy(p, out);
        out.closeEntry();
      }
    }
  }

  /** The first process is slower: it leaves the archive behind when it ends by itself. */
  Process start(Class<?> main, List<String> arguments) throws IOException {
    Path archive = folder.resolve("classes.jsa");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xmx128m",
                "-Xlog:disable",
                "-Xlog:all=off",
                (Files.exists(archive) ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=")
                    + archive,
                "-cp",
                classPath,
                main.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}

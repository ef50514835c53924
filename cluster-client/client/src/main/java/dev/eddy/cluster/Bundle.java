package dev.eddy.cluster;

import dev.eddy.model.io.PlanFiles;
import dev.eddy.model.plan.Plan;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * A job jar: the bridge, the plugins in use, the plan and its generated classes, nothing of Flink.
 * The same content gives the same bytes; one jar runs on Flink 1.20 and 2.x.
 */
public final class Bundle {
  static final String ENTRY_CLASS = "dev.eddy.flink.EddyJob";
  private static final String PLAN = "eddy/plan.json";
  private static final String SERVICES = "META-INF/services/";

  private Bundle() {}

  /**
   * Writes a job jar.
   *
   * @param roots jars and folders of classes: bridge, model, operator API, JSON, plugins
   */
  public static void write(Plan plan, Collection<Path> roots, Path jar) throws IOException {
    TreeMap<String, byte[]> entries = new TreeMap<>();
    for (Path root : roots) {
      collect(root, entries);
    }
    plan.classes().forEach((name, bytes) -> entries.put(name.replace('.', '/') + ".class", bytes));
    entries.put(PLAN, PlanFiles.write(withoutClasses(plan)));
    entries.remove("META-INF/MANIFEST.MF");
    String manifest = "Manifest-Version: 1.0\r\nMain-Class: " + ENTRY_CLASS + "\r\n\r\n";
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(jar));
        JarOutputStream out = new JarOutputStream(file)) {
      put(out, "META-INF/MANIFEST.MF", manifest.getBytes(StandardCharsets.UTF_8));
      for (Map.Entry<String, byte[]> e : entries.entrySet()) {
        put(out, e.getKey(), e.getValue());
      }
    }
  }

  private static Plan withoutClasses(Plan p) {
    return new Plan(p.project(), p.pipeline(), p.maxParallelism(), p.nodes(), p.edges(), Map.of());
  }

  private static void put(JarOutputStream out, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    // The first moment that a zip file can name, so that equal content gives equal bytes.
    entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
    out.putNextEntry(entry);
    out.write(bytes);
    out.closeEntry();
  }

  private static void collect(Path root, TreeMap<String, byte[]> entries) throws IOException {
    if (Files.isDirectory(root)) {
      collectTree(root, entries);
    } else {
      try (FileSystem jar = FileSystems.newFileSystem(root, Map.of())) {
        collectTree(jar.getPath("/"), entries);
      }
    }
  }

  private static void collectTree(Path top, TreeMap<String, byte[]> entries) throws IOException {
    try (Stream<Path> files = Files.walk(top)) {
      files
          .filter(Files::isRegularFile)
          .forEach(
              f -> {
                String name = top.relativize(f).toString().replace('\\', '/');
                if (isWanted(name)) {
                  add(entries, name, f);
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Service files of several plugins are joined; of anything else the first stays. */
  private static void add(TreeMap<String, byte[]> entries, String name, Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      byte[] before = entries.get(name);
      if (before == null) {
        entries.put(name, bytes);
      } else if (name.startsWith(SERVICES)) {
        String joined =
            new String(before, StandardCharsets.UTF_8).stripTrailing()
                + "\n"
                + new String(bytes, StandardCharsets.UTF_8);
        entries.put(name, joined.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isWanted(String name) {
    if (name.startsWith("META-INF/")) {
      return name.startsWith(SERVICES);
    }
    return !name.endsWith("module-info.class");
  }
}

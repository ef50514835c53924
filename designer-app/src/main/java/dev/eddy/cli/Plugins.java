package dev.eddy.cli;

import dev.eddy.operator.OperatorProvider;
import dev.eddy.operator.Providers;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/** The operators that come with this installation. */
final class Plugins {
  /**
   * The system property that names a file with what all jars of the class path announce, see {@link
   * #index}. Without it the jars are asked, each of which is opened for that: as long as a tenth of
   * the start of a short run.
   */
  static final String INDEX = "eddy.services";

  private static final String ANNOUNCED = "META-INF/services/" + OperatorProvider.class.getName();

  private Plugins() {}

  static ClassLoader loader() {
    return Plugins.class.getClassLoader();
  }

  static Providers load() {
    String index = System.getProperty(INDEX);
    return index == null ? Providers.load(loader()) : load(Path.of(index));
  }

  /**
   * @param index what {@link #index} wrote
   */
  static Providers load(Path index) {
    return Providers.load(new Indexed(index));
  }

  /** Writes what the jars of the class path announce into one file, for later starts. */
  static void index(Path file) throws IOException {
    StringBuilder all = new StringBuilder();
    for (URL url : Collections.list(loader().getResources(ANNOUNCED))) {
      try (InputStream in = url.openStream()) {
        all.append(new String(in.readAllBytes(), StandardCharsets.UTF_8)).append('\n');
      }
    }
    // Whole at once: another start may look for it at this moment.
    Path whole = Files.writeString(Path.of(file + "." + ProcessHandle.current().pid()), all);
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The class path, of which it is known beforehand what it announces. */
  private static final class Indexed extends ClassLoader {
    private final Path index;

    Indexed(Path index) {
      super(loader());
      this.index = index;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.equals(ANNOUNCED)
          ? Collections.enumeration(List.of(index.toUri().toURL()))
          : super.getResources(name);
    }
  }
}

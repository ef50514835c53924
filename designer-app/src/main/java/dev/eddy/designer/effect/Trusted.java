package dev.eddy.designer.effect;

import dev.eddy.model.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The folders that the user trusts, one a line. A project may run where it, or a folder above it,
 * is among them. A list that cannot be read trusts nothing.
 */
record Trusted(Path file) {
  boolean covers(Path folder) {
    Path real = real(folder);
    // For scripts that drive the window: -Deddy.trusted=FOLDER.
    String given = System.getProperty("eddy.trusted", "");
    return !given.isEmpty() && real.startsWith(real(Path.of(given)))
        || read().stream().anyMatch(real::startsWith);
  }

  void add(Path folder) throws IOException {
    Set<Path> all = read();
    Path real = real(folder);
    if (real.toString().chars().anyMatch(c -> c == '\n' || c == '\r')) {
      // A line of its own would trust another folder.
      throw new IOException("the name of " + folder.getFileName() + " has a line break");
    }
    if (all.add(real)) {
      StringBuilder b = new StringBuilder();
      all.forEach(p -> b.append(p).append('\n'));
      AtomicFile.write(file, b.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private Set<Path> read() {
    Set<Path> out = new LinkedHashSet<>();
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        if (!line.isBlank() && Path.of(line).isAbsolute()) {
          out.add(Path.of(line));
        }
      }
    } catch (IOException | InvalidPathException e) {
      return new LinkedHashSet<>();
    }
    return out;
  }

  // Through links: one that is put into a trusted folder must not lead its target in.
  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder.toAbsolutePath().normalize();
    }
  }
}

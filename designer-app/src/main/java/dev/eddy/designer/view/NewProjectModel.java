package dev.eddy.designer.view;

import dev.eddy.model.io.ProjectFiles;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;

/** What is asked of a new project, and what is wrong with the answers. Pure but for the disk. */
record NewProjectModel(String name, String parent, String timeZone) {
  /** What a project that reads the files is called at first; empty for no files. */
  static String nameFor(List<Path> files) {
    return files.isEmpty()
        ? ""
        : String.valueOf(files.get(0).getFileName())
            .replaceFirst("[.].*$", "")
            .replaceAll("[^\\p{L}\\p{N}_-]+", "-");
  }

  /** Why there can be no such project; empty where there can. */
  String problem() {
    if (name.isBlank()) {
      return "A name is needed.";
    }
    if (!ProjectFiles.isPipelineName(name)) {
      return "The name names a folder, so not all characters fit.";
    }
    try {
      Path folder = folder();
      if (!folder.isAbsolute()) {
        return "The place must be a whole path.";
      }
      if (Files.exists(folder.resolve(ProjectFiles.PROJECT_FILE))) {
        return "There is a project in " + folder + " already.";
      }
      if (Files.exists(folder) && !isEmptyFolder(folder)) {
        return folder + " is there already and not empty.";
      }
      Path above = folder.getParent();
      while (above != null && !Files.exists(above)) {
        above = above.getParent();
      }
      if (above == null || !Files.isDirectory(above) || !Files.isWritable(above)) {
        return "Nothing can be written there.";
      }
    } catch (InvalidPathException e) {
      return "The place is no path.";
    }
    try {
      ZoneId.of(timeZone);
    } catch (DateTimeException e) {
      return "There is no time zone '" + timeZone + "'.";
    }
    return "";
  }

  Path folder() {
    return Path.of(parent.strip()).resolve(name.strip()).normalize();
  }

  private static boolean isEmptyFolder(Path p) {
    try (var files = Files.list(p)) {
      return files.findAny().isEmpty();
    } catch (java.io.IOException e) {
      return false;
    }
  }
}

package dev.eddy.designer.effect;

import dev.eddy.designer.state.Example;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.io.Json;
import dev.eddy.model.io.ProjectFiles;
import dev.eddy.model.project.Project;
import dev.eddy.model.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The examples that the start page offers, in the order of {@code gallery.json}. */
final class Gallery {
  private Gallery() {}

  /** The examples of a folder; those that cannot be read are left out. */
  static List<Example> read(Path folder) {
    List<Example> out = new ArrayList<>();
    Path list = folder.resolve("gallery.json");
    if (!Files.isRegularFile(list)) {
      return out;
    }
    try {
      if (Json.read(Files.readAllBytes(list), Json.Limits.FILE) instanceof Value.Items items) {
        for (Value item : items.items()) {
          if (item instanceof Value.Struct s) {
            add(s, folder, out);
          }
        }
      }
    } catch (IOException e) {
      // The start page works without examples.
      return out;
    }
    return out;
  }

  private static void add(Value.Struct s, Path root, List<Example> out) {
    Path folder = root.resolve(text(s, "folder")).normalize();
    Project project = folder.startsWith(root) ? ProjectFiles.read(folder).project() : null;
    Project.Pipeline pipeline =
        project == null ? null : project.pipelines().get(text(s, "pipeline"));
    if (pipeline != null) {
      out.add(
          new Example(
              text(s, "title"),
              text(s, "words"),
              text(s, "hint"),
              folder,
              pipeline.name(),
              new PipelineDocument(pipeline.graph(), pipeline.layout())));
    }
  }

  private static String text(Value.Struct s, String name) {
    return s.get(name) instanceof Value.Text t ? t.text() : "";
  }
}

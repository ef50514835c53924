package dev.eddy.designer.effect;

import dev.eddy.designer.state.CanvasMessage;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import dev.eddy.model.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes sources of files that were dropped. Called on the thread for files. */
final class FileDrops {
  private static final List<String> ENDINGS = List.of(".csv", ".csv.gz", ".tsv", ".tsv.gz", ".txt");

  private FileDrops() {}

  static Message sources(Effect.SampleFiles e) {
    List<CanvasMessage.DroppedSource> sources = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (Path file : e.files()) {
      String name = String.valueOf(file.getFileName());
      String ending =
          ENDINGS.stream()
              .filter(x -> name.toLowerCase(Locale.ROOT).endsWith(x))
              .max((a, b) -> a.length() - b.length())
              .orElse("");
      if (ending.isEmpty()) {
        refused.add(name + " is no CSV file");
        continue;
      }
      try {
        CsvSample sample = CsvSample.of(file);
        if (sample.columns().isEmpty()) {
          refused.add(name + " has no header");
        } else {
          String title = name.substring(0, name.length() - ending.length());
          sources.add(
              new CanvasMessage.DroppedSource(
                  title.isEmpty() ? name : title, parameters(e.folder(), file, sample)));
        }
      } catch (IOException | UncheckedIOException ex) {
        refused.add(name + " cannot be read (" + ex.getMessage() + ")");
      }
    }
    String words = refused.isEmpty() ? "" : "Not supported: " + String.join("; ", refused) + ".";
    return new CanvasMessage.FilesSampled(e.pipeline(), sources, e.at(), words);
  }

  private static Value.Struct parameters(Path folder, Path file, CsvSample sample) {
    Path absolute = file.toAbsolutePath().normalize();
    Path root = folder.toAbsolutePath().normalize();
    String path =
        (absolute.startsWith(root) ? root.relativize(absolute) : absolute)
            .toString()
            .replace('\\', '/');
    List<Value> columns = new ArrayList<>();
    for (Map.Entry<String, String> c : sample.columns().entrySet()) {
      columns.add(
          Value.Struct.EMPTY
              .with("name", Value.of(c.getKey()))
              .with("type", Value.of(c.getValue())));
    }
    Value.Struct out =
        Value.Struct.EMPTY.with("path", Value.of(path)).with("columns", new Value.Items(columns));
    if (!sample.delimiter().equals(",")) {
      out =
          out.with(
              "delimiter", Value.of(sample.delimiter().equals("\t") ? "\\t" : sample.delimiter()));
    }
    return out;
  }
}

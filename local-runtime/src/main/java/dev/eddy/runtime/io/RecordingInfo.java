package dev.eddy.runtime.io;

import dev.eddy.model.disk.Disk;
import dev.eddy.model.io.Json;
import dev.eddy.model.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * What {@code recording.json} says of a recording.
 *
 * @param splits node id and name of each split, in the order of their numbers
 * @param options by name, in words: those that a run which is resumed shall take over
 */
public record RecordingInfo(
    String project,
    String pipeline,
    Status status,
    String failure,
    List<String> splits,
    Map<String, String> options) {
  private static final int FORMAT = 2;
  private static final String CHECKSUM = "checksum";

  /** How the run ended; RUNNING also after a kill. */
  public enum Status {
    RUNNING,
    FINISHED,
    STOPPED,
    FAILED
  }

  public RecordingInfo {
    splits = List.copyOf(splits);
    options = Collections.unmodifiableMap(new TreeMap<>(options));
  }

  public RecordingInfo with(Status value, String failureText) {
    return new RecordingInfo(project, pipeline, value, failureText, splits, options);
  }

  public RecordingInfo withOptions(Map<String, String> value) {
    return new RecordingInfo(project, pipeline, status, failure, splits, value);
  }

  public void write(Disk disk, Path file) throws IOException {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("format", Value.of(FORMAT));
    fields.put("project", Value.of(project));
    fields.put("pipeline", Value.of(pipeline));
    fields.put("status", Value.of(status.name().toLowerCase(Locale.ROOT)));
    if (!failure.isEmpty()) {
      fields.put("failure", Value.of(failure));
    }
    fields.put("splits", Value.ofTexts(splits));
    Map<String, Value> words = new LinkedHashMap<>();
    options.forEach((name, word) -> words.put(name, Value.of(word)));
    fields.put("options", new Value.Struct(words));
    fields.put(CHECKSUM, Value.of(checksum(new Value.Struct(fields))));
    disk.writeWhole(file, Json.write(new Value.Struct(fields)));
  }

  /** Throws IOException with a sentence for the user where the file is not readable. */
  public static RecordingInfo read(Disk disk, Path file) throws IOException {
    Value root = Json.read(disk.readWhole(file, Json.Limits.FILE.bytes()), Json.Limits.FILE);
    if (!(root instanceof Value.Struct s) || !(s.get("format") instanceof Value.Num format)) {
      throw new IOException(file.getFileName() + " describes no recording");
    }
    if (!format.number().equals(java.math.BigDecimal.valueOf(FORMAT))) {
      throw new IOException(
          file.getFileName()
              + " has the format "
              + format.number().toPlainString()
              + "; this version of Eddy reads format "
              + FORMAT);
    }
    if (!text(s, CHECKSUM).equals(checksum(s.with(CHECKSUM, null)))) {
      throw new IOException(file.getFileName() + " is damaged, or was edited");
    }
    List<String> splits = new ArrayList<>();
    if (s.get("splits") instanceof Value.Items items) {
      for (Value v : items.items()) {
        splits.add(v instanceof Value.Text t ? t.text() : "");
      }
    }
    Status status;
    try {
      status = Status.valueOf(text(s, "status").toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          file.getFileName() + " has the unknown status '" + text(s, "status") + "'", e);
    }
    Map<String, String> options = new LinkedHashMap<>();
    if (s.get("options") instanceof Value.Struct words) {
      words.fields().keySet().forEach(name -> options.put(name, text(words, name)));
    }
    return new RecordingInfo(
        text(s, "project"), text(s, "pipeline"), status, text(s, "failure"), splits, options);
  }

  private static String checksum(Value.Struct fields) {
    CRC32C crc = new CRC32C();
    crc.update(Json.writeLine(fields).getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }

  private static String text(Value.Struct s, String name) {
    return s.get(name) instanceof Value.Text t ? t.text() : "";
  }
}

package dev.eddy.cluster.io;

import dev.eddy.model.io.Json;
import dev.eddy.model.value.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is remembered of a session cluster that was started, to be found and stopped again.
 *
 * @param pids JobManager first
 */
public record ClusterFile(String version, String restUrl, List<Long> pids) {
  private static final long FORMAT = 1;

  public ClusterFile {
    pids = List.copyOf(pids);
  }

  public void write(Path file) throws IOException {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("format", Value.of(FORMAT));
    fields.put("version", Value.of(version));
    fields.put("restUrl", Value.of(restUrl));
    fields.put(
        "pids",
        new Value.Items(
            pids.stream().map(p -> (Value) new Value.Num(BigDecimal.valueOf(p))).toList()));
    Files.write(file, Json.write(new Value.Struct(fields)));
  }

  public static ClusterFile read(Path file) throws IOException {
    Value value = Json.read(Files.readAllBytes(file), Json.Limits.FILE);
    Fields f = Fields.of(value);
    if (f.number("format") != FORMAT) {
      throw new IOException(file + " was written by another version of Eddy");
    }
    List<Long> pids = new ArrayList<>();
    if (f.struct().get("pids") instanceof Value.Items items) {
      for (Value v : items.items()) {
        if (v instanceof Value.Num n) {
          pids.add(n.number().longValue());
        }
      }
    }
    return new ClusterFile(f.text("version"), f.text("restUrl"), pids);
  }
}

package dev.eddy.cli;

import dev.eddy.model.io.Json;
import dev.eddy.model.value.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The example project of the repository, and copies of it to break. */
final class Example {
  private static final String PIPELINE = "pipelines/hourly-delays.pipeline.json";

  private Example() {}

  static Path folder() {
    for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
      Path example = p.resolve("examples/flight-delays");
      if (Files.isRegularFile(example.resolve("eddy.json"))) {
        return example;
      }
    }
    throw new IllegalStateException("examples/flight-delays is not above the working directory");
  }

  /** A copy with the first {@code rows} flights, its pipeline's text changed. */
  static Path copy(Path to, int rows, UnaryOperator<String> change) throws IOException {
    Path from = folder();
    Files.createDirectories(to.resolve("pipelines"));
    Files.createDirectories(to.resolve("data"));
    Files.copy(from.resolve("eddy.json"), to.resolve("eddy.json"));
    Files.copy(from.resolve("data/airports.csv"), to.resolve("data/airports.csv"));
    Files.writeString(to.resolve(PIPELINE), change.apply(Files.readString(from.resolve(PIPELINE))));
    String flights = "data/flights-arrivals-200k.csv.gz";
    try (Stream<String> lines = gunzip(from.resolve(flights)).lines();
        OutputStream out = new GZIPOutputStream(Files.newOutputStream(to.resolve(flights)))) {
      for (String line : (Iterable<String>) lines.limit(rows + 1L)::iterator) {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    return to;
  }

  static BufferedReader gunzip(Path file) throws IOException {
    InputStream in = new GZIPInputStream(Files.newInputStream(file), 1 << 16);
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  /** Rows as a sorted list, numbers by value: two sinks with the same rows give the same. */
  static List<String> rows(Path file) throws IOException {
    boolean packed = file.toString().endsWith(".gz");
    try (BufferedReader in = packed ? gunzip(file) : Files.newBufferedReader(file)) {
      List<String> rows = new ArrayList<>();
      in.lines().forEach(line -> rows.add(normal(line)));
      Collections.sort(rows);
      return rows;
    }
  }

  private static String normal(String line) {
    try {
      Value v = Json.read(line.getBytes(StandardCharsets.UTF_8), Json.Limits.WIRE);
      return Json.writeLine(normal(v));
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }

  private static Value normal(Value v) {
    if (v instanceof Value.Num n) {
      return Value.of(Double.toString(n.number().doubleValue()));
    }
    if (v instanceof Value.Struct s) {
      Map<String, Value> fields = new LinkedHashMap<>();
      s.fields().forEach((name, value) -> fields.put(name, normal(value)));
      return new Value.Struct(fields);
    }
    return v;
  }
}

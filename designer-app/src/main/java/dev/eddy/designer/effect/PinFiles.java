package dev.eddy.designer.effect;

import dev.eddy.designer.control.table.io.RowsAsText;
import dev.eddy.designer.control.table.io.TextAsRows;
import dev.eddy.designer.state.Pin;
import dev.eddy.model.io.AtomicFile;
import dev.eddy.model.io.CellText;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Pinned rows in their files, and rows from files that somebody else wrote. */
final class PinFiles {
  /** What is larger is no sample. */
  private static final long MOST_BYTES = 16L << 20;

  private static final String CSV = ".csv";

  private PinFiles() {}

  record Read(List<Pin> pins, List<Problem> problems) {}

  /**
   * Rows for a schema, or why there are none.
   *
   * @param problem null where there are rows
   */
  record Imported(List<List<@Nullable String>> rows, @Nullable Problem problem) {}

  /** All pins of a pipeline; a file that cannot be read is a problem and stays as it is. */
  static Read read(Path project, String pipeline) throws IOException {
    Path folder = project.resolve(Pin.folder(pipeline));
    List<Pin> pins = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return new Read(pins, problems);
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(f -> f.toString().endsWith(CSV)).sorted().toList();
    }
    for (Path f : files) {
      String name = f.getFileName().toString();
      String stem = name.substring(0, name.length() - CSV.length());
      int dot = stem.lastIndexOf('.');
      if (dot <= 0 || stem.startsWith(".")) {
        continue;
      }
      try {
        TextAsRows.Table table = TextAsRows.csv(text(f));
        pins.add(
            new Pin(
                stem.substring(0, dot), stem.substring(dot + 1), table.columns(), table.rows()));
      } catch (IOException | IllegalArgumentException e) {
        problems.add(
            Problem.error(
                "pin-unreadable",
                Place.file(Pin.folder(pipeline) + "/" + name),
                "the pinned rows cannot be read: " + e.getMessage() + ".",
                "Mend the file, or delete it."));
      }
    }
    return new Read(pins, problems);
  }

  static void write(Path project, String pipeline, Pin pin) throws IOException {
    List<RowsAsText.Heading> headings =
        pin.columns().stream()
            .map(c -> new RowsAsText.Heading(c, RowsAsText.CellKind.TEXT))
            .toList();
    AtomicFile.write(
        project.resolve(pin.file(pipeline)),
        RowsAsText.csv(headings, pin.rows()).getBytes(StandardCharsets.UTF_8));
  }

  static void delete(Path project, String pipeline, Pin pin) throws IOException {
    Files.deleteIfExists(project.resolve(pin.file(pipeline)));
  }

  /**
   * Rows of a CSV file with a head line, or of JSON: an array of objects, or one object a line.
   * Columns are found by name; those that the file lacks are null.
   */
  static Imported importRows(Path file, Schema schema) throws IOException {
    Path name = file.getFileName();
    String shown = name == null ? file.toString() : name.toString();
    try {
      String text = text(file);
      boolean json = !shown.toLowerCase(Locale.ROOT).endsWith(CSV);
      TextAsRows.Table table = json ? TextAsRows.json(text) : TextAsRows.csv(text);
      return new Imported(fitted(table, schema), null);
    } catch (IllegalArgumentException e) {
      return new Imported(
          List.of(),
          Problem.error(
              "import",
              Place.file(shown),
              "cannot be imported: " + e.getMessage() + ".",
              "The columns wanted are " + String.join(", ", schema.names()) + "."));
    }
  }

  static List<List<@Nullable String>> fitted(TextAsRows.Table table, Schema schema) {
    Map<String, Integer> at = new HashMap<>();
    for (int i = 0; i < table.columns().size(); i++) {
      at.putIfAbsent(table.columns().get(i), i);
    }
    if (schema.names().stream().noneMatch(at::containsKey)) {
      throw new IllegalArgumentException(
          "none of its columns is wanted; it has " + String.join(", ", table.columns()));
    }
    List<List<@Nullable String>> out = new ArrayList<>();
    Row probe = new Row(schema.size());
    for (int r = 0; r < table.rows().size(); r++) {
      List<@Nullable String> row = new ArrayList<>();
      for (int c = 0; c < schema.size(); c++) {
        Integer from = at.get(schema.names().get(c));
        String cell = from == null ? null : table.rows().get(r).get(from);
        check(probe, schema, c, cell, r + 1);
        row.add(cell);
      }
      out.add(row);
    }
    return out;
  }

  private static void check(Row probe, Schema schema, int c, @Nullable String cell, int number) {
    String column = schema.names().get(c);
    if (cell == null) {
      if (!schema.type(c).nullable()) {
        throw new IllegalArgumentException(
            "row " + number + " has no " + column + ", which is NOT NULL");
      }
      return;
    }
    try {
      CellText.set(probe, c, schema.type(c), cell);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "row " + number + ", " + column + ": '" + cell + "' is no " + schema.type(c), e);
    }
  }

  private static String text(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IllegalArgumentException(
          "it is larger than " + (MOST_BYTES >> 20) + " MB, which is no sample");
    }
    try {
      // What spreadsheets put before the first character is none of it.
      return Files.readString(file).replaceFirst("^\uFEFF", "");
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("it is not written in UTF-8", e);
    }
  }
}

package dev.eddy.connector.file;

import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.OperatorSetup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What both file sinks have in common: where they write, and which columns. */
final class Target {
  static final ParameterSpec COLUMNS =
      ParameterSpec.optional(
          "columns",
          "Columns",
          new ParameterType.Columns(0),
          null,
          "The columns that are written, in this order; none: all.");
  static final ParameterSpec FOLDER =
      ParameterSpec.optional(
          "folder",
          "Folder",
          new ParameterType.Path("write", null),
          null,
          "Where the file is made, named like the node; empty: the environment's folder.");

  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):.*");

  private Target() {}

  /** Reports columns that come twice and addresses that cannot be written to. */
  static void check(Inference inference) {
    List<String> columns = inference.parameters().columns("columns");
    for (int i = 0; i < columns.size(); i++) {
      if (columns.indexOf(columns.get(i)) < i) {
        inference.error(
            "duplicate-column",
            "columns",
            "The column " + columns.get(i) + " is named twice.",
            "Name it once.");
      }
    }
    String folder = inference.parameters().text("folder").strip();
    var scheme = SCHEME.matcher(folder);
    if (scheme.matches() && !scheme.group(1).toLowerCase(Locale.ROOT).equals("file")) {
      inference.error(
          "not-supported",
          "folder",
          "not supported: writing to " + scheme.group(1) + ": addresses.",
          "Use an absolute path or a file: URL.");
    }
  }

  static Path folder(OperatorSetup setup) throws IOException {
    return CsvFiles.local(setup.nodeName(), setup.parameters().text("folder").strip())
        .toAbsolutePath();
  }

  /** The file's name without its ending. */
  static String name(OperatorSetup setup) {
    String file = setup.parameters().text("file");
    return file.isEmpty() ? safe(setup.nodeName()) : file;
  }

  /** Spaces as {@code -}, what some file system would refuse as {@code _}. */
  static String safe(String nodeName) {
    String safe = nodeName.replace(' ', '-').replaceAll("[^A-Za-z0-9._-]", "_");
    return safe.startsWith(".") ? "_" + safe : safe;
  }

  /** Puts the chosen columns of a row into one of their own. */
  static final class Chosen {
    private final Schema schema;
    private final int @Nullable [] columns;
    private final Row row;

    Chosen(OperatorSetup setup) {
      Schema in = setup.inputSchema(0);
      List<String> names = setup.parameters().columns("columns");
      columns = names.isEmpty() ? null : in.indexesOf(names);
      schema = columns == null ? in : in.select(columns);
      row = new Row(schema.size());
    }

    Schema schema() {
      return schema;
    }

    Row of(Row in) {
      if (columns == null) {
        return in;
      }
      for (int c = 0; c < columns.length; c++) {
        row.setFrom(c, in, columns[c]);
      }
      return row.setKind(in.kind());
    }
  }
}

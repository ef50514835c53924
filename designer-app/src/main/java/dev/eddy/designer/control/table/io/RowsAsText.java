package dev.eddy.designer.control.table.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes rows whose cells are text. Pure. */
public final class RowsAsText {
  /** How a cell stands in JSON: decimals and times are text there, as in Eddy's sinks. */
  public enum CellKind {
    TEXT,
    NUMBER,
    BOOLEAN
  }

  /**
   * Name of a column, and how its cells stand in JSON.
   *
   * @param type its SQL type; empty where it is not known
   */
  public record Heading(String name, CellKind kind, String type) {
    public Heading(String name, CellKind kind) {
      this(name, kind, "");
    }
  }

  private static final JsonFactory JSON = new JsonFactory();

  private RowsAsText() {}

  /**
   * RFC 4180 with a head line. Null is nothing between the commas, an empty text is {@code ""}.
   * Lines end in LF.
   */
  public static String csv(List<Heading> headings, List<List<@Nullable String>> rows) {
    StringBuilder b = new StringBuilder();
    for (int i = 0; i < headings.size(); i++) {
      b.append(i == 0 ? "" : ",").append(csvCell(headings.get(i).name()));
    }
    b.append('\n');
    for (List<@Nullable String> row : rows) {
      for (int i = 0; i < headings.size(); i++) {
        String cell = row.get(i);
        b.append(i == 0 ? "" : ",").append(cell == null ? "" : csvCell(cell));
      }
      b.append('\n');
    }
    return b.toString();
  }

  /** An array of one object a row, each on a line of its own. */
  public static String json(List<Heading> headings, List<List<@Nullable String>> rows) {
    StringWriter out = new StringWriter();
    try (JsonGenerator g = JSON.createGenerator(out)) {
      DefaultPrettyPrinter printer =
          new DefaultPrettyPrinter().withObjectIndenter(new DefaultPrettyPrinter.NopIndenter());
      printer.indentArraysWith(
          com.fasterxml.jackson.core.util.DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed(
              "\n"));
      g.setPrettyPrinter(printer);
      g.writeStartArray();
      for (List<@Nullable String> row : rows) {
        g.writeStartObject();
        for (int i = 0; i < headings.size(); i++) {
          g.writeFieldName(headings.get(i).name());
          write(g, headings.get(i).kind(), row.get(i));
        }
        g.writeEndObject();
      }
      g.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.append('\n').toString();
  }

  /**
   * A table expression of Flink SQL, with typed literals: {@code SELECT * FROM (VALUES (…)) AS
   * t(…)}.
   */
  public static String values(List<Heading> headings, List<List<@Nullable String>> rows) {
    StringBuilder b = new StringBuilder("SELECT * FROM (VALUES");
    for (int r = 0; r < rows.size(); r++) {
      b.append(r == 0 ? "\n  (" : ",\n  (");
      for (int i = 0; i < headings.size(); i++) {
        b.append(i == 0 ? "" : ", ").append(literal(headings.get(i), rows.get(r).get(i)));
      }
      b.append(')');
    }
    b.append("\n) AS t(");
    for (int i = 0; i < headings.size(); i++) {
      b.append(i == 0 ? "" : ", ").append(identifier(headings.get(i).name()));
    }
    return b.append(")\n").toString();
  }

  private static String literal(Heading h, @Nullable String cell) {
    if (cell == null) {
      return h.type().isEmpty() ? "NULL" : "CAST(NULL AS " + h.type() + ")";
    }
    String type = h.type();
    boolean bare =
        h.kind() == CellKind.NUMBER && isJsonNumber(cell)
            || h.kind() == CellKind.BOOLEAN
            || type.startsWith("DECIMAL");
    if (bare) {
      return cell;
    }
    String quoted = '\'' + cell.replace("'", "''") + '\'';
    if (type.startsWith("TIMESTAMP(") || type.equals("DATE") || type.startsWith("TIME(")) {
      return type.replaceFirst("\\(.*", "") + " " + quoted;
    }
    return type.startsWith("TIMESTAMP") ? "CAST(" + quoted + " AS " + type + ")" : quoted;
  }

  /** A column as SQL names it: in backticks where it is no plain word. */
  public static String identifier(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_]*") ? name : '`' + name.replace("`", "``") + '`';
  }

  private static void write(JsonGenerator g, CellKind kind, @Nullable String cell)
      throws IOException {
    if (cell == null) {
      g.writeNull();
    } else if (kind == CellKind.BOOLEAN && (cell.equals("true") || cell.equals("false"))) {
      g.writeBoolean(cell.equals("true"));
    } else if (kind == CellKind.NUMBER && isJsonNumber(cell)) {
      g.writeNumber(cell);
    } else {
      g.writeString(cell);
    }
  }

  private static boolean isJsonNumber(String cell) {
    try {
      new BigDecimal(cell);
      return !cell.startsWith("+") && !cell.startsWith(".") && !cell.endsWith(".");
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static String csvCell(String text) {
    boolean quote = text.isEmpty();
    for (int i = 0; i < text.length() && !quote; i++) {
      char c = text.charAt(i);
      quote = c == ',' || c == '"' || c == '\n' || c == '\r';
    }
    return quote ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}

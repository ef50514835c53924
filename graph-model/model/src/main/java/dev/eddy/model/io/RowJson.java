package dev.eddy.model.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.row.Row;
import dev.eddy.model.row.RowKind;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Schema;
import java.io.IOException;

/**
 * Rows of one schema as JSON objects, as sinks write them: every column is there, in schema order;
 * integers, booleans and text as JSON has them; DECIMAL as text with all its digits; FLOAT and
 * DOUBLE as numbers, but {@code "NaN"}, {@code "Infinity"}, {@code "-Infinity"} as text; times as
 * {@link CellText} writes them. Immutable and thread-safe.
 */
public final class RowJson {
  private static final JsonFactory FACTORY = Json.Limits.FILE.factory();

  private final Schema schema;
  private final String[] prefixes;

  public RowJson(Schema schema) {
    this.schema = schema;
    this.prefixes = new String[schema.size()];
    for (int c = 0; c < prefixes.length; c++) {
      StringBuilder b = new StringBuilder(c == 0 ? "" : ",");
      JsonText.quote(b, schema.field(c).name());
      prefixes[c] = b.append(':').toString();
    }
  }

  public Schema schema() {
    return schema;
  }

  /** Appends {@code {"column":value,…}}; the kind is not written. */
  public void write(Row row, StringBuilder out) {
    out.append('{');
    for (int c = 0; c < prefixes.length; c++) {
      out.append(prefixes[c]);
      if (row.isNull(c)) {
        out.append("null");
      } else {
        writeCell(row, c, out);
      }
    }
    out.append('}');
  }

  /** Appends {@code {"op":"+U","row":{…}}}. */
  public void writeChange(Row row, StringBuilder out) {
    out.append("{\"op\":\"").append(row.kind().shortName()).append("\",\"row\":");
    write(row, out);
    out.append('}');
  }

  public String toJson(Row row) {
    StringBuilder b = new StringBuilder(32 * prefixes.length);
    write(row, b);
    return b.toString();
  }

  private void writeCell(Row row, int c, StringBuilder out) {
    DataType type = schema.type(c);
    switch (type.root()) {
      case CHAR, VARCHAR -> JsonText.quote(out, row.getString(c));
      case BOOLEAN, TINYINT, SMALLINT, INT, BIGINT -> CellText.append(out, row, c, type);
      case FLOAT, DOUBLE -> {
        if (Double.isFinite(row.getDouble(c))) {
          CellText.append(out, row, c, type);
        } else {
          quoted(row, c, type, out);
        }
      }
      default -> quoted(row, c, type, out);
    }
  }

  private static void quoted(Row row, int c, DataType type, StringBuilder out) {
    out.append('"');
    CellText.append(out, row, c, type);
    out.append('"');
  }

  /**
   * Reads a row that {@link #write} or {@link #writeChange} wrote. Columns may come in any order,
   * one that is absent is null, and one that the schema does not have is passed over.
   */
  public Row read(String line) throws JsonException {
    try (JsonParser p = FACTORY.createParser(line)) {
      expect(p.nextToken() == JsonToken.START_OBJECT, line);
      Row row = new Row(schema.size());
      RowKind kind = RowKind.INSERT;
      boolean first = true;
      while (p.nextToken() == JsonToken.FIELD_NAME) {
        String name = p.currentName();
        p.nextToken();
        if (first && name.equals("op") && schema.indexOf("op") < 0) {
          kind = kindOf(p.getText(), line);
          expect("row".equals(p.nextFieldName()), line);
          expect(p.nextToken() == JsonToken.START_OBJECT, line);
          readColumns(p, row, line);
          continue;
        }
        readColumn(p, name, row, line);
        first = false;
      }
      expect(p.currentToken() == JsonToken.END_OBJECT && p.nextToken() == null, line);
      return row.setKind(kind);
    } catch (JsonProcessingException e) {
      throw refused("The line is no JSON object: " + e.getOriginalMessage(), line);
    } catch (JsonException e) {
      throw e;
    } catch (IOException e) {
      throw refused(String.valueOf(e.getMessage()), line);
    }
  }

  private void readColumns(JsonParser p, Row row, String line) throws IOException {
    while (p.nextToken() == JsonToken.FIELD_NAME) {
      String name = p.currentName();
      p.nextToken();
      readColumn(p, name, row, line);
    }
  }

  private void readColumn(JsonParser p, String name, Row row, String line) throws IOException {
    int c = schema.indexOf(name);
    JsonToken token = p.currentToken();
    if (c < 0) {
      p.skipChildren();
    } else if (token == JsonToken.VALUE_NULL) {
      row.setNull(c);
    } else if (token == null || !token.isScalarValue()) {
      throw refused("Column " + name + " holds no single value.", line);
    } else {
      try {
        CellText.set(row, c, schema.type(c), p.getText());
      } catch (IllegalArgumentException e) {
        throw refused("Column " + name + ": " + e.getMessage() + ".", line);
      }
    }
  }

  private static RowKind kindOf(String text, String line) throws JsonException {
    for (RowKind k : RowKind.values()) {
      if (k.shortName().equals(text)) {
        return k;
      }
    }
    throw refused("'" + text + "' is no kind of change.", line);
  }

  private static void expect(boolean holds, String line) throws JsonException {
    if (!holds) {
      throw refused("The line is no row.", line);
    }
  }

  private static JsonException refused(String message, String line) {
    String shown = line.length() > 80 ? line.substring(0, 80) + "…" : line;
    return new JsonException(
        Problem.error("bad-row", Place.NOWHERE, message + " The line: " + shown, ""));
  }
}

package dev.eddy.designer.control.table.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads rows whose cells are text, the inverse of {@link RowsAsText}. Pure. */
public final class TextAsRows {
  private static final JsonFactory JSON = new JsonFactory();

  private TextAsRows() {}

  /** Names, and rows with a cell for each; null is SQL null. */
  public record Table(List<String> columns, List<List<@Nullable String>> rows) {}

  /**
   * RFC 4180 with a head line. Nothing between two commas is null, {@code ""} an empty text. An
   * empty line is a null where there is one column, else it is none.
   *
   * @throws IllegalArgumentException with what is wrong and in which line
   */
  public static Table csv(String text) {
    List<List<@Nullable String>> records = new Csv(text).records();
    if (records.isEmpty()) {
      throw new IllegalArgumentException("it is empty");
    }
    List<String> columns = new ArrayList<>();
    for (@Nullable String name : records.get(0)) {
      columns.add(name == null ? "" : name);
    }
    List<List<@Nullable String>> rows = new ArrayList<>(records.subList(1, records.size()));
    if (columns.size() > 1) {
      rows.removeIf(r -> r.size() == 1 && r.get(0) == null);
    }
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).size() != columns.size()) {
        throw new IllegalArgumentException(
            "row " + (i + 1) + " has " + rows.get(i).size() + " cells, the head " + columns.size());
      }
    }
    return new Table(columns, rows);
  }

  private static final class Csv {
    private final String text;
    private final List<List<@Nullable String>> records = new ArrayList<>();
    private List<@Nullable String> cells = new ArrayList<>();
    private int at;

    Csv(String text) {
      this.text = text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    List<List<@Nullable String>> records() {
      while (at < text.length()) {
        cells.add(text.charAt(at) == '"' ? quoted() : plain());
        if (at >= text.length() || text.charAt(at) != ',') {
          end();
        } else if (++at == text.length()) {
          cells.add(null);
          end();
        }
      }
      return records;
    }

    private void end() {
      if (at < text.length() && text.charAt(at) == '\r') {
        at++;
      }
      if (at < text.length() && text.charAt(at) == '\n') {
        at++;
      }
      records.add(cells);
      cells = new ArrayList<>();
    }

    private @Nullable String plain() {
      int start = at;
      while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return at == start ? null : text.substring(start, at);
    }

    private String quoted() {
      StringBuilder b = new StringBuilder();
      int start = at++;
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (c != '"') {
          b.append(c);
        } else if (at < text.length() && text.charAt(at) == '"') {
          b.append('"');
          at++;
        } else if (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
          throw new IllegalArgumentException("something stands behind a quote in " + line(at));
        } else {
          return b.toString();
        }
      }
      throw new IllegalArgumentException("a quote is not closed that opens in " + line(start));
    }

    private String line(int position) {
      return "line " + (1 + text.substring(0, position).chars().filter(c -> c == '\n').count());
    }
  }

  /**
   * An array of objects, or objects one after the other. Columns are all names in the order in
   * which they come first; what is nested is its JSON text.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  public static Table json(String text) {
    List<Map<String, @Nullable String>> objects = new ArrayList<>();
    Set<String> columns = new LinkedHashSet<>();
    try (JsonParser p = JSON.createParser(text)) {
      while (p.nextToken() != null) {
        if (p.currentToken() == JsonToken.START_OBJECT) {
          Map<String, @Nullable String> object = object(p);
          columns.addAll(object.keySet());
          objects.add(object);
        } else if (p.currentToken() != JsonToken.START_ARRAY
            && p.currentToken() != JsonToken.END_ARRAY) {
          throw new IllegalArgumentException("it holds something else than objects");
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("it is no JSON: " + firstLine(e), e);
    }
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (Map<String, @Nullable String> o : objects) {
      List<@Nullable String> row = new ArrayList<>();
      columns.forEach(c -> row.add(o.get(c)));
      rows.add(row);
    }
    return new Table(List.copyOf(columns), rows);
  }

  private static String firstLine(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static Map<String, @Nullable String> object(JsonParser p) throws IOException {
    Map<String, @Nullable String> out = new LinkedHashMap<>();
    while (p.nextToken() != JsonToken.END_OBJECT) {
      String name = p.currentName();
      JsonToken value = p.nextToken();
      if (value == JsonToken.VALUE_NULL) {
        out.put(name, null);
      } else if (value == JsonToken.START_OBJECT || value == JsonToken.START_ARRAY) {
        StringWriter nested = new StringWriter();
        try (var g = JSON.createGenerator(nested)) {
          g.copyCurrentStructure(p);
        }
        out.put(name, nested.toString());
      } else {
        out.put(name, p.getText());
      }
    }
    return out;
  }
}

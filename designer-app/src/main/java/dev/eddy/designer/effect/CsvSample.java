package dev.eddy.designer.effect;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a CSV file, guessed from its header and first rows. Types are nullable: what the
 * first rows have not left out, others may.
 *
 * @param columns SQL type by name, in the order of the file
 */
record CsvSample(String delimiter, boolean gzip, Map<String, String> columns) {
  private static final int BYTES = 1 << 17;
  private static final int ROWS = 500;
  private static final List<String> DELIMITERS = List.of(",", ";", "\t", "|");

  private static final Pattern WHOLE = Pattern.compile("[-+]?\\d{1,18}");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,3})?");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
  private static final Pattern TIMESTAMP =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?");
  private static final Pattern BOOL = Pattern.compile("true|false", Pattern.CASE_INSENSITIVE);

  CsvSample {
    columns = new LinkedHashMap<>(columns);
  }

  /** Reads the first {@value #BYTES} bytes of text at most. */
  static CsvSample of(Path file) throws IOException {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file))) {
      raw.mark(2);
      boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      InputStream in = gzip ? new GZIPInputStream(raw) : raw;
      byte[] bytes = in.readNBytes(BYTES);
      return of(new String(bytes, StandardCharsets.UTF_8), bytes.length == BYTES, gzip);
    }
  }

  /**
   * @param cut whether the last line may be a part of one
   */
  static CsvSample of(String text, boolean cut, boolean gzip) {
    String begin = text.startsWith("\ufeff") ? text.substring(1) : text;
    String first = begin.lines().findFirst().orElse("");
    String delimiter = ",";
    for (String d : DELIMITERS) {
      if (parts(first, d) > parts(first, delimiter)) {
        delimiter = d;
      }
    }
    List<List<String>> rows = rows(begin, delimiter.charAt(0));
    if (cut && rows.size() > 1) {
      rows.remove(rows.size() - 1);
    }
    Map<String, String> columns = new LinkedHashMap<>();
    List<String> header = rows.isEmpty() ? List.of() : rows.get(0);
    for (int c = 0; c < header.size(); c++) {
      String name = header.get(c).strip();
      if (!name.isEmpty()) {
        columns.putIfAbsent(name, type(rows.subList(1, rows.size()), c));
      }
    }
    return new CsvSample(delimiter, gzip, columns);
  }

  /** Into how many parts a delimiter cuts a line, those in quotes left whole. */
  private static int parts(String line, String delimiter) {
    int parts = 1;
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      quoted ^= c == '"';
      parts += !quoted && c == delimiter.charAt(0) ? 1 : 0;
    }
    return parts;
  }

  private static List<List<String>> rows(String text, char delimiter) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length() && rows.size() <= ROWS; i++) {
      char ch = text.charAt(i);
      if (quoted) {
        boolean twice = ch == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
        if (ch != '"' || twice) {
          cell.append(ch);
        }
        quoted = ch != '"' || twice;
        i += twice ? 1 : 0;
      } else if (ch == '"' && cell.length() == 0) {
        quoted = true;
      } else if (ch == delimiter) {
        row.add(cell.toString());
        cell.setLength(0);
      } else if (ch == '\n') {
        row.add(cell.toString().replace("\r", ""));
        cell.setLength(0);
        rows.add(row);
        row = new ArrayList<>();
      } else {
        cell.append(ch);
      }
    }
    if (cell.length() > 0 || !row.isEmpty()) {
      row.add(cell.toString().replace("\r", ""));
      rows.add(row);
    }
    return rows;
  }

  private static String type(List<List<String>> rows, int column) {
    List<String> values = new ArrayList<>();
    for (List<String> row : rows) {
      String v = column < row.size() ? row.get(column).strip() : "";
      if (!v.isEmpty()) {
        values.add(v);
      }
    }
    if (values.isEmpty()) {
      return "VARCHAR";
    }
    if (all(values, CsvSample::isInt)) {
      return "INT";
    }
    String type = matching(values);
    return type == null ? "VARCHAR" : type;
  }

  private static @Nullable String matching(List<String> values) {
    // A number with a leading zero is a code, not an amount.
    if (all(values, v -> WHOLE.matcher(v).matches() && !isCode(v))) {
      return "BIGINT";
    } else if (all(values, v -> NUMBER.matcher(v).matches() && !isCode(v))) {
      return "DOUBLE";
    } else if (all(values, v -> BOOL.matcher(v).matches())) {
      return "BOOLEAN";
    } else if (all(values, v -> DATE.matcher(v).matches())) {
      return "DATE";
    } else if (all(values, v -> TIMESTAMP.matcher(v).matches())) {
      return "TIMESTAMP(3)";
    }
    return null;
  }

  private static boolean isInt(String v) {
    return WHOLE.matcher(v).matches()
        && !isCode(v)
        && Long.parseLong(v) >= Integer.MIN_VALUE
        && Long.parseLong(v) <= Integer.MAX_VALUE;
  }

  private static boolean isCode(String v) {
    return v.length() > 1 && v.charAt(0) == '0' && Character.isDigit(v.charAt(1));
  }

  private static boolean all(List<String> values, Predicate<String> fits) {
    return values.stream().allMatch(fits);
  }
}

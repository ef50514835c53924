package dev.eddy.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.expression.RowFunction;
import dev.eddy.model.expression.RowPredicate;
import dev.eddy.model.function.Times;
import dev.eddy.model.io.Json;
import dev.eddy.model.io.RowJson;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Our rows beside those that Flink 1.20.3 gave for the same queries; see oracle/README.md. */
class FlinkOracleTest {
  private static final String NULL = "\\N";

  @Test
  void castsGiveFlinksRows() throws Exception {
    assertThat(compare("scalar-cast", "persons")).isEqualTo(new Counts(32, 400));
  }

  @Test
  void decimalsGiveFlinksRows() throws Exception {
    assertThat(compare("scalar-decimal", "bids")).isEqualTo(new Counts(29, 904));
  }

  @Test
  void patternsGiveFlinksRows() throws Exception {
    assertThat(compare("scalar-patterns", "auctions")).isEqualTo(new Counts(15, 2400));
  }

  @Test
  void stringFunctionsGiveFlinksRows() throws Exception {
    assertThat(compare("scalar-strings", "persons")).isEqualTo(new Counts(26, 600));
  }

  @Test
  void aFilterAndAProjectionGiveFlinksRows() throws Exception {
    assertThat(compare("filter-project", "bids")).isEqualTo(new Counts(4, 566));
  }

  @Test
  void nexmarkQuery21GivesFlinksRows() throws Exception {
    assertThat(compare("nexmark-q21", "bids")).isEqualTo(new Counts(5, 1685));
  }

  /** How much was compared, so that a test cannot shrink unseen. */
  private record Counts(int columns, int rows) {}

  private record Query(List<Field> columns, List<String> expressions, String where) {}

  private static Counts compare(String scenario, String input) throws Exception {
    Value.Struct json = (Value.Struct) Json.read(bytes(scenario + ".json"), Json.Limits.FILE);
    Schema schema = tableSchema(((Value.Items) required(json.get("tables"))).items().get(0));
    Query query = query(json);
    RowPredicate where = Generated.predicate(query.where, schema);
    RowFunction select = Generated.function(query.expressions, schema);
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < query.columns.size(); i++) {
      DataType type = required(Generated.SQL.typeOf(query.expressions.get(i), schema).type());
      Field expected = query.columns.get(i);
      assertThat(type.sql()).as(query.expressions.get(i)).isEqualTo(expected.type().sql());
      fields.add(new Field(expected.name(), type));
    }
    RowJson writer = new RowJson(new Schema(fields));
    List<Value> actual = new ArrayList<>();
    Row out = new Row(fields.size());
    for (Row row : rows(input, schema)) {
      if (where.test(row)) {
        select.apply(row, out);
        actual.add(parse(writer.toJson(out)));
      }
    }
    List<Value> expected = new ArrayList<>();
    for (String line : lines(scenario + ".ndjson.gz")) {
      expected.add(parse(line));
    }
    assertThat(actual).hasSameSizeAs(expected);
    List<Value> left = sorted(expected);
    List<Value> right = sorted(actual);
    for (int i = 0; i < left.size(); i++) {
      assertSame((Value.Struct) left.get(i), (Value.Struct) right.get(i));
    }
    return new Counts(fields.size(), actual.size());
  }

  private static List<Value> sorted(List<Value> rows) {
    record Keyed(String key, Value row) {}
    return rows.stream()
        .map(r -> new Keyed(sortKey(r), r))
        .sorted(java.util.Comparator.comparing(Keyed::key))
        .map(Keyed::row)
        .toList();
  }

  /** Doubles are compared with a tolerance, so they have no say in the order. */
  private static String sortKey(Value row) {
    StringBuilder b = new StringBuilder();
    ((Value.Struct) row)
        .fields()
        .forEach(
            (k, v) -> {
              boolean fraction = v instanceof Value.Num n && n.number().scale() > 0;
              b.append(fraction ? "#" : v).append('|');
            });
    return b.toString();
  }

  private static void assertSame(Value.Struct expected, Value.Struct actual) {
    assertThat(actual.fields().keySet()).isEqualTo(expected.fields().keySet());
    expected
        .fields()
        .forEach(
            (name, e) -> {
              Value a = required(actual.get(name));
              if (e instanceof Value.Num x && a instanceof Value.Num y) {
                BigDecimal tolerance = x.number().abs().multiply(new BigDecimal("1e-9"));
                if (y.number().subtract(x.number()).abs().compareTo(tolerance) > 0) {
                  assertThat(y.number()).as(name + " of " + expected).isEqualTo(x.number());
                }
              } else {
                if (!a.equals(e)) {
                  assertThat(a).as(name + " of " + expected).isEqualTo(e);
                }
              }
            });
  }

  // ---------------------------------------------------------------------------- queries

  private static Query query(Value.Struct json) {
    String sql = text(json.get("sql"));
    int from = topLevel(sql, " FROM ", "\nFROM ");
    int where = sql.indexOf(" WHERE ", from);
    List<String> items = split(sql.substring("SELECT ".length(), from));
    List<Field> columns = new ArrayList<>();
    List<String> expressions = new ArrayList<>();
    List<Value> declared = ((Value.Items) required(json.get("columns"))).items();
    for (int i = 0; i < items.size(); i++) {
      Value.Struct c = (Value.Struct) declared.get(i);
      String name = text(c.get("name"));
      columns.add(new Field(name, DataType.parse(text(c.get("type"))).orElseThrow()));
      String item = items.get(i).strip();
      if (!item.equals(name)) {
        assertThat(item).endsWith(" " + name);
        item = item.substring(0, item.length() - name.length()).strip();
        item = item.endsWith(" AS") ? item.substring(0, item.length() - 3) : item;
      }
      expressions.add(item);
    }
    return new Query(columns, expressions, sql.substring(where + " WHERE ".length()));
  }

  private static int topLevel(String sql, String... words) {
    int depth = 0;
    for (int i = 0; i < sql.length(); i++) {
      depth += sql.charAt(i) == '(' ? 1 : sql.charAt(i) == ')' ? -1 : 0;
      for (String w : words) {
        if (depth == 0 && sql.startsWith(w, i)) {
          return i;
        }
      }
    }
    throw new IllegalArgumentException(sql);
  }

  private static List<String> split(String list) {
    List<String> out = new ArrayList<>();
    int depth = 0;
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i <= list.length(); i++) {
      char c = i == list.length() ? ',' : list.charAt(i);
      quoted ^= c == '\'';
      if (!quoted) {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (c == ',' && depth == 0) {
          out.add(list.substring(start, i));
          start = i + 1;
        }
      }
    }
    return out;
  }

  /** The columns of a CREATE TABLE whose types a row can hold. */
  private static Schema tableSchema(Value ddl) {
    String text = text(ddl);
    String columns = text.substring(text.indexOf('(') + 1, text.indexOf(") WITH"));
    List<Field> fields = new ArrayList<>();
    for (String c : split(columns)) {
      String[] parts = c.strip().split(" ", 2);
      DataType.parse(parts[1]).ifPresent(t -> fields.add(new Field(parts[0], t)));
    }
    return new Schema(fields);
  }

  // ---------------------------------------------------------------------------- rows

  private static List<Row> rows(String input, Schema schema) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : lines(input + ".csv.gz")) {
      List<String> cells = cells(line);
      Row row = new Row(schema.size());
      for (int c = 0; c < schema.size(); c++) {
        Generated.set(row, c, schema.type(c), cell(cells.get(c), schema.type(c)));
      }
      rows.add(row);
    }
    return rows;
  }

  private static @Nullable Object cell(String text, DataType type) {
    if (text.equals(NULL)) {
      return null;
    }
    return switch (type.root()) {
      case BIGINT -> Long.valueOf(text);
      case DOUBLE -> Double.valueOf(text);
      case DECIMAL -> new BigDecimal(text).setScale(type.scale());
      case TIMESTAMP -> Times.tryTimestamp(text, 3);
      default -> text;
    };
  }

  private static List<String> cells(String line) {
    List<String> out = new ArrayList<>();
    StringBuilder b = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        b.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        out.add(b.toString());
        b.setLength(0);
      } else {
        b.append(c);
      }
    }
    out.add(b.toString());
    return out;
  }

  private static Value parse(String line) throws IOException {
    return Json.read(line.getBytes(StandardCharsets.UTF_8), Json.Limits.FILE);
  }

  private static String text(@Nullable Value v) {
    return ((Value.Text) required(v)).text();
  }

  private static <T> T required(@Nullable T value) {
    return Objects.requireNonNull(value);
  }

  private static InputStream open(String name) throws IOException {
    InputStream in = FlinkOracleTest.class.getResourceAsStream("/oracle/" + name);
    return name.endsWith(".gz") ? new GZIPInputStream(required(in)) : required(in);
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in = open(name)) {
      return in.readAllBytes();
    }
  }

  private static List<String> lines(String name) throws IOException {
    try (BufferedReader r =
        new BufferedReader(new InputStreamReader(open(name), StandardCharsets.UTF_8))) {
      return r.lines().toList();
    }
  }
}

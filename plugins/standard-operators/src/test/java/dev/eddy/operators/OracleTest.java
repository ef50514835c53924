package dev.eddy.operators;

import static dev.eddy.operator.torture.TestRows.row;
import static dev.eddy.operator.torture.TestRows.schema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.connector.file.CsvSource;
import dev.eddy.expressions.SqlExpressions;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.expression.Expressions;
import dev.eddy.model.io.CellText;
import dev.eddy.model.io.RowJson;
import dev.eddy.model.row.Row;
import dev.eddy.model.row.RowKind;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.type.TypeRoot;
import dev.eddy.model.value.Value;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Source;
import dev.eddy.operator.SplitPosition;
import dev.eddy.operator.SplitReader;
import dev.eddy.operator.torture.Emitted;
import dev.eddy.operator.torture.TestHost;
import dev.eddy.operator.torture.TestSetup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The operators beside Apache Flink: each test is a query, and Flink's rows for it. */
class OracleTest {
  private static final Path OWN = Path.of("src/test/resources/oracle");
  private static final Path SHARED =
      Path.of("../../graph-model/expressions/src/test/resources/oracle");
  private static final Expressions SQL = new SqlExpressions();

  private static final Schema BID =
      schema(
          "seq BIGINT",
          "auction BIGINT",
          "bidder BIGINT",
          "price BIGINT",
          "amount DECIMAL(12, 2)",
          "rate DOUBLE",
          "channel STRING",
          "url STRING",
          "ts TIMESTAMP(3)");
  private static final Schema AUCTION =
      schema(
          "seq BIGINT",
          "id BIGINT",
          "item_name STRING",
          "description STRING",
          "initial_bid BIGINT",
          "reserve BIGINT",
          "ts TIMESTAMP(3)",
          "expires TIMESTAMP(3)",
          "seller BIGINT",
          "category BIGINT");
  private static final Schema PERSON =
      schema(
          "seq BIGINT",
          "id BIGINT",
          "name STRING",
          "email STRING",
          "credit_card STRING",
          "city STRING",
          "state STRING",
          "ts TIMESTAMP(3)");

  /** Rows with their contract: what lies on an edge. */
  private record Stream(Contract contract, List<Row> rows) {}

  private static Stream read(Path file, Schema schema) throws IOException {
    List<Value> columns = new ArrayList<>();
    for (Field f : schema.fields()) {
      columns.add(struct("name", f.name(), "type", f.type().toString()));
    }
    TestSetup setup =
        TestSetup.of(new CsvSource())
            .set("path", file.toString())
            .set("header", Value.of(false))
            .set("null_text", "\\N")
            .set("columns", new Value.Items(columns));
    Source source = new CsvSource().create(setup);
    List<Row> rows = new ArrayList<>();
    Row[] outputs = {new Row(schema.size()), new Row(3)};
    try (SplitReader reader = source.open(source.splits().get(0), SplitPosition.START)) {
      while (reader.next(outputs) >= 0) {
        rows.add(outputs[0].copy());
      }
    }
    return new Stream(setup.output(0), rows);
  }

  private static Value struct(String... pairs) {
    Map<String, Value> fields = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      fields.put(pairs[i], Value.of(pairs[i + 1]));
    }
    return new Value.Struct(fields);
  }

  /** {@code "name = expression"} each. */
  private static Value named(String... columns) {
    List<Value> items = new ArrayList<>();
    for (String c : columns) {
      int at = c.indexOf(" = ");
      items.add(struct("name", c.substring(0, at), "expression", c.substring(at + 3)));
    }
    return new Value.Items(items);
  }

  private static Stream through(ProcessProvider provider, TestSetup setup, List<Stream> inputs) {
    inputs.forEach(s -> setup.input(s.contract));
    setup.expressions(SQL);
    assertThat(setup.problems()).isEmpty();
    List<Row> out = new ArrayList<>();
    try (TestHost host = new TestHost(provider, setup)) {
      for (int port = 0; port < inputs.size(); port++) {
        for (Row row : inputs.get(port).rows) {
          host.row(port, row);
          host.takeOutput().forEach(e -> out.add(e.row()));
        }
      }
      host.watermark(Long.MAX_VALUE);
      host.takeOutput().forEach(e -> out.add(e.row()));
    }
    return new Stream(setup.output(0), out);
  }

  private static Stream project(Stream in, String... columns) {
    return through(
        new Project(), TestSetup.of(new Project()).set("columns", named(columns)), List.of(in));
  }

  private static Stream filter(Stream in, String condition) {
    return through(
        new Filter(), TestSetup.of(new Filter()).set("condition", condition), List.of(in));
  }

  private static Stream group(Stream in, List<String> keys, String... aggregates) {
    return through(
        new GroupAggregate(),
        TestSetup.of(new GroupAggregate())
            .set("keys", Value.ofTexts(keys))
            .set("aggregates", named(aggregates)),
        List.of(in));
  }

  /** Rows that are left after all changes. */
  private static List<Row> left(Stream stream) {
    Map<Row, Integer> bag = new HashMap<>();
    for (Row r : stream.rows) {
      bag.merge(r.copy().setKind(RowKind.INSERT), r.kind().isAdding() ? 1 : -1, Integer::sum);
    }
    List<Row> out = new ArrayList<>();
    bag.forEach((row, n) -> out.addAll(Collections.nCopies(n, row)));
    return out;
  }

  private static void requireFlinks(String scenario, Stream actual) throws IOException {
    Schema schema = actual.contract.schema();
    RowJson json = new RowJson(schema);
    List<String> expected = new ArrayList<>();
    try (InputStream in = Files.newInputStream(OWN.resolve(scenario + ".ndjson.gz"));
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        expected.add(text(json.read(line), schema));
      }
    }
    List<String> rows = new ArrayList<>();
    left(actual).forEach(r -> rows.add(text(r, schema)));
    Collections.sort(expected);
    Collections.sort(rows);
    List<String> missing = new ArrayList<>(expected);
    missing.removeAll(rows);
    List<String> more = new ArrayList<>(rows);
    more.removeAll(expected);
    assertThat(more).as("rows that Flink did not give").isEqualTo(missing);
    assertThat(rows).hasSameSizeAs(expected);
  }

  /** A row as text; of floating point numbers nine digits, that is what Flink promises. */
  private static String text(Row row, Schema schema) {
    StringBuilder b = new StringBuilder();
    for (int c = 0; c < schema.size(); c++) {
      DataType type = schema.type(c);
      boolean floating = type.root() == TypeRoot.DOUBLE && !row.isNull(c);
      b.append(floating ? String.format("%.9e", row.getDouble(c)) : CellText.of(row, c, type))
          .append('|');
    }
    return b.toString();
  }

  @Test
  void windowFlights() throws IOException {
    Schema flight =
        schema(
            "departure TIMESTAMP(3)",
            "delay INT",
            "distance INT",
            "origin STRING",
            "destination STRING");
    Stream flights = read(OWN.resolve("inputs/flights.csv.gz"), flight);
    TestSetup setup =
        TestSetup.of(new WindowAggregate())
            .set("size", "6 h")
            .columns("keys", "origin")
            .set(
                "aggregates",
                named(
                    "n = COUNT(*)",
                    "a = AVG(delay)",
                    "m = MAX(delay)",
                    "late = SUM(CASE WHEN delay > 15 THEN 1 ELSE 0 END)",
                    "ad = AVG(CAST(delay AS DOUBLE))"))
            .input(Contract.append(flight, "departure", true))
            .expressions(SQL);
    assertThat(setup.problems()).isEmpty();
    List<Row> out = new ArrayList<>();
    try (TestHost host = new TestHost(new WindowAggregate(), setup)) {
      for (Row row : flights.rows) {
        host.row(0, row);
        host.watermark(row.getLong(0));
      }
      host.watermark(Long.MAX_VALUE);
      for (Emitted e : host.takeOutput()) {
        if (e.port() == 0) {
          out.add(e.row());
        }
      }
    }

    requireFlinks(
        "window-flights",
        project(
            new Stream(setup.output(0), out),
            "window_start = window_start",
            "origin = origin",
            "n = n",
            "a = a",
            "m = m",
            "late = late",
            "ad = ad"));
  }

  @Test
  void groupNulls() throws IOException {
    Stream bids =
        project(
            read(OWN.resolve("inputs/bids.csv.gz"), BID),
            "channel = channel",
            "big = price > 50000",
            "seq = seq",
            "price = price",
            "amount = amount",
            "rate = rate",
            "url = url");

    requireFlinks(
        "group-nulls",
        group(
            bids,
            List.of("channel", "big"),
            "n = COUNT(*)",
            "c = COUNT(amount)",
            "s = SUM(amount)",
            "mu = MAX(url)",
            "sr = SUM(CASE WHEN price IS NULL THEN rate END)",
            "nothing = MIN(CASE WHEN seq < 0 THEN price END)"));
  }

  /** Without the count of distinct values, which is not supported yet. */
  @Test
  void groupTwice() throws IOException {
    Stream bySeller =
        group(
            read(SHARED.resolve("auctions.csv.gz"), AUCTION),
            List.of("seller"),
            "n = COUNT(*)",
            "m = MAX(initial_bid)",
            "s = SUM(reserve)",
            "c = MIN(category)");

    requireFlinks(
        "group-twice",
        group(
            bySeller,
            List.of("n"),
            "sellers = COUNT(*)",
            "mi = MIN(m)",
            "ma = MAX(m)",
            "s = SUM(s)"));
  }

  @Test
  void joinRegularInner() throws IOException {
    Stream persons =
        project(
            read(SHARED.resolve("persons.csv.gz"), PERSON),
            "ps = seq",
            "id = id",
            "name = name",
            "city = city");
    Stream auctions =
        project(
            filter(read(SHARED.resolve("auctions.csv.gz"), AUCTION), "category = 10"),
            "aseq = seq",
            "seller = seller",
            "item_name = item_name");
    TestSetup setup =
        TestSetup.of(new Join()).columns("left_keys", "id").columns("right_keys", "seller");

    requireFlinks(
        "join-regular-inner",
        project(
            through(new Join(), setup, List.of(persons, auctions)),
            "ps = ps",
            "aseq = aseq",
            "name = name",
            "city = city",
            "item_name = item_name"));
  }

  @Test
  void unionAll() throws IOException {
    Stream persons =
        project(
            read(SHARED.resolve("persons.csv.gz"), PERSON),
            "kind = 'p'",
            "k = CAST(MOD(id, 10) AS BIGINT)",
            "t = ts");
    Stream auctions =
        project(
            read(SHARED.resolve("auctions.csv.gz"), AUCTION),
            "kind = 'a'",
            "k = category",
            "t = ts");
    Stream bids =
        project(
            read(OWN.resolve("inputs/bids.csv.gz"), BID),
            "kind = 'b'",
            "k = CAST(MOD(bidder, 10) AS BIGINT)",
            "t = ts");
    List<Row> all = new ArrayList<>();
    List.of(persons, auctions, bids, auctions).forEach(s -> all.addAll(s.rows));
    TestSetup union = TestSetup.of(new Union());
    List.of(auctions, bids, auctions).forEach(s -> union.inputToo(0, s.contract));
    Stream merged = through(new Union(), union, List.of(new Stream(persons.contract, all)));

    requireFlinks("union-all", group(merged, List.of("kind", "k"), "n = COUNT(*)", "t = MAX(t)"));
  }

  /** The sliding windows are made by a plain model, since only tumbling ones are there yet. */
  @Test
  void topnWindowAggregate() throws IOException {
    Schema windowed =
        schema(
            "window_start TIMESTAMP(3) NOT NULL",
            "window_end TIMESTAMP(3) NOT NULL",
            "auction BIGINT",
            "n BIGINT NOT NULL",
            "s BIGINT");
    Map<Long, Map<Long, long[]>> windows = new TreeMap<>();
    long watermark = Long.MIN_VALUE;
    for (Row bid : read(OWN.resolve("inputs/bids.csv.gz"), BID).rows) {
      long time = bid.getLong(8);
      for (long start = Math.floorDiv(time, 30_000) * 30_000;
          start > time - 60_000;
          start -= 30_000) {
        if (start + 60_000 - 1 <= watermark) {
          continue;
        }
        long[] acc =
            windows
                .computeIfAbsent(start, w -> new TreeMap<>())
                .computeIfAbsent(bid.getLong(1), a -> new long[3]);
        acc[0]++;
        acc[1] += bid.isNull(3) ? 0 : bid.getLong(3);
        acc[2] += bid.isNull(3) ? 0 : 1;
      }
      watermark = Math.max(watermark, time - 4000);
    }
    List<Row> rows = new ArrayList<>();
    windows.forEach(
        (start, byAuction) ->
            byAuction.forEach(
                (auction, acc) ->
                    rows.add(
                        row(
                            windowed,
                            start,
                            start + 60_000,
                            auction,
                            acc[0],
                            acc[2] == 0 ? null : (Object) acc[1]))));
    TestSetup setup =
        TestSetup.of(new TopN())
            .set("n", Value.of(3))
            .set(
                "order",
                new Value.Items(
                    List.of(
                        struct("column", "n", "order", "desc"),
                        struct("column", "s", "order", "desc"),
                        struct("column", "auction", "order", "asc"))));
    Contract contract =
        Contract.append(windowed, null, true)
            .withWindow(new Contract.Window("window_start", "window_end"));
    Stream top = through(new TopN(), setup, List.of(new Stream(contract, rows)));

    requireFlinks(
        "topn-window-aggregate",
        project(
            top,
            "window_start = window_start",
            "rn = `rank`",
            "auction = auction",
            "n = n",
            "s = s"));
  }
}

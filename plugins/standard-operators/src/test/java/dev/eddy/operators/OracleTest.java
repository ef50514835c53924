package dev.eddy.operators;

import static dev.eddy.operator.torture.TestRows.schema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.io.CellText;
import dev.eddy.model.io.RowJson;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Schema;
import dev.eddy.model.type.TypeRoot;
import dev.eddy.model.value.Value;
import dev.eddy.operator.torture.Element;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The operators beside Apache Flink: each test is a query, and Flink's rows for it. */
class OracleTest {
  private static final Path OWN = Path.of("src/test/resources/oracle");
  private static final Path SHARED =
      Path.of("../../graph-model/expressions/src/test/resources/oracle");

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
  private static final Schema AIRPORT =
      schema(
          "iata STRING",
          "name STRING",
          "city STRING",
          "state STRING",
          "country STRING",
          "latitude DOUBLE",
          "longitude DOUBLE");
  private static final Schema FLIGHT =
      schema(
          "departure TIMESTAMP(3)",
          "delay INT",
          "distance INT",
          "origin STRING",
          "destination STRING");

  private static Flow bids() throws IOException {
    Flow read = bidsRead;
    if (read == null) {
      read = Flow.read(OWN.resolve("inputs/bids.csv.gz"), BID);
      bidsRead = read;
    }
    return read;
  }

  /** Read once for all tests: nobody writes to the rows of a flow. */
  private static @Nullable Flow bidsRead;

  private static Flow auctions() throws IOException {
    return Flow.read(SHARED.resolve("auctions.csv.gz"), AUCTION);
  }

  private static Flow persons() throws IOException {
    return Flow.read(SHARED.resolve("persons.csv.gz"), PERSON);
  }

  /** Compares the rows that are left with those of Flink, as multisets. */
  private static void requireFlinks(String scenario, Flow actual) throws IOException {
    requireFlinks(scenario, actual, line -> true);
  }

  private static void requireFlinks(
      String scenario, Flow actual, java.util.function.Predicate<String> part) throws IOException {
    Schema schema = actual.contract().schema();
    RowJson json = new RowJson(schema);
    Map<String, Integer> difference = new TreeMap<>();
    int expected = 0;
    try (InputStream in = Files.newInputStream(OWN.resolve(scenario + ".ndjson.gz"));
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (part.test(line)) {
          difference.merge(text(json.read(line), schema), -1, Integer::sum);
          expected++;
        }
      }
    }
    List<Row> left = actual.left();
    left.forEach(r -> difference.merge(text(r, schema), 1, Integer::sum));
    difference.values().removeIf(n -> n == 0);
    List<String> shown = new ArrayList<>();
    difference.forEach((row, n) -> shown.add((n > 0 ? "+" : "") + n + " " + row));
    assertThat(shown).as("rows more (+) and less (-) than Flink gave").isEmpty();
    assertThat(left).hasSize(expected);
    assertThat(expected).isPositive();
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

  private static Flow windows(
      Flow in, Map<String, String> window, List<String> keys, String... aggregates) {
    return in.to(
        new WindowAggregate(),
        s -> {
          window.forEach(s::set);
          s.set("keys", Value.ofTexts(keys)).set("aggregates", Flow.named(aggregates));
        });
  }

  private static Flow top(Flow in, int n, List<String> keys, boolean rank, String... order) {
    return in.to(
        new TopN(),
        s ->
            s.set("n", Value.of(n))
                .set("keys", Value.ofTexts(keys))
                .set("rank", Value.of(rank))
                .set("order", Flow.order(order)));
  }

  private static TestSetup keys(TestSetup s, String type, String left, String right) {
    return s.set("type", type).columns("left_keys", left).columns("right_keys", right);
  }

  @Test
  void windowFlights() throws IOException {
    Flow flights = Flow.read(OWN.resolve("inputs/flights.csv.gz"), FLIGHT).timed("departure", 0);

    requireFlinks(
        "window-flights",
        windows(
                flights,
                Map.of("size", "6 h"),
                List.of("origin"),
                "n = COUNT(*)",
                "a = AVG(delay)",
                "m = MAX(delay)",
                "late = SUM(CASE WHEN delay > 15 THEN 1 ELSE 0 END)",
                "ad = AVG(CAST(delay AS DOUBLE))")
            .project(
                "window_start = window_start",
                "origin = origin",
                "n = n",
                "a = a",
                "m = m",
                "late = late",
                "ad = ad"));
  }

  @Test
  void windowHopOffset() throws IOException {
    requireFlinks(
        "window-hop-offset",
        windows(
            auctions().timed("ts", 2000),
            Map.of("window", "sliding", "size", "3 min", "slide", "30 s", "offset", "10 s"),
            List.of("category"),
            "n = COUNT(*)",
            "mi = MIN(initial_bid)",
            "f = SUM(CASE WHEN reserve > 500 THEN reserve END)"));
  }

  @Test
  void windowSessionLate() throws IOException {
    requireFlinks(
        "window-session-late",
        windows(
                bids().timed("ts", 4000).filter("MOD(bidder, 13) = 0"),
                Map.of("window", "session", "gap", "10 s"),
                List.of("bidder"),
                "n = COUNT(*)",
                "s = SUM(price)",
                "f = MIN(seq)",
                "l = MAX(seq)")
            .project(
                "window_start = window_start",
                "window_end = window_end",
                "window_time = window_end - INTERVAL '0.001' SECOND",
                "bidder = bidder",
                "n = n",
                "s = s",
                "f = f",
                "l = l"));
  }

  @Test
  void windowSessionGroup() throws IOException {
    requireFlinks(
        "window-session-group",
        windows(
                bids().timed("ts", 4000).filter("MOD(auction, 3) = 0"),
                Map.of("window", "session", "gap", "8 s"),
                List.of("auction"),
                "n = COUNT(*)",
                "s = SUM(amount)")
            .project(
                "ws = window_start",
                "we = window_end",
                "wt = window_end - INTERVAL '0.001' SECOND",
                "auction = auction",
                "n = n",
                "s = s"));
  }

  @Test
  void nexmarkQ0() throws IOException {
    requireFlinks(
        "nexmark-q0",
        bids()
            .filter("MOD(seq, 40) = 7")
            .project(
                "auction = auction", "bidder = bidder", "price = price", "ts = ts", "url = url"));
  }

  @Test
  void nexmarkQ2() throws IOException {
    requireFlinks(
        "nexmark-q2",
        bids().filter("MOD(auction, 123) = 0").project("auction = auction", "price = price"));
  }

  @Test
  void nexmarkQ4() throws IOException {
    Flow auctions =
        auctions()
            .project(
                "aseq = seq", "category = category", "id = id", "ats = ts", "closes = expires");
    Flow bids = bids().project("auction = auction", "price = price", "bts = ts");
    Flow winning =
        Flow.both(new Join(), auctions, bids, s -> keys(s, "inner", "id", "auction"))
            .filter("bts BETWEEN ats AND closes")
            .group(List.of("aseq", "category"), "final = MAX(price)");

    requireFlinks("nexmark-q4", winning.group(List.of("category"), "final = AVG(final)"));
  }

  /** The condition of a join in the place of a filter behind it. */
  @Test
  void nexmarkQ4WithTheConditionInTheJoin() throws IOException {
    Flow auctions =
        auctions()
            .project(
                "aseq = seq", "category = category", "id = id", "ats = ts", "closes = expires");
    Flow bids = bids().project("auction = auction", "price = price", "bts = ts");
    Flow winning =
        Flow.both(
                new Join(),
                auctions,
                bids,
                s ->
                    keys(s, "inner", "id", "auction")
                        .set("condition", "bts BETWEEN ats AND closes"))
            .group(List.of("aseq", "category"), "final = MAX(price)");

    requireFlinks("nexmark-q4", winning.group(List.of("category"), "final = AVG(final)"));
  }

  @Test
  void nexmarkQ5() throws IOException {
    Flow counts =
        windows(
            bids().timed("ts", 4000),
            Map.of("window", "sliding", "size", "60 s", "slide", "10 s"),
            List.of("auction"),
            "num = COUNT(*)");
    Flow most = top(counts, 1, List.of(), false, "num desc");
    Flow pairs =
        Flow.both(
            new Join(),
            counts.project(
                "window_start = window_start",
                "window_end = window_end",
                "auction = auction",
                "num = num"),
            most.project("we = window_end", "m = num"),
            s -> s.columns("left_keys", "window_end", "num").columns("right_keys", "we", "m"));

    requireFlinks(
        "nexmark-q5",
        pairs.project(
            "window_start = window_start",
            "window_end = window_end",
            "auction = auction",
            "num = num"));
  }

  @Test
  void nexmarkQ11() throws IOException {
    requireFlinks(
        "nexmark-q11",
        windows(
                bids().timed("ts", 4000).filter("MOD(bidder, 12) = 4"),
                Map.of("window", "session", "gap", "20 s"),
                List.of("bidder"),
                "n = COUNT(*)")
            .project(
                "bidder = bidder",
                "n = n",
                "window_start = window_start",
                "window_end = window_end"));
  }

  @Test
  void nexmarkQ20() throws IOException {
    Flow bids =
        bids()
            .filter("MOD(seq, 3) = 1")
            .project("bseq = seq", "auction = auction", "price = price");
    Flow auctions =
        auctions()
            .filter("category = 10")
            .project("id = id", "aseq = seq", "item_name = item_name", "reserve = reserve");

    requireFlinks(
        "nexmark-q20",
        Flow.both(new Join(), bids, auctions, s -> keys(s, "inner", "auction", "id"))
            .project(
                "bseq = bseq",
                "auction = auction",
                "price = price",
                "aseq = aseq",
                "item_name = item_name",
                "reserve = reserve"));
  }

  private static Flow intervalAuctions(String condition) throws IOException {
    return auctions()
        .timed("ts", 120_000)
        .filter(condition)
        .project("aseq = seq", "id = id", "ats = ts", "initial_bid = initial_bid");
  }

  private static Flow intervalBids() throws IOException {
    return bids()
        .timed("ts", 120_000)
        .project("bseq = seq", "auction = auction", "price = price", "bts = ts");
  }

  @Test
  void joinIntervalInner() throws IOException {
    Flow pairs =
        Flow.both(
            new IntervalJoin(),
            intervalAuctions("category = 11"),
            intervalBids(),
            s -> keys(s, "inner", "id", "auction").set("before", "1 s").set("after", "2 s"));

    requireFlinks(
        "join-interval-inner",
        pairs.project("aseq = aseq", "bseq = bseq", "id = id", "price = price"));
  }

  @Test
  void joinIntervalLeft() throws IOException {
    Flow pairs =
        Flow.both(
            new IntervalJoin(),
            intervalAuctions("category IN (12, 13)"),
            intervalBids(),
            s ->
                keys(s, "left", "id", "auction")
                    .set("after", "999 ms")
                    .set("condition", "price > initial_bid"));

    requireFlinks(
        "join-interval-left",
        pairs.project("aseq = aseq", "bseq = bseq", "id = id", "price = price"));
  }

  @Test
  void joinRegularInner() throws IOException {
    Flow persons = persons().project("ps = seq", "id = id", "name = name", "city = city");
    Flow auctions =
        auctions()
            .filter("category = 10")
            .project("aseq = seq", "seller = seller", "item_name = item_name");

    requireFlinks(
        "join-regular-inner",
        Flow.both(new Join(), persons, auctions, s -> keys(s, "inner", "id", "seller"))
            .project(
                "ps = ps", "aseq = aseq", "name = name", "city = city", "item_name = item_name"));
  }

  @Test
  void joinRegularLeft() throws IOException {
    Flow persons = persons().project("ps = seq", "id = id");
    Flow auctions = auctions().project("aseq = seq", "seller = seller", "reserve = reserve");
    Flow pairs =
        Flow.both(
            new Join(),
            persons,
            auctions,
            s -> keys(s, "left", "id", "seller").set("condition", "reserve > 1500"));

    requireFlinks(
        "join-regular-left",
        pairs.project("ps = ps", "id = id", "aseq = aseq", "reserve = reserve"));
    assertThat(pairs.changes()).containsKey("-D");
  }

  /** IN and NOT EXISTS; NOT IN, with its rule for nulls, is not supported. */
  @Test
  void joinRegularSemiAnti() throws IOException {
    Flow in =
        Flow.both(
            new Join(),
            persons(),
            auctions().filter("category = 10"),
            s -> keys(s, "semi", "id", "seller"));
    Flow notExists =
        Flow.both(
            new Join(),
            persons(),
            auctions().filter("reserve IS NULL"),
            s -> keys(s, "anti", "id", "seller"));

    requireFlinks(
        "join-regular-semi-anti",
        in.project("k = 'in'", "seq = seq"),
        line -> line.contains("\"in\""));
    requireFlinks(
        "join-regular-semi-anti",
        notExists.project("k = 'notexists'", "seq = seq"),
        line -> line.contains("\"notexists\""));
  }

  @Test
  void joinWindowFull() throws IOException {
    Flow auctions =
        auctions()
            .timed("ts", 120_000)
            .filter("MOD(seq, 4) = 1")
            .project("aseq = seq", "category = category", "ats = ts", "ak = MOD(seller, 10)");
    Flow persons =
        persons()
            .timed("ts", 120_000)
            .project(
                "ps = seq",
                "state = state",
                "pts = ts",
                "pk = CAST(CASE state WHEN 'CA' THEN 1 WHEN 'WA' THEN 2 END AS INT)");

    requireFlinks(
        "join-window-full",
        Flow.both(
                new WindowJoin(),
                auctions,
                persons,
                s -> keys(s, "full", "ak", "pk").set("size", "2 min").set("condition", "aseq > ps"))
            .project(
                "ws = window_start",
                "ps = ps",
                "state = state",
                "aseq = aseq",
                "category = category"));
  }

  @Test
  void topnWindow() throws IOException {
    Flow windowed = bids().timed("ts", 4000).to(new Window(), s -> s.set("size", "1 min"));

    requireFlinks(
        "topn-window",
        top(windowed, 2, List.of("channel"), true, "price desc", "seq")
            .project(
                "window_start = window_start",
                "window_end = window_end",
                "channel = channel",
                "rn = `rank`",
                "seq = seq",
                "price = price"));
  }

  @Test
  void topnWindowAggregate() throws IOException {
    Flow counts =
        windows(
            bids().timed("ts", 4000),
            Map.of("window", "sliding", "size", "1 min", "slide", "30 s"),
            List.of("auction"),
            "n = COUNT(*)",
            "s = SUM(price)");

    requireFlinks(
        "topn-window-aggregate",
        top(counts, 3, List.of(), true, "n desc", "s desc", "auction")
            .project(
                "window_start = window_start",
                "rn = `rank`",
                "auction = auction",
                "n = n",
                "s = s"));
  }

  @Test
  void topnNorank() throws IOException {
    Flow top = top(auctions(), 5, List.of("category"), false, "reserve", "seq desc");

    requireFlinks(
        "topn-norank", top.project("category = category", "seq = seq", "reserve = reserve"));
    assertThat(top.changes()).isEqualTo(Map.of("+I", 406L, "-D", 381L));
  }

  @Test
  void groupNulls() throws IOException {
    Flow groups =
        bids()
            .project(
                "channel = channel",
                "big = price > 50000",
                "seq = seq",
                "price = price",
                "amount = amount",
                "rate = rate",
                "url = url")
            .group(
                List.of("channel", "big"),
                "n = COUNT(*)",
                "c = COUNT(amount)",
                "s = SUM(amount)",
                "mu = MAX(url)",
                "sr = SUM(CASE WHEN price IS NULL THEN rate END)",
                "nothing = MIN(CASE WHEN seq < 0 THEN price END)");

    requireFlinks("group-nulls", groups);
    assertThat(groups.changes()).isEqualTo(Map.of("+I", 24L, "-U", 55176L, "+U", 55176L));
  }

  /** Without COLLECT, whose type (MULTISET) is not supported. */
  @Test
  void groupValues() throws IOException {
    Flow groups =
        persons()
            .group(
                List.of("id"),
                "f = FIRST_VALUE(city)",
                "l = LAST_VALUE(city)",
                "la = LISTAGG(state)",
                "ld = LISTAGG(DISTINCT state, ';')",
                "n = COUNT(*)");

    requireFlinks("group-values", groups);
  }

  /** The side table as a table that every subtask holds, and that is there before the rows. */
  @Test
  void nexmarkQ13() throws IOException {
    Flow airports = Flow.read(OWN.resolve("inputs/airports.csv.gz"), AIRPORT);
    Flow flights =
        Flow.read(OWN.resolve("inputs/flights.csv.gz"), FLIGHT).filter("distance > 2500");
    List<Element> later =
        new ArrayList<>(
            Collections.nCopies(airports.elements().size(), Element.watermark(Long.MIN_VALUE)));
    later.addAll(flights.elements());
    Flow joined =
        Flow.both(
            new BroadcastJoin(),
            new Flow(flights.contract(), later),
            airports,
            s -> s.columns("left_keys", "origin").columns("right_keys", "iata"));

    requireFlinks(
        "nexmark-q13",
        joined.project("origin = origin", "departure = departure", "name = name", "state = state"));
  }

  @Test
  void nexmarkQ16() throws IOException {
    Flow groups =
        bids()
            .project(
                "channel = channel",
                "d = DATE_FORMAT(ts, 'yyyy-MM-dd')",
                "hm = DATE_FORMAT(ts, 'HH:mm')",
                "price = price",
                "bidder = bidder",
                "auction = auction")
            .group(
                List.of("channel", "d"),
                "m = MAX(hm)",
                "n = COUNT(*)",
                "r1 = COUNT(*) FILTER (WHERE price < 10000)",
                "b = COUNT(DISTINCT bidder)",
                "b2 = COUNT(DISTINCT bidder) FILTER (WHERE price >= 10000)",
                "a = COUNT(DISTINCT auction)");

    requireFlinks("nexmark-q16", groups);
    assertThat(groups.changes()).isEqualTo(Map.of("+I", 16L, "-U", 55184L, "+U", 55184L));
  }

  @Test
  void groupTwice() throws IOException {
    requireFlinks(
        "group-twice",
        auctions()
            .group(
                List.of("seller"),
                "n = COUNT(*)",
                "m = MAX(initial_bid)",
                "s = SUM(reserve)",
                "c = MIN(category)")
            .group(
                List.of("n"),
                "sellers = COUNT(*)",
                "mi = MIN(m)",
                "ma = MAX(m)",
                "s = SUM(s)",
                "dc = COUNT(DISTINCT c)"));
  }

  @Test
  void distinct() throws IOException {
    requireFlinks(
        "distinct",
        bids()
            .project("channel = channel", "m = CAST(MOD(price, 3) AS INT)", "h = auction / 100")
            .group(List.of("channel", "m", "h"), "n = COUNT(*)")
            .project("channel = channel", "m = m", "h = h"));
  }

  @Test
  void filterProject() throws IOException {
    requireFlinks(
        "filter-project",
        bids()
            .filter(
                "(price > 90000 OR channel LIKE 'app%' AND MOD(auction, 5) = 0)"
                    + " AND NOT (bidder = 1000) AND amount > 0")
            .project("seq = seq", "auction = auction", "eur = price * 0.908", "channel = channel"));
  }

  @Test
  void unionAll() throws IOException {
    Flow persons = persons().project("kind = 'p'", "k = CAST(MOD(id, 10) AS BIGINT)", "t = ts");
    Flow auctions = auctions().project("kind = 'a'", "k = category", "t = ts");
    Flow bids = bids().project("kind = 'b'", "k = CAST(MOD(bidder, 10) AS BIGINT)", "t = ts");
    List<Element> all = new ArrayList<>();
    List.of(persons, auctions, bids, auctions)
        .forEach(f -> f.rows().forEach(r -> all.add(Element.row(0, r))));
    all.add(Element.end());
    Flow merged =
        new Flow(persons.contract(), all)
            .to(
                new Union(),
                s -> List.of(auctions, bids, auctions).forEach(f -> s.inputToo(0, f.contract())));

    requireFlinks("union-all", merged.group(List.of("kind", "k"), "n = COUNT(*)", "t = MAX(t)"));
  }

  @Test
  void dedupWindow() throws IOException {
    requireFlinks(
        "dedup-window",
        bids()
            .timed("ts", 4000)
            .to(new Window(), s -> s.set("size", "1 min"))
            .to(
                new Deduplicate(),
                s -> s.columns("keys", "channel").set("keep", "last").set("order", "time"))
            .project(
                "window_start = window_start", "channel = channel", "seq = seq", "price = price"));
  }

  @Test
  void dedupProctime() throws IOException {
    requireFlinks(
        "dedup-proctime",
        persons()
            .to(new Deduplicate(), s -> s.columns("keys", "id"))
            .project("id = id", "seq = seq", "name = name"));
  }

  /** Without the count of distinct values, which is not supported. */
  @Test
  void windowHopLate() throws IOException {
    requireFlinks(
        "window-hop-late",
        windows(
            bids().timed("ts", 4000).filter("channel IS NULL OR channel <> 'Google'"),
            Map.of("window", "sliding", "size", "1 min", "slide", "20 s"),
            List.of("channel"),
            "n = COUNT(*)",
            "s = SUM(price)",
            "a = AVG(amount)"));
  }

  /** Without the count of distinct values, which is not supported. */
  @Test
  void windowTumbleOffset() throws IOException {
    requireFlinks(
        "window-tumble-offset",
        windows(
            bids().timed("ts", 0),
            Map.of("size", "30 s", "offset", "7 s"),
            List.of(),
            "n = COUNT(*)",
            "m = MAX(seq)"));
  }

  /** A refiring gives a second result; the last one of each window is what Flink's update is. */
  @Test
  void windowEmitLate() throws IOException {
    requireFlinks(
        "window-emit-late",
        windows(
                bids().timed("ts", 4000),
                Map.of("size", "1 min", "lateness", "30 s"),
                List.of("channel"),
                "n = COUNT(*)",
                "s = SUM(price)")
            .project("ws = window_start", "channel = channel", "n = n", "s = s")
            .to(new Deduplicate(), s -> s.columns("keys", "ws", "channel").set("keep", "last")));
  }

  /** Each firing; without the last row's number, which is an aggregate that is not supported. */
  @Test
  void dsSessionLateness() throws IOException {
    requireFlinks(
        "ds-session-lateness",
        windows(
                bids().timed("ts", 4001).filter("MOD(bidder, 20) = 3"),
                Map.of("window", "session", "gap", "15 s", "lateness", "20 s"),
                List.of("bidder"),
                "n = COUNT(*)",
                "sum = SUM(CASE WHEN price IS NULL THEN 0 ELSE price END)")
            .project(
                "key = bidder", "start = window_start", "end = window_end", "n = n", "sum = `sum`"),
        line -> line.contains("\"out\":\"session\""));
  }

  /**
   * What real Flink's rows are there for and Eddy refuses or lacks, so that nobody takes it for
   * covered.
   */
  private static final Map<String, String> NOT_SUPPORTED =
      Map.ofEntries(
          Map.entry("group-grouping-sets", "GROUPING SETS, CUBE, ROLLUP"),
          Map.entry("window-grouping-sets", "GROUPING SETS, CUBE, ROLLUP"),
          Map.entry("over-rows", "OVER aggregates"),
          Map.entry("over-range", "OVER aggregates"),
          Map.entry("over-unbounded", "OVER aggregates"),
          Map.entry("set-operations", "INTERSECT, EXCEPT"),
          Map.entry("unnest", "arrays"),
          Map.entry("match-flights", "MATCH_RECOGNIZE"),
          Map.entry("match-late", "MATCH_RECOGNIZE"),
          Map.entry("match-reluctant", "MATCH_RECOGNIZE"),
          Map.entry("match-skip-first", "MATCH_RECOGNIZE"),
          Map.entry("match-skip-last", "MATCH_RECOGNIZE"),
          Map.entry("ds-cep-relaxed", "patterns"),
          Map.entry("ds-cep-seconds", "patterns"),
          Map.entry("ds-count-windows", "count windows"),
          Map.entry("ds-dynamic-session", "sessions whose gap depends on the row"),
          Map.entry("ds-evictors", "evictors"),
          Map.entry("ds-interval-join", "exclusive bounds, timestamps of results"));

  @Test
  void eachScenarioHasATestOrAReason() throws IOException {
    List<String> files;
    try (var list = Files.list(OWN)) {
      files =
          list.map(f -> f.getFileName().toString())
              .filter(f -> f.endsWith(".ndjson.gz"))
              .map(f -> f.substring(0, f.length() - ".ndjson.gz".length()))
              .toList();
    }
    List<String> tests =
        java.util.Arrays.stream(OracleTest.class.getDeclaredMethods())
            .filter(m -> m.isAnnotationPresent(Test.class))
            .map(java.lang.reflect.Method::getName)
            .toList();
    for (String file : files) {
      StringBuilder method = new StringBuilder();
      for (String part : file.split("-")) {
        method.append(
            method.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
      }
      assertThat(tests).as(file).contains(method.toString());
    }
    assertThat(NOT_SUPPORTED.keySet()).doesNotContainAnyElementsOf(files);
  }
}

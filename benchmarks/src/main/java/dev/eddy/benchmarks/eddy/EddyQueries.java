package dev.eddy.benchmarks.eddy;

import static dev.eddy.benchmarks.eddy.Pipeline.columns;
import static dev.eddy.benchmarks.eddy.Pipeline.named;
import static dev.eddy.benchmarks.eddy.Pipeline.ordering;
import static dev.eddy.benchmarks.eddy.Pipeline.types;

import dev.eddy.benchmarks.nexmark.Payload;
import dev.eddy.benchmarks.nexmark.Query;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.value.Value;
import dev.eddy.operator.Providers;

/** Each query as a pipeline of Eddy's operators. */
public final class EddyQueries {
  private static final String BID = "kind = 2";

  private EddyQueries() {}

  /** The providers of the class path. */
  public static Providers providers() {
    return Providers.load(EddyQueries.class.getClassLoader());
  }

  /** Compiles a query over the first {@code events} events. */
  public static Plan plan(Query query, long events, long seed, Providers providers) {
    Pipeline p = new Pipeline();
    switch (query) {
      case Q0 -> {
        numbers(p, events, seed)
            .node(
                "identity",
                "project",
                "columns",
                same("kind", "seq", "ts", "id", "party", "amount", "expires"))
            .chain("events", "identity", "fold");
      }
      case Q1 -> {
        numbers(p, events, seed)
            .node("bids", "filter", "condition", BID)
            .node(
                "dollars",
                "project",
                "columns",
                named(
                    "auction", "id", "bidder", "party", "price", "amount * 908 / 1000", "ts", "ts"))
            .chain("events", "bids", "dollars", "fold");
      }
      case Q2 -> {
        numbers(p, events, seed)
            .node("some", "filter", "condition", BID + " AND MOD(id, CAST(123 AS BIGINT)) = 0")
            .node("auction", "project", "columns", named("auction", "id", "price", "amount"))
            .chain("events", "some", "auction", "fold");
      }
      case Q3 -> {
        numbers(p, events, seed)
            .node("persons", "filter", "condition", "kind = 0 AND party < 3")
            .node("person", "project", "columns", named("person", "id"))
            .node("auctions", "filter", "condition", "kind = 1 AND amount = 10")
            .node("auction", "project", "columns", named("seller", "party", "auction", "id"))
            .node("join", "join", "left_keys", columns("person"), "right_keys", columns("seller"))
            .node("pair", "project", "columns", same("person", "auction"))
            .chain("events", "persons", "person")
            .chain("events", "auctions", "auction")
            .edge("person.out", "join.left")
            .edge("auction.out", "join.right")
            .chain("join", "pair", "fold");
      }
      case WC -> {
        numbers(p, events, seed)
            .node("key", "project", "columns", named("key", Query.keySql()))
            .node(
                "count",
                "group-aggregate",
                "keys",
                columns("key"),
                "aggregates",
                named("n", "COUNT(*)"))
            .chain("events", "key", "count", "fold");
      }
      case M15 -> {
        numbers(p, events, seed)
            .node("four", "project", "columns", same("seq", "id", "party", "amount"));
        String[] chain = new String[18];
        chain[0] = "events";
        chain[1] = "four";
        chain[17] = "fold";
        for (int m = 1; m <= 15; m++) {
          chain[m + 1] = "map-" + m;
          p.node(chain[m + 1], UserMap.ID, "by", m);
        }
        p.chain(chain);
      }
      case KV -> {
        numbers(p, events, seed)
            .node("key", "project", "columns", named("key", Query.keySql(Payload.keys(events))))
            .node("keep", KeptText.ID)
            .chain("events", "key", "keep", "fold");
      }
      case SK -> {
        texts(p, events, seed)
            .node(
                "count",
                "group-aggregate",
                "keys",
                columns("name"),
                "aggregates",
                named("n", "COUNT(*)"))
            .chain("events", "count", "fold");
      }
      case SF -> {
        texts(p, events, seed)
            .node("some", "filter", "condition", "note IS NOT NULL AND SUBSTRING(name, 12) < '5'")
            .node(
                "cut",
                "project",
                "columns",
                named("name", "SUBSTRING(name, 5)", "note", "note", "due", "COALESCE(due, ts)"))
            .chain("events", "some", "cut", "fold");
      }
      case Q5 -> {
        bids(numbers(p, events, seed))
            .node(
                "windows",
                "window-aggregate",
                "window",
                "sliding",
                "size",
                "10 s",
                "slide",
                "2 s",
                "keys",
                columns("auction"),
                "aggregates",
                named("n", "COUNT(*)"))
            .node("most", "top-n", "n", 1, "order", ordering("n", "desc", "auction", "asc"))
            .node("result", "project", "columns", same("window_end", "auction", "n"))
            .chain("events", "bids", "bid", "windows", "most", "result", "fold");
      }
      case Q7 -> {
        bids(numbers(p, events, seed))
            .node("windows", "window", "window", "tumbling", "size", "10 s")
            .node("highest", "top-n", "n", 1, "order", ordering("price", "desc", "seq", "asc"))
            .node("result", "project", "columns", same("window_end", "price", "auction", "bidder"))
            .chain("events", "bids", "bid", "windows", "highest", "result", "fold");
      }
      case Q8 -> {
        numbers(p, events, seed)
            .node("persons", "filter", "condition", "kind = 0")
            .node("person", "project", "columns", named("person", "id", "registered", "ts"))
            .node("auctions", "filter", "condition", "kind = 1")
            .node(
                "auction",
                "project",
                "columns",
                named("seller", "party", "auction", "id", "opened", "ts"))
            .node(
                "join",
                "window-join",
                "type",
                "inner",
                "size",
                "10 s",
                "left_keys",
                columns("person"),
                "right_keys",
                columns("seller"))
            .node("result", "project", "columns", same("window_start", "person", "auction"))
            .chain("events", "persons", "person")
            .chain("events", "auctions", "auction")
            .edge("person.out", "join.left")
            .edge("auction.out", "join.right")
            .chain("join", "result", "fold");
      }
      case Q9 -> {
        numbers(p, events, seed)
            .node("auctions", "filter", "condition", "kind = 1")
            .node(
                "offer",
                "project",
                "columns",
                named("id", "id", "opened", "ts", "expires", "expires"))
            .node("bids", "filter", "condition", BID)
            .node("bid", "project", "columns", BID_COLUMNS)
            .node(
                "join",
                "interval-join",
                "left_keys",
                columns("id"),
                "right_keys",
                columns("auction"),
                "until",
                "expires")
            .node(
                "best",
                "top-n",
                "n",
                1,
                "keys",
                columns("id"),
                "until",
                "expires",
                "order",
                ordering("price", "desc", "placed", "asc", "seq", "asc"))
            .node("result", "project", "columns", same("id", "price", "bidder"))
            .chain("events", "auctions", "offer")
            .chain("events", "bids", "bid")
            .edge("offer.out", "join.left")
            .edge("bid.out", "join.right")
            .chain("join", "best", "result", "fold");
      }
      case Q9U -> {
        numbers(p, events, seed)
            .node("some", "filter", "condition", "kind <> 0")
            .node("best", BestBids.ID)
            .chain("events", "some", "best", "fold");
      }
      case Q11 -> {
        bids(numbers(p, events, seed))
            .node(
                "sessions",
                "window-aggregate",
                "window",
                "session",
                "gap",
                "10 s",
                "keys",
                columns("bidder"),
                "aggregates",
                named("n", "COUNT(*)"))
            .node("result", "project", "columns", same("bidder", "window_start", "window_end", "n"))
            .chain("events", "bids", "bid", "sessions", "result", "fold");
      }
    }
    p.node("fold", FoldSink.ID);
    return p.compile(query.id(), providers);
  }

  private static final Value BID_COLUMNS =
      named("auction", "id", "bidder", "party", "price", "amount", "placed", "ts", "seq", "seq");

  private static Pipeline bids(Pipeline p) {
    return p.node("bids", "filter", "condition", BID)
        .node("bid", "project", "columns", BID_COLUMNS);
  }

  private static Value same(String... names) {
    String[] twice = new String[names.length * 2];
    for (int i = 0; i < names.length; i++) {
      twice[2 * i] = names[i];
      twice[2 * i + 1] = names[i];
    }
    return named(twice);
  }

  private static Pipeline numbers(Pipeline p, long events, long seed) {
    return p.node(
        "events",
        EventSource.ID,
        "events",
        events,
        "seed",
        seed,
        "columns",
        types(
            "kind",
            "INT NOT NULL",
            "seq",
            "BIGINT NOT NULL",
            "ts",
            "TIMESTAMP(3) NOT NULL",
            "id",
            "BIGINT NOT NULL",
            "party",
            "BIGINT NOT NULL",
            "amount",
            "BIGINT NOT NULL",
            "expires",
            "TIMESTAMP(3) NOT NULL",
            "mark",
            "TIMESTAMP(3) NOT NULL"),
        "event_time",
        "ts",
        "watermark",
        "mark");
  }

  private static Pipeline texts(Pipeline p, long events, long seed) {
    return p.node(
        "events",
        EventSource.ID,
        "events",
        events,
        "seed",
        seed,
        "texts",
        true,
        "columns",
        types(
            "seq",
            "BIGINT NOT NULL",
            "ts",
            "TIMESTAMP(3) NOT NULL",
            "name",
            "VARCHAR NOT NULL",
            "note",
            "VARCHAR",
            "due",
            "TIMESTAMP(3)",
            "mark",
            "TIMESTAMP(3) NOT NULL"),
        "event_time",
        "ts",
        "watermark",
        "mark");
  }
}

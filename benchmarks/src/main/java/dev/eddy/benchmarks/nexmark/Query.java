package dev.eddy.benchmarks.nexmark;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The queries: what each computes, and how much it is run for a figure. */
public enum Query {
  Q0("every event through an identity map", 4),
  Q1("bids: auction, bidder, price * 908 / 1000, ts", 4),
  Q2("bids whose auction % 123 = 0: auction, price", 4),
  Q3("persons of state < 3 joined with auctions of category 10 on seller: person, auction", 4),
  Q5(
      "bids per auction in windows of 10 s every 2 s, the auction with most: end, auction, count",
      1),
  Q7("the highest bid in windows of 10 s: end, price, auction, bidder", 2),
  Q8("persons joined with auctions on seller in windows of 10 s: start, person, auction", 2),
  Q9("the best bid of each auction while it was open: auction, price, bidder", 1),
  /** On Eddy by an operator of the user's own, as it is on the peers anyway. */
  Q9U("q9 in one operator that was written for it", 1),
  Q11("sessions of each bidder with a gap of 10 s: bidder, start, end, count", 1),
  WC("running count of a million keys, one result an event: key, count", 2),
  M15("one projection and fifteen user maps of four numbers", 4),
  SK("running count by a text of 12 characters, 100 000 keys: text, count", 2),
  SF("texts filtered and cut, nulls replaced: text, note, time", 4),
  /** Of the figure {@code state}: on the engines that have RocksDB, and by hand. */
  KV("100 characters kept for each of many keys, changed by each event: key, count, text", 1);

  /** Time between the ends of q5's windows, ms. */
  public static final long SLIDE = 2_000;

  /** Size of the windows and gap of the sessions, ms. */
  public static final long WINDOW = 10_000;

  /** Keys of {@link #WC}. */
  public static final long KEYS = 1_000_000;

  private static final long SPREAD = 6364136223846793005L;

  private final String title;
  private final int weight;

  Query(String title, int weight) {
    this.title = title;
    this.weight = weight;
  }

  /** The queries that every engine runs, in their order. */
  public static List<Query> onEveryEngine() {
    return Arrays.stream(values()).filter(q -> q != KV).toList();
  }

  public String title() {
    return title;
  }

  /** Millions of events for a quick figure: fewer where an engine needs long for each. */
  public int weight() {
    return weight;
  }

  /** As on the command line: {@code q0}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** By its id; an unknown one is refused. */
  public static Query of(String id) {
    for (Query q : values()) {
      if (q.id().equals(id)) {
        return q;
      }
    }
    throw new IllegalArgumentException("no query is named " + id);
  }

  /** The key of an event of {@link #WC}; SQL can say it too: ABS(MOD(seq * SPREAD, KEYS)). */
  public static long key(long seq) {
    return key(seq, KEYS);
  }

  /** The key of an event, one of so many. */
  public static long key(long seq, long keys) {
    return Math.abs(seq * SPREAD % keys);
  }

  /** {@link #key} in SQL over the column {@code seq}. */
  public static String keySql() {
    return keySql(KEYS);
  }

  /** {@link #key(long, long)} in SQL over the column {@code seq}. */
  public static String keySql(long keys) {
    return "ABS(MOD(seq * CAST(" + SPREAD + " AS BIGINT), CAST(" + keys + " AS BIGINT)))";
  }
}

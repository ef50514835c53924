package dev.eddy.benchmarks.nexmark;

/**
 * A person, an auction or a bid, flat: seven numbers. Filled again and again by {@link Generator};
 * public fields, as Flink's POJO serializer wants them.
 */
public final class Event {
  public static final int PERSON = 0;
  public static final int AUCTION = 1;
  public static final int BID = 2;

  /** {@link #PERSON}, {@link #AUCTION} or {@link #BID}. */
  public int kind;

  /** Number of the event, from 0. */
  public long seq;

  /** Event time, milliseconds since 1970. */
  public long ts;

  /** Of the person, of the auction; the auction of a bid. */
  public long id;

  /** State of a person (0 to 5); seller of an auction; bidder of a bid. */
  public long party;

  /** Category of an auction (10 to 14); price of a bid. */
  public long amount;

  /** Until when an auction takes bids, milliseconds since 1970; 0 for others. */
  public long expires;

  public Event() {}

  /** A copy that lives on when this one is filled again. */
  public Event copy() {
    Event e = new Event();
    e.kind = kind;
    e.seq = seq;
    e.ts = ts;
    e.id = id;
    e.party = party;
    e.amount = amount;
    e.expires = expires;
    return e;
  }
}

package dev.eddy.benchmarks.eddy;

import dev.eddy.benchmarks.nexmark.Event;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Shape;
import dev.eddy.operator.StateSpec;
import dev.eddy.operator.ValueState;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * q9 as a user would write it in one operator, and as it is written for the other engines: by the
 * auction of an event, the auction, its best bid so far, and a timer for its end. Takes the seven
 * numbers of {@link EventSource}.
 */
public final class BestBids implements ProcessProvider {
  static final String ID = "benchmark-best-bids";

  private static final int KIND = 0;
  private static final int SEQ = 1;
  private static final int TS = 2;
  private static final int AUCTION = 3;
  private static final int PARTY = 4;
  private static final int AMOUNT = 5;
  private static final int EXPIRES = 6;

  private static final Schema OPEN = numbers("opened", "expires");
  private static final Schema BID = numbers("price", "placed", "seq", "bidder");

  private static final OperatorDescriptor DESCRIPTOR =
      OperatorDescriptor.transform(
          ID, "Best bids", "Gives the best bid of each auction when it ends.", "trophy");

  private static Schema numbers(String... names) {
    Field[] fields = new Field[names.length];
    for (int i = 0; i < names.length; i++) {
      fields[i] = new Field(names[i], DataType.BIGINT.notNull());
    }
    return Schema.of(fields);
  }

  @Override
  public OperatorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void infer(Inference inference) {
    inference.output(0, Contract.append(numbers("id", "price", "bidder"), null, true));
  }

  @Override
  public Shape shape(OperatorSetup setup) {
    return new Shape(
        List.of(new int[] {AUCTION}),
        List.of(StateSpec.value("auction", OPEN), StateSpec.value("best", BID)));
  }

  @Override
  public Operator create(OperatorSetup setup) {
    return new Best();
  }

  private static final class Best implements Operator {
    private final Row made = new Row(OPEN.size());
    private final Row bid = new Row(BID.size());
    private @Nullable ValueState auction;
    private @Nullable ValueState best;

    @Override
    public void open(OperatorContext context) {
      auction = context.valueState("auction");
      best = context.valueState("best");
    }

    @Override
    public void onRow(int port, Row row, OperatorContext context) {
      ValueState auction = Objects.requireNonNull(this.auction);
      if (row.getInt(KIND) == Event.AUCTION) {
        made.setLong(0, row.getLong(TS));
        made.setLong(1, row.getLong(EXPIRES));
        auction.set(made);
        context.registerTimer("end", row.getLong(EXPIRES));
        return;
      }
      Row open = auction.get();
      if (open != null
          && row.getLong(TS) >= open.getLong(0)
          && row.getLong(TS) <= open.getLong(1)
          && isBetter(row)) {
        bid.setLong(0, row.getLong(AMOUNT));
        bid.setLong(1, row.getLong(TS));
        bid.setLong(2, row.getLong(SEQ));
        bid.setLong(3, row.getLong(PARTY));
        Objects.requireNonNull(best).set(bid);
      }
    }

    private boolean isBetter(Row row) {
      Row b = Objects.requireNonNull(best).get();
      if (b == null || row.getLong(AMOUNT) != b.getLong(0)) {
        return b == null || row.getLong(AMOUNT) > b.getLong(0);
      }
      return row.getLong(TS) != b.getLong(1)
          ? row.getLong(TS) < b.getLong(1)
          : row.getLong(SEQ) < b.getLong(2);
    }

    @Override
    public void onTimer(String name, long time, OperatorContext context) {
      ValueState best = Objects.requireNonNull(this.best);
      Row b = best.get();
      if (b != null) {
        Row out = context.output(0);
        out.setLong(0, context.key().getLong(0));
        out.setLong(1, b.getLong(0));
        out.setLong(2, b.getLong(3));
        context.emit(0, out);
        best.clear();
      }
      Objects.requireNonNull(auction).clear();
    }
  }
}

package dev.eddy.operators;

import dev.eddy.model.expression.RowPredicate;
import dev.eddy.model.row.Row;
import dev.eddy.model.row.RowKind;
import dev.eddy.operator.MapState;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.ValueState;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Ranks that are given once, when the watermark has reached the last moment of the key's rows,
 * which is part of the key. A row that comes after that is dropped, as Flink's window rank does. Of
 * equal rows the earlier goes first.
 */
final class FinalRanks implements Operator {
  private static final String TIMER = "ranks are final";

  /** How the last moment of a row is told from one of its columns. */
  record Closing(int column, String name, long minus) {
    long of(Row row) {
      if (row.isNull(column)) {
        throw new IllegalArgumentException(
            "the time " + name + " is null; filter such rows out before");
      }
      return row.getLong(column) - minus;
    }
  }

  private final int n;
  private final RowPredicate where;
  private final RowOrder order;
  private final Closing closing;
  private final RankColumn rankColumn;
  private final Row rank = new Row(1);
  private @Nullable ValueState first;
  private @Nullable MapState top;

  FinalRanks(int n, RowPredicate where, RowOrder order, Closing closing, RankColumn rankColumn) {
    this.n = n;
    this.where = where;
    this.order = order;
    this.closing = closing;
    this.rankColumn = rankColumn;
  }

  @Override
  public void open(OperatorContext context) {
    if (n == 1) {
      first = context.valueState(TopN.TOP);
    } else {
      top = context.mapState(TopN.TOP);
    }
  }

  @Override
  public void onRow(int port, Row row, OperatorContext context) {
    long last = closing.of(row);
    if (last <= context.watermark() || !where.test(row)) {
      return;
    }
    if (n == 1 ? keepFirst(row) : keep(row)) {
      context.registerTimer(TIMER, last);
    }
  }

  /** Keeps the row where it is the best so far; true where it is the first of its key. */
  private boolean keepFirst(Row row) {
    ValueState state = Objects.requireNonNull(first);
    Row best = state.get();
    if (best != null && order.compare(row, best) >= 0) {
      return false;
    }
    boolean isNew = best == null;
    state.set(row);
    return isNew;
  }

  private boolean keep(Row row) {
    MapState state = Objects.requireNonNull(top);
    rank.setLong(0, n);
    Row lowest = state.get(rank);
    if (lowest != null && order.compare(row, lowest) >= 0) {
      return false;
    }
    List<MapState.Entry> ranked = state.entries();
    int place = ranked.size();
    while (place > 0 && order.compare(row, ranked.get(place - 1).value()) < 0) {
      place--;
    }
    for (int i = Math.min(ranked.size(), n - 1); i > place; i--) {
      rank.setLong(0, i + 1);
      state.put(rank, ranked.get(i - 1).value());
    }
    rank.setLong(0, place + 1);
    state.put(rank, row);
    return ranked.isEmpty();
  }

  @Override
  public void onTimer(String name, long time, OperatorContext context) {
    if (n == 1) {
      ValueState state = Objects.requireNonNull(first);
      Row best = state.get();
      if (best != null) {
        rankColumn.emit(RowKind.INSERT, best, 1, context);
        state.clear();
      }
      return;
    }
    MapState state = Objects.requireNonNull(top);
    for (MapState.Entry e : state.entries()) {
      rankColumn.emit(RowKind.INSERT, e.value(), e.key().getLong(0), context);
    }
    state.clear();
  }
}

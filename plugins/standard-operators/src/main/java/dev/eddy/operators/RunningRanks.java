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
 * The first n rows of each key so far, of rows that are only added, as changes in the form of
 * Flink's AppendOnlyTopNFunction and FastTop1Function: the first one alone by -U and +U; with the
 * rank -U and +U for each rank that moves; without it -D of the row that falls out, +I of the new
 * one. Of equal rows the earlier goes first.
 */
final class RunningRanks implements Operator {
  private final int n;
  private final RowPredicate where;
  private final RowOrder order;
  private final RankColumn rankColumn;
  private final Row rank = new Row(1);
  private @Nullable ValueState first;
  private @Nullable MapState top;

  RunningRanks(int n, RowPredicate where, RowOrder order, RankColumn rankColumn) {
    this.n = n;
    this.where = where;
    this.order = order;
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
    if (!where.test(row)) {
      return;
    }
    if (n == 1) {
      one(row, context);
    } else {
      many(row, context);
    }
  }

  private void one(Row row, OperatorContext context) {
    ValueState state = Objects.requireNonNull(first);
    Row best = state.get();
    if (best != null) {
      if (order.compare(row, best) >= 0) {
        return;
      }
      rankColumn.emit(RowKind.UPDATE_BEFORE, best, 1, context);
    }
    boolean isNew = best == null;
    state.set(row);
    rankColumn.emit(isNew ? RowKind.INSERT : RowKind.UPDATE_AFTER, row, 1, context);
  }

  private void many(Row row, OperatorContext context) {
    MapState state = Objects.requireNonNull(top);
    rank.setLong(0, n);
    Row lowest = state.get(rank);
    if (lowest != null && order.compare(row, lowest) >= 0) {
      return;
    }
    List<MapState.Entry> ranked = state.entries();
    int place = ranked.size();
    while (place > 0 && order.compare(row, ranked.get(place - 1).value()) < 0) {
      place--;
    }
    if (rankColumn.column() < 0) {
      if (ranked.size() == n) {
        rankColumn.emit(RowKind.DELETE, ranked.get(n - 1).value(), 0, context);
      }
      rankColumn.emit(RowKind.INSERT, row, 0, context);
    }
    Row moving = row;
    for (int r = place; r < n && moving != null; r++) {
      Row old = r < ranked.size() ? ranked.get(r).value() : null;
      if (rankColumn.column() >= 0) {
        if (old != null) {
          rankColumn.emit(RowKind.UPDATE_BEFORE, old, r + 1, context);
        }
        rankColumn.emit(
            old == null ? RowKind.INSERT : RowKind.UPDATE_AFTER, moving, r + 1, context);
      }
      rank.setLong(0, r + 1);
      state.put(rank, moving);
      moving = old;
    }
  }
}

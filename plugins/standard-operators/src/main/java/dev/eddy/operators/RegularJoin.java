package dev.eddy.operators;

import dev.eddy.model.row.Row;
import dev.eddy.model.row.RowKind;
import dev.eddy.operator.MapState;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;

/**
 * A regular outer, semi or anti join over kept rows that know how many partners they have: when the
 * first comes or the last goes, what was given for want of one is taken back, or given again
 * (Flink's StreamingJoinOperator and StreamingSemiAntiJoinOperator). Everything leaves as +I and
 * -D.
 */
final class RegularJoin implements Operator {
  private final JoinColumns columns;
  private final JoinType type;
  private final RowBag[] sides;

  /**
   * @param aging whether rows are forgotten after a while
   */
  RegularJoin(JoinColumns columns, boolean aging) {
    this.columns = columns;
    this.type = columns.type();
    this.sides = new RowBag[] {bag("left", 0, aging), bag("right", 1, aging)};
  }

  private RowBag bag(String name, int side, boolean aging) {
    int width = columns.width(side);
    return aging ? new AgingRowBag(name, width) : new RowBag(name, width);
  }

  @Override
  public void open(OperatorContext context) {
    sides[0].open(context);
    sides[1].open(context);
  }

  @Override
  public void onRow(int side, Row row, OperatorContext context) {
    boolean adding = row.kind().isAdding();
    RowKind kind = adding ? RowKind.INSERT : RowKind.DELETE;
    if (columns.hasNullKey(side, row)) {
      // It will never have a partner, so nothing needs to be kept of it.
      withoutPartner(side, row, kind, context);
      return;
    }
    int other = 1 - side;
    if (!adding) {
      sides[side].remove(row);
    }
    boolean countsOthers = type.keeps(other) || type.isLeftOnly() && side == 1;
    long partners = 0;
    for (MapState.Entry e : sides[other].entries()) {
      Row candidate = e.key();
      if (!columns.matches(side, row, candidate)) {
        continue;
      }
      long count = e.value().getLong(RowBag.COUNT);
      partners += count;
      if (!countsOthers) {
        pairs(side, row, candidate, count, kind, context);
        continue;
      }
      long before = e.value().getLong(RowBag.PARTNERS);
      long after = before + (adding ? 1 : -1);
      if (adding && before == 0) {
        changeOfPartners(other, candidate, count, RowKind.DELETE, context);
      }
      pairs(side, row, candidate, count, kind, context);
      if (!adding && after == 0) {
        changeOfPartners(other, candidate, count, RowKind.INSERT, context);
      }
      sides[other].set(candidate, count, after);
    }
    if (type.isLeftOnly() && side == 0) {
      if (partners > 0 == (type == JoinType.SEMI)) {
        emitLeft(row, kind, context);
      }
    } else if (partners == 0) {
      withoutPartner(side, row, kind, context);
    }
    if (adding) {
      sides[side].add(row, partners);
    }
  }

  private void pairs(
      int side, Row row, Row other, long count, RowKind kind, OperatorContext context) {
    if (type.isLeftOnly()) {
      return;
    }
    for (long i = 0; i < count; i++) {
      Row out = context.output(0);
      columns.fill(side, row, other, out);
      context.emit(0, out.setKind(kind));
    }
  }

  /**
   * A row of a side loses its state of having no partner (-D) or falls back to it (+I): padded rows
   * change so, anti rows too, semi rows the other way round.
   */
  private void changeOfPartners(
      int side, Row row, long count, RowKind alone, OperatorContext context) {
    RowKind kind = alone;
    if (type == JoinType.SEMI) {
      kind = alone == RowKind.DELETE ? RowKind.INSERT : RowKind.DELETE;
    }
    for (long i = 0; i < count; i++) {
      if (type.isLeftOnly()) {
        emitLeft(row, kind, context);
      } else {
        emitAlone(side, row, kind, context);
      }
    }
  }

  private void withoutPartner(int side, Row row, RowKind kind, OperatorContext context) {
    if (type.keeps(side)) {
      emitAlone(side, row, kind, context);
    } else if (type == JoinType.ANTI && side == 0) {
      emitLeft(row, kind, context);
    }
  }

  private void emitAlone(int side, Row row, RowKind kind, OperatorContext context) {
    Row out = context.output(0);
    columns.fillAlone(side, row, out);
    context.emit(0, out.setKind(kind));
  }

  private static void emitLeft(Row row, RowKind kind, OperatorContext context) {
    Row out = context.output(0);
    out.setAll(row);
    context.emit(0, out.setKind(kind));
  }
}

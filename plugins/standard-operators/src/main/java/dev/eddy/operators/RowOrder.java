package dev.eddy.operators;

import dev.eddy.model.operator.Parameters;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import java.util.List;

/** The order that an {@code Ordering} parameter gives to rows; nulls are lowest. */
final class RowOrder {
  private final ValueOrder.Term[] terms;

  private RowOrder(ValueOrder.Term[] terms) {
    this.terms = terms;
  }

  static RowOrder of(Schema schema, List<Parameters.Order> order) {
    return new RowOrder(
        order.stream()
            .map(o -> ValueOrder.Term.of(schema, o.column(), o.descending()))
            .toArray(ValueOrder.Term[]::new));
  }

  /** Negative where {@code a} stands before {@code b}. */
  int compare(Row a, Row b) {
    for (ValueOrder.Term term : terms) {
      int c = term.compare(a, b);
      if (c != 0) {
        return c;
      }
    }
    return 0;
  }
}

package dev.eddy.runtime.flow;

import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.row.Row;
import dev.eddy.model.row.RowKind;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Holds the rows of an output against its contract. What is behind it is compiled for such rows: it
 * reads no null bit of a column that is never NULL, so that another row would go on as a wrong one,
 * and differently on Flink. Immutable.
 */
final class ContractCheck {
  private final Schema schema;
  private final boolean appendOnly;

  /** Bits of the columns that may not be NULL, as far as a word has room. */
  private final long required;

  ContractCheck(Contract contract) {
    this.schema = contract.schema();
    this.appendOnly = contract.changelog() == ChangelogMode.APPEND;
    long bits = 0;
    for (int c = 0; c < Math.min(Long.SIZE, schema.size()); c++) {
      bits |= schema.type(c).nullable() ? 0 : 1L << c;
    }
    this.required = bits;
  }

  /** Whether to look closely; cheap enough for every row. */
  boolean isDoubtful(Row row) {
    return (row.nullBits(0) & required) != 0;
  }

  /** What is wrong with a row, to follow "a row"; null where it is as it should be. */
  @Nullable String complaint(Row row) {
    if (row.columns() != schema.size()) {
      return "of " + row.columns() + " columns where its output has " + schema.size();
    }
    if (appendOnly && row.kind() != RowKind.INSERT) {
      return "of kind " + row.kind().shortName() + ", though its output has no updates";
    }
    for (int c = 0; c < schema.size(); c++) {
      Field f = schema.field(c);
      if (row.isNull(c)) {
        // What takes a row away need only say which.
        if (!f.type().nullable() && row.kind().isAdding()) {
          return "with NULL in the column " + f.name() + ", which is " + f.type();
        }
      } else if (!fits(f.type(), row.getObject(c))) {
        return "with a value in the column " + f.name() + " that is no " + f.type();
      }
    }
    return null;
  }

  /** Numbers and times stand in words, and have no reference. */
  private static boolean fits(DataType type, @Nullable Object reference) {
    return type.root().isText()
        ? reference instanceof String
        : type.root().isReference() ? reference instanceof BigDecimal : reference == null;
  }
}

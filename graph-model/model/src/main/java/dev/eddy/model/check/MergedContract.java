package dev.eddy.model.check;

import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What several streams that end at one port promise together: what each of them does. */
final class MergedContract {
  private MergedContract() {}

  /** Of streams with equal schemas but for nullability; otherwise the first one's contract. */
  static Contract of(List<Contract> streams) {
    Contract merged = streams.get(0);
    for (Contract next : streams.subList(1, streams.size())) {
      if (difference(merged.schema(), next.schema()) != null) {
        return streams.get(0);
      }
      merged = merged(merged, next);
    }
    return merged;
  }

  private static Contract merged(Contract a, Contract b) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < a.schema().size(); i++) {
      Field f = a.schema().field(i);
      boolean nullable = f.type().nullable() || b.schema().type(i).nullable();
      fields.add(new Field(f.name(), f.type().withNullable(nullable)));
    }
    return new Contract(
        new Schema(fields),
        a.isUpdating() || b.isUpdating() ? ChangelogMode.RETRACT : ChangelogMode.APPEND,
        List.of(),
        Objects.equals(a.timeColumn(), b.timeColumn()) ? a.timeColumn() : null,
        Objects.equals(a.window(), b.window()) ? a.window() : null,
        a.partitionedBy().equals(b.partitionedBy()) ? a.partitionedBy() : List.of(),
        a.bounded() && b.bounded());
  }

  /** How two schemas differ in names or types, in words; null where they do not. */
  static @Nullable String difference(Schema a, Schema b) {
    if (a.size() != b.size()) {
      return a.size() + " and " + b.size() + " columns";
    }
    for (int i = 0; i < a.size(); i++) {
      Field f = a.field(i);
      Field g = b.field(i);
      if (!f.name().equals(g.name())
          || !f.type().withNullable(true).equals(g.type().withNullable(true))) {
        return f.name() + " " + f.type().sql() + " and " + g.name() + " " + g.type().sql();
      }
    }
    return null;
  }
}

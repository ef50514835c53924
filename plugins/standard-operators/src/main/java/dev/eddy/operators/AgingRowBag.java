package dev.eddy.operators;

import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.MapState;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.StateSpec;
import dev.eddy.operator.Ttl;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one side where each is forgotten by itself: all in one map, so that no entry says
 * anything about another one that may be gone.
 */
final class AgingRowBag extends RowBag {
  private final String state;
  private final Row numbers = new Row(2);
  private @Nullable MapState rows;

  AgingRowBag(String name, int width) {
    super(name, width);
    this.state = name;
  }

  static List<StateSpec> states(String name, Schema row, Ttl ttl) {
    return List.of(StateSpec.map(name, row, VALUE).withTtl(ttl));
  }

  @Override
  void open(OperatorContext context) {
    rows = context.mapState(state);
  }

  private MapState rows() {
    return Objects.requireNonNull(rows, "not open");
  }

  @Override
  void add(Row added, long partners) {
    Row before = rows().get(added);
    set(added, before == null ? 1 : before.getLong(COUNT) + 1, partners);
  }

  @Override
  void remove(Row removed) {
    Row before = rows().get(removed);
    if (before == null) {
      return;
    }
    long left = before.getLong(COUNT) - 1;
    if (left == 0) {
      rows().remove(removed);
    } else {
      set(removed, left, before.getLong(PARTNERS));
    }
  }

  @Override
  void removeAll(Row removed) {
    rows().remove(removed);
  }

  @Override
  void set(Row there, long count, long partners) {
    numbers.setLong(COUNT, count);
    numbers.setLong(PARTNERS, partners);
    rows().put(there, numbers);
  }

  @Override
  List<MapState.Entry> entries() {
    return rows().entries();
  }
}

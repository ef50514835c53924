package dev.eddy.runtime;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.io.CellText;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.row.Row;
import dev.eddy.model.row.RowKind;
import dev.eddy.model.time.Moment;
import dev.eddy.runtime.flow.Network;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows that a sink took in a stretch of a run, held against those of another run. */
final class Catch {
  /** Beyond it rows are only counted. */
  private static final int KEPT = 1_000_000;

  private final List<Row> rows = new ArrayList<>();
  private final List<Moment> moments = new ArrayList<>();
  private long count;

  /** Takes the rows of a sink from now on. */
  void from(Network network, int rank) {
    network.emissions(
        rank,
        (sequence, step, row) -> {
          if (count++ < KEPT) {
            rows.add(row.copy());
            moments.add(new Moment(sequence, step));
          }
        });
  }

  boolean whole() {
    return count <= KEPT;
  }

  /** How another run's rows of the same sink differ from these. */
  Reply.SinkChange compare(Catch other, PlanNode sink, int limit) {
    Map<Row, Integer> balance = new HashMap<>();
    rows.forEach(r -> balance.merge(r, 1, Integer::sum));
    other.rows.forEach(r -> balance.merge(r, -1, Integer::sum));
    long missing = 0;
    long added = 0;
    for (int n : balance.values()) {
      missing += Math.max(0, n);
      added += Math.max(0, -n);
    }
    int at = 0;
    while (at < rows.size() && at < other.rows.size() && rows.get(at).equals(other.rows.get(at))) {
      at++;
    }
    boolean same = at == rows.size() && at == other.rows.size();
    Contract contract = sink.inputs().get(0);
    return new Reply.SinkChange(
        sink.id(),
        count,
        other.count,
        added,
        missing,
        changed(contract, other),
        contract.schema().names(),
        same ? -1 : at + 1L,
        row(at, contract),
        other.row(at, contract),
        other.surplus(balance, -1, contract, limit),
        surplus(balance, 1, contract, limit));
  }

  /** The first rows of which there are more here, by what is left of them. */
  private List<Reply.EdgeRow> surplus(
      Map<Row, Integer> balance, int sign, Contract contract, int limit) {
    List<Reply.EdgeRow> out = new ArrayList<>();
    Map<Row, Integer> taken = new HashMap<>();
    for (int i = 0; i < rows.size() && out.size() < limit; i++) {
      int left = sign * balance.getOrDefault(rows.get(i), 0);
      Reply.EdgeRow row = left > taken.getOrDefault(rows.get(i), 0) ? row(i, contract) : null;
      if (row != null) {
        taken.merge(rows.get(i), 1, Integer::sum);
        out.add(row);
      }
    }
    return out;
  }

  private Reply.@Nullable EdgeRow row(int i, Contract contract) {
    if (i >= rows.size()) {
      return null;
    }
    Row r = rows.get(i);
    return new Reply.EdgeRow(
        moments.get(i), r.kind().shortName(), CellText.ofRow(r, contract.schema()));
  }

  /** Keys whose last row differs; -1 where the rows have no key. */
  private long changed(Contract contract, Catch other) {
    if (contract.upsertKeys().isEmpty()) {
      return -1;
    }
    int[] columns = new int[contract.upsertKeys().size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = contract.schema().indexOf(contract.upsertKeys().get(i));
    }
    Map<Row, Row> a = table(columns);
    Map<Row, Row> b = other.table(columns);
    long changed = 0;
    for (Map.Entry<Row, Row> e : a.entrySet()) {
      changed += e.getValue().equals(b.remove(e.getKey())) ? 0 : 1;
    }
    return changed + b.size();
  }

  private Map<Row, Row> table(int[] columns) {
    Map<Row, Row> table = new LinkedHashMap<>();
    for (Row r : rows) {
      Row key = new Row(columns.length);
      for (int i = 0; i < columns.length; i++) {
        key.setFrom(i, r, columns[i]);
      }
      if (r.kind() == RowKind.DELETE || r.kind() == RowKind.UPDATE_BEFORE) {
        table.remove(key);
      } else {
        table.put(key, r.copy().setKind(RowKind.INSERT));
      }
    }
    return table;
  }
}

package dev.eddy.runtime;

import dev.eddy.model.io.CellText;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.Shape;
import dev.eddy.operator.StateSpec;
import dev.eddy.operator.Unfolding;
import dev.eddy.runtime.flow.LoadedPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what a request names in the plan that runs; what is not there is a problem. */
final class Places {
  private static final String AGAIN = "Run the pipeline again to see its present form.";

  private final LoadedPlan loaded;
  private final Plan plan;

  Places(LoadedPlan loaded) {
    this.loaded = loaded;
    this.plan = loaded.plan();
  }

  /** Position of an edge. */
  int edge(String id) throws RunException {
    for (int i = 0; i < plan.edges().size(); i++) {
      if (plan.edges().get(i).id().equals(id)) {
        return i;
      }
    }
    throw new RunException(
        Problem.error(
            "unknown-edge", Place.edge(id), "the pipeline that runs has no such edge.", AGAIN));
  }

  /** Rank of a node. */
  int node(String id) throws RunException {
    int rank = plan.rankOf(id);
    if (rank < 0) {
      throw new RunException(
          Problem.error(
              "unknown-node",
              Place.node(id, id),
              "the pipeline that runs has no such node.",
              AGAIN));
    }
    return rank;
  }

  /** Position of a state; -1 for an empty name, which means any. */
  int state(int rank, String name) throws RunException {
    List<StateSpec> states = loaded.shape(rank).states();
    for (int i = 0; i < states.size(); i++) {
      if (states.get(i).name().equals(name)) {
        return i;
      }
    }
    if (name.isEmpty()) {
      return -1;
    }
    List<String> names = states.stream().map(StateSpec::name).toList();
    throw refused(
        rank,
        "unknown-state",
        "has no state '" + name + "'; it has " + (names.isEmpty() ? "none" : names) + ".");
  }

  /** Position of the output named {@code late}. */
  int latePort(int rank) throws RunException {
    var outputs = loaded.provider(rank).descriptor().outputs();
    for (int i = 0; i < outputs.size(); i++) {
      if (outputs.get(i).name().equals("late")) {
        return i;
      }
    }
    throw refused(rank, "no-late-output", "has no output for late rows.");
  }

  /** Schema of a node's key. */
  Schema keySchema(int rank) throws RunException {
    Shape shape = loaded.shape(rank);
    if (!shape.isKeyed()) {
      throw refused(rank, "not-keyed", "works on no key.");
    }
    return loaded.node(rank).inputs().get(0).schema().select(shape.keys().get(0));
  }

  /** A key from the text of its cells. */
  Row key(int rank, List<@Nullable String> cells) throws RunException {
    Schema schema = keySchema(rank);
    if (schema.size() != cells.size()) {
      throw refused(rank, "bad-key", "has a key of " + schema.size() + " columns, not " + cells);
    }
    Row row = new Row(schema.size());
    for (int c = 0; c < schema.size(); c++) {
      String cell = cells.get(c);
      if (cell != null) {
        try {
          CellText.set(row, c, schema.type(c), cell);
        } catch (IllegalArgumentException e) {
          throw refused(rank, "bad-key", "cannot have that key: " + e.getMessage() + ".");
        }
      }
    }
    return row;
  }

  /** Canonical bytes of a key; null for an empty list, which means any. */
  byte @Nullable [] keyBytes(int rank, List<@Nullable String> cells) throws RunException {
    return cells.isEmpty() ? null : new KeyCodec(keySchema(rank)).encode(key(rank, cells));
  }

  /**
   * Columns of an entry of a state: those of the key, of the sub key, of the value. A name that is
   * taken gets a number behind it.
   */
  Schema entrySchema(int rank, int state) throws RunException {
    StateSpec spec = loaded.shape(rank).states().get(state);
    List<Field> fields = new ArrayList<>();
    Set<String> names = new HashSet<>();
    add(keySchema(rank), fields, names);
    if (spec.subKey() != null) {
      add(spec.subKey(), fields, names);
    }
    Unfolding unfolding = spec.unfolding();
    if (unfolding != null) {
      add(unfolding.key(), fields, names);
    }
    add(unfolding == null ? spec.value() : unfolding.value(), fields, names);
    return new Schema(fields);
  }

  private static void add(Schema from, List<Field> fields, Set<String> names) {
    for (Field f : from.fields()) {
      String name = f.name();
      for (int i = 2; !names.add(name); i++) {
        name = f.name() + "_" + i;
      }
      fields.add(new Field(name, f.type()));
    }
  }

  Place place(int rank) {
    return Place.node(plan.nodes().get(rank).id(), plan.nodes().get(rank).name());
  }

  private RunException refused(int rank, String code, String message) {
    return new RunException(Problem.error(code, place(rank), message, ""));
  }
}

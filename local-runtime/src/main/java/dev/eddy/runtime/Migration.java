package dev.eddy.runtime;

import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.row.Evolution;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.Shape;
import dev.eddy.operator.StateSpec;
import dev.eddy.runtime.flow.LoadedPlan;
import dev.eddy.runtime.flow.Network;
import dev.eddy.runtime.state.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes the state of a run over into a run of a changed plan. Nodes are matched by id, states by
 * name, columns of values by name ({@link Evolution}); keys never change their types. What does not
 * fit is refused, with the node, the field and a remedy.
 *
 * @param renamed names of columns before, by their names now
 * @param dropping whether state that the changed plan has no place for may be dropped
 */
record Migration(LoadedPlan was, LoadedPlan is, Map<String, String> renamed, boolean dropping) {
  Migration {
    renamed = Map.copyOf(renamed);
  }

  /** Everything that stands in the way, by node; empty where nothing does. */
  List<Problem> problems() {
    List<Problem> out = new ArrayList<>();
    for (int rank = 0; rank < was.size(); rank++) {
      int now = rankOf(is, was.node(rank).id());
      Shape before = was.shape(rank);
      if (now < 0) {
        if (!before.states().isEmpty() && !dropping) {
          out.add(dropped(was.node(rank), "the node is gone, and with it all that it kept."));
        }
      } else {
        check(rank, now, out);
      }
    }
    return out;
  }

  private static Problem dropped(PlanNode node, String what) {
    return Problem.error(
        "state-dropped",
        Place.node(node.id(), node.name()),
        what,
        "Say --drop-state if it may go, or put it back.");
  }

  private void check(int rank, int now, List<Problem> out) {
    PlanNode node = is.node(now);
    Shape before = was.shape(rank);
    Shape after = is.shape(now);
    if (before.states().isEmpty()) {
      return;
    }
    if (!sameKey(rank, now)) {
      out.add(
          Problem.error(
              "key-changed",
              Place.node(node.id(), node.name()),
              "the key was " + keyOf(was, rank) + " and is " + keyOf(is, now) + "; keys never"
                  + " change, for their bytes decide where state lies.",
              "Keep the key's types, or give the node a new id, so that it begins anew."));
      return;
    }
    for (StateSpec s : before.states()) {
      @Nullable StateSpec next = named(after, s.name());
      if (next == null) {
        if (!dropping) {
          out.add(dropped(node, "the state " + s.name() + " is gone."));
        }
      } else if (s.kind() != next.kind() || !sameTypes(s.subKey(), next.subKey())) {
        out.add(
            Problem.error(
                "state-changed",
                Place.node(node.id(), node.name()),
                "the state " + s.name() + " is of another kind, or has another key.",
                "Keep it as it was, or give the node a new id, so that it begins anew."));
      } else {
        for (Evolution.Obstacle o : Evolution.obstacles(s.value(), next.value(), renamed)) {
          out.add(
              Problem.error(
                  "state-changed",
                  Place.node(node.id(), node.name()),
                  "in the state " + s.name() + ": " + o.message(),
                  o.remedy()));
        }
      }
    }
  }

  private boolean sameKey(int rank, int now) {
    return was.shape(rank).isKeyed() == is.shape(now).isKeyed()
        && (!is.shape(now).isKeyed() || sameTypes(keyOf(was, rank), keyOf(is, now)));
  }

  private static Schema keyOf(LoadedPlan plan, int rank) {
    Shape shape = plan.shape(rank);
    return shape.isKeyed()
        ? plan.node(rank).inputs().get(0).schema().select(shape.keys().get(0))
        : Schema.EMPTY;
  }

  private static boolean sameTypes(@Nullable Schema a, @Nullable Schema b) {
    if (a == null || b == null) {
      return a == b;
    }
    if (a.size() != b.size()) {
      return false;
    }
    for (int c = 0; c < a.size(); c++) {
      DataType x = a.type(c);
      DataType y = b.type(c);
      // All integers have the same key bytes, and all texts.
      boolean same =
          x.root() == y.root() && x.scale() == y.scale()
              || x.root().isInteger() && y.root().isInteger()
              || x.root().isText() && y.root().isText();
      if (!same) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable StateSpec named(Shape shape, String name) {
    return shape.states().stream().filter(s -> s.name().equals(name)).findFirst().orElse(null);
  }

  private static int rankOf(LoadedPlan plan, String id) {
    for (int i = 0; i < plan.size(); i++) {
      if (plan.node(i).id().equals(id)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Takes everything over; {@link #problems} must have found none.
   *
   * @param to a network of the changed plan that has no state yet; both with one subtask each
   * @param now what entries of states that get a time to live count as their last use, milliseconds
   */
  void apply(Network from, Network to, long now) {
    to.carry(from);
    for (int rank = 0; rank < was.size(); rank++) {
      int target = rankOf(is, was.node(rank).id());
      if (target < 0 || was.shape(rank).states().isEmpty()) {
        continue;
      }
      List<StateSpec> specs = was.shape(rank).states();
      for (int i = 0; i < specs.size(); i++) {
        @Nullable StateSpec next = named(is.shape(target), specs.get(i).name());
        if (next != null) {
          state(from, rank, i, to, target, is.shape(target).states().indexOf(next), now);
        }
      }
      from.scanTimers(
          rank,
          (k, t) -> {
            to.putTimer(target, t);
            return true;
          });
    }
  }

  private void state(
      Network from, int rank, int table, Network to, int target, int place, long now) {
    StateSpec before = was.shape(rank).states().get(table);
    StateSpec after = is.shape(target).states().get(place);
    Evolution evolution = Evolution.of(before.value(), after.value(), renamed);
    boolean plain = evolution.isIdentity() && (before.ttl() == null) == (after.ttl() == null);
    from.scanState(
        rank,
        table,
        (k, e) -> {
          Stored moved =
              plain
                  ? e
                  : new Stored(
                      value(evolution, before, after, e.value(), now), e.sequence(), e.step());
          to.putState(target, place, k, moved);
          return true;
        });
  }

  private static Row value(
      Evolution evolution, StateSpec before, StateSpec after, Row stored, long now) {
    Row value = evolution.apply(stored);
    if (after.ttl() == null) {
      return value;
    }
    int columns = after.value().size();
    Row out = new Row(columns + 1).setKind(value.kind());
    for (int c = 0; c < columns; c++) {
      out.setFrom(c, value, c);
    }
    out.setLong(columns, before.ttl() == null ? now : stored.getLong(before.value().size()));
    return out;
  }

  /** The problems as one that can be thrown. */
  static RunException refused(List<Problem> problems) {
    return new RunException(problems.get(0));
  }
}

package dev.eddy.runtime.record;

import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.row.Evolution;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.Shape;
import dev.eddy.operator.StateSpec;
import dev.eddy.operator.Unfolding;
import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.flow.LoadedPlan;
import dev.eddy.runtime.flow.Network;
import dev.eddy.runtime.state.Timer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the state of a run over into a network of a changed plan, or of changed operators. Nodes
 * are matched by id, states by name, columns of values by name ({@link Evolution}); keys never
 * change their types. What does not fit is refused, with the node, the field and a remedy.
 */
public final class Migration {
  private final List<StateShape> was;
  private final LoadedPlan is;
  private final Renames renamed;
  private final boolean dropping;

  Migration(List<StateShape> was, LoadedPlan is, Renames renamed, boolean dropping) {
    this.was = List.copyOf(was);
    this.is = is;
    this.renamed = renamed;
    this.dropping = dropping;
  }

  /** From a plan whose operators are those of today. */
  public static Migration of(LoadedPlan was, LoadedPlan is) {
    return new Migration(shapes(was), is, Renames.none(), true);
  }

  static List<StateShape> shapes(LoadedPlan plan) {
    List<StateShape> out = new ArrayList<>();
    for (int rank = 0; rank < plan.size(); rank++) {
      out.add(StateShape.of(plan.node(rank), plan.shape(rank)));
    }
    return out;
  }

  /** Everything that stands in the way, by node; empty where nothing does. */
  public List<Problem> problems() {
    List<Problem> out = new ArrayList<>(renamed.problems());
    for (StateShape before : was) {
      if (before.states().isEmpty()) {
        continue;
      }
      int now = rankOf(before.nodeId());
      if (now >= 0) {
        check(before, now, out);
      } else if (!dropping) {
        out.add(
            dropped(
                before.nodeId(),
                before.nodeName(),
                "the node is gone, and with it all that it kept."));
      }
    }
    return out;
  }

  /** Throws the first of the {@link #problems}, where there is one. */
  public void require() throws FlowException {
    List<Problem> problems = problems();
    if (!problems.isEmpty()) {
      throw new FlowException(problems.get(0), null);
    }
  }

  /**
   * What goes without being asked for, by node: columns of states that stay. To be told; {@link
   * #problems} must have found none.
   */
  public List<Problem> notices() {
    List<Problem> out = new ArrayList<>();
    for (StateShape before : was) {
      int now = rankOf(before.nodeId());
      Set<String> gone = new LinkedHashSet<>();
      for (StateSpec s : now < 0 ? List.<StateSpec>of() : before.states()) {
        @Nullable StateSpec next = named(is.shape(now), s.name());
        if (next != null) {
          gone.addAll(removed(before.nodeId(), s, next));
        }
      }
      if (!gone.isEmpty()) {
        PlanNode node = is.node(now);
        out.add(
            Problem.warning(
                "columns-dropped",
                Place.node(node.id(), node.name()),
                node.name()
                    + " does not keep "
                    + String.join(", ", gone)
                    + " any more: what its state had there is dropped.",
                "Where it has another name now, say --renamed."));
      }
    }
    return out;
  }

  /** Columns that go, of the entries where values are packed. */
  private List<String> removed(String nodeId, StateSpec before, StateSpec after) {
    List<String> removed =
        Evolution.of(before.value(), after.value(), names(nodeId, after)).removed();
    @Nullable Unfolding unfolding = after.unfolding();
    return unfolding == null
        ? removed
        : removed.stream().map(column -> ofEntries(column, unfolding)).toList();
  }

  /** The column of entries that stands in one of the packed value, whose name begins with it. */
  private static String ofEntries(String packed, Unfolding unfolding) {
    for (int end = packed.length() - 1; end > 0; end--) {
      String column = packed.substring(0, end);
      if (unfolding.columnsOf(column).contains(packed)) {
        return column;
      }
    }
    return packed;
  }

  private static Problem dropped(String id, String name, String what) {
    return Problem.error(
        "state-dropped",
        Place.node(id, name),
        what,
        "Say --drop-state if it may go, or put it back.");
  }

  private void check(StateShape before, int now, List<Problem> out) {
    PlanNode node = is.node(now);
    Shape after = is.shape(now);
    Schema key = StateShape.of(node, after).key();
    if (!sameBytes(before.key(), key)) {
      out.add(
          Problem.error(
              "key-changed",
              Place.node(node.id(), node.name()),
              "the key was "
                  + text(before.key())
                  + " and is "
                  + text(key)
                  + "; keys never change, for their bytes decide where state lies.",
              "Keep the key's types, or give the node a new id, so that it begins anew."));
      return;
    }
    for (StateSpec s : before.states()) {
      @Nullable StateSpec next = named(after, s.name());
      if (next == null) {
        if (!dropping) {
          out.add(dropped(node.id(), node.name(), "the state " + s.name() + " is gone."));
        }
      } else if (s.kind() != next.kind() || !sameBytes(s.subKey(), next.subKey())) {
        out.add(
            Problem.error(
                "state-changed",
                Place.node(node.id(), node.name()),
                "the state " + s.name() + " is of another kind, or has another key.",
                "Keep it as it was, or give the node a new id, so that it begins anew."));
      } else {
        obstacles(node.id(), s, next)
            .forEach(
                o ->
                    out.add(
                        Problem.error(
                            "state-changed",
                            Place.node(node.id(), node.name()),
                            "in the state " + s.name() + ": " + o.message(),
                            o.remedy())));
      }
    }
  }

  private List<Evolution.Obstacle> obstacles(String nodeId, StateSpec before, StateSpec after) {
    Map<String, String> names = names(nodeId, after);
    List<Evolution.Obstacle> out =
        new ArrayList<>(Evolution.obstacles(before.value(), after.value(), names));
    @Nullable Unfolding unfolding = after.unfolding();
    if (unfolding == null || !out.isEmpty()) {
      return out;
    }
    // Where several entries are packed into a value any column may be null, for places are free.
    List<String> added = Evolution.of(before.value(), after.value(), names).added();
    for (Field f : unfolding.value().fields()) {
      if (!f.type().nullable() && added.containsAll(unfolding.columnsOf(f.name()))) {
        out.add(
            new Evolution.Obstacle(
                f.name(),
                "The column " + f.name() + " is new and NOT NULL, and old entries have no value.",
                "Let it be null, or declare the column that it was before."));
      }
    }
    return out;
  }

  /**
   * Declared names of the columns of a stored value: of those of its entries where it is packed.
   */
  private Map<String, String> names(String nodeId, StateSpec after) {
    Map<String, String> declared = renamed.of(nodeId);
    @Nullable Unfolding unfolding = after.unfolding();
    if (unfolding == null) {
      return declared;
    }
    Map<String, String> out = new HashMap<>();
    declared.forEach(
        (now, was) -> {
          List<String> places = unfolding.columnsOf(now);
          for (int i = 0; i < places.size(); i++) {
            out.put(places.get(i), unfolding.columnsOf(was).get(i));
          }
        });
    return out;
  }

  private static String text(@Nullable Schema key) {
    return key == null
        ? "none"
        : "("
            + String.join(", ", key.fields().stream().map(f -> f.name() + " " + f.type()).toList())
            + ")";
  }

  /** Whether a key of the one type has the same bytes as one of the other, which can hold it. */
  static boolean sameBytes(@Nullable Schema a, @Nullable Schema b) {
    if (a == null || b == null) {
      return a == b;
    }
    if (a.size() != b.size()) {
      return false;
    }
    for (int c = 0; c < a.size(); c++) {
      DataType x = a.type(c);
      DataType y = b.type(c);
      // All integers have the same key bytes, and all texts; but a narrower one cuts values off.
      boolean same =
          x.root() == y.root() && x.scale() == y.scale()
              || x.root().isInteger() && y.root().isInteger() && Evolution.widens(x, y)
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

  private int rankOf(String id) {
    for (int i = 0; i < is.size(); i++) {
      if (is.node(i).id().equals(id)) {
        return i;
      }
    }
    return -1;
  }

  /** Where the entries of one state go, and as what. */
  private record Target(
      int rank, int table, @Nullable Evolution evolution, StateSpec before, StateSpec after) {}

  /**
   * Puts entries into a network that has none yet; {@link #problems} must have found none. Used by
   * one thread.
   */
  final class Into {
    private final Network to;
    private final long now;
    private final boolean anew;

    // Entries of one table come one after the other.
    private int lastRank = -1;
    private int lastTable = -1;
    private @Nullable Target last;

    /**
     * @param now what entries of states that get a time to live count as their last use, ms
     * @param anew whether moments are counted from the start again, so that all writers are before
     */
    Into(Network to, long now, boolean anew) {
      this.to = to;
      this.now = now;
      this.anew = anew;
    }

    private @Nullable Target target(int rank, int table) {
      StateSpec before = was.get(rank).states().get(table);
      int target = rankOf(was.get(rank).nodeId());
      StateSpec after = target < 0 ? null : named(is.shape(target), before.name());
      if (after == null) {
        return null;
      }
      Evolution evolution =
          Evolution.of(before.value(), after.value(), names(is.node(target).id(), after));
      boolean plain = evolution.isIdentity() && (before.ttl() == null) == (after.ttl() == null);
      return new Target(
          target,
          is.shape(target).states().indexOf(after),
          plain ? null : evolution,
          before,
          after);
    }

    private @Nullable Target at(int rank, int table) {
      if (rank != lastRank || table != lastTable) {
        last = target(rank, table);
        lastRank = rank;
        lastTable = table;
      }
      return last;
    }

    /**
     * An entry, by the rank and the table where it was.
     *
     * @param stored valid during the call
     */
    void state(int rank, int table, byte[] key, Row stored, long writer, int step) {
      Target t = at(rank, table);
      if (t != null) {
        Row row = t.evolution == null ? stored : value(t.evolution, t.before, t.after, stored, now);
        to.state().load(t.rank, t.table, key, row, anew ? 0 : writer, anew ? 0 : step);
      }
    }

    /** About so many entries follow. */
    void reserve(int rank, int table, long entries) {
      Target t = at(rank, table);
      if (t != null) {
        to.state().reserve(t.rank, t.table, entries);
      }
    }

    /** It was removed again. */
    void removeState(int rank, int table, byte[] key) {
      Target t = at(rank, table);
      if (t != null) {
        to.state().remove(t.rank, t.table, key);
      }
    }

    void removeTimer(int rank, byte[] key) {
      int target = rankOf(was.get(rank).nodeId());
      if (target >= 0 && is.shape(target).isKeyed()) {
        to.state().removeTimer(target, key);
      }
    }

    /** All are there. */
    void end() {
      to.state().endLoading();
    }

    void timer(int rank, Timer t) {
      int target = rankOf(was.get(rank).nodeId());
      if (target >= 0 && is.shape(target).isKeyed()) {
        to.state().putTimer(target, anew ? new Timer(t.name(), t.time(), t.key(), 0, 0) : t);
      }
    }
  }

  /**
   * Takes the state of another network over, whose plan this was made of, and its counts and
   * watermarks; {@link #problems} must have found none. Both have one subtask for each operator.
   */
  public void apply(Network from, Network to) {
    to.carry(from);
    Into into = new Into(to, from.time(), false);
    for (int r = 0; r < was.size(); r++) {
      int rank = r;
      for (int i = 0; i < was.get(rank).states().size(); i++) {
        int table = i;
        from.state()
            .scan(
                rank,
                table,
                (k, e) -> {
                  into.state(rank, table, k, e.value(), e.sequence(), e.step());
                  return true;
                });
      }
      if (!from.isSource(rank)) {
        from.state()
            .scanTimers(
                rank,
                (k, t) -> {
                  into.timer(rank, t);
                  return true;
                });
      }
    }
    into.end();
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
}

package dev.eddy.runtime;

import dev.eddy.model.io.CellText;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanEdge;
import dev.eddy.model.protocol.Breakpoint;
import dev.eddy.model.protocol.Condition;
import dev.eddy.model.protocol.Notice;
import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.row.Row;
import dev.eddy.model.time.Moment;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.StateSpec;
import dev.eddy.operator.Unfolding;
import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.flow.LoadedPlan;
import dev.eddy.runtime.flow.Network;
import dev.eddy.runtime.flow.Witness;
import dev.eddy.runtime.state.Stored;
import dev.eddy.runtime.state.Timer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The enabled breakpoints of a run. Between {@link #begin} and {@link #end} they are asked at every
 * moment that a move reaches; which of them hold there is a function of the run alone. Owned by the
 * run's thread.
 */
final class Watches implements Witness {
  private final @Nullable LoadedPlan loaded;
  private final List<Watch> all = new ArrayList<>();
  private final BitSet witnessed = new BitSet();

  /** Those that hold just after the last step, told of by the witness. */
  private final Set<Watch> after = new LinkedHashSet<>();

  private final List<Watch> watermarks = new ArrayList<>();
  private long[] reached = new long[0];
  private @Nullable Watch checkpoint;
  private @Nullable Watch failure;
  private boolean counting;
  private @Nullable Row seen;
  private @Nullable Schema seenSchema;
  private final @Nullable LogLines lines;

  private Watches(@Nullable LoadedPlan loaded) {
    this.loaded = loaded;
    this.lines = loaded == null ? null : new LogLines(loaded);
  }

  static Watches none() {
    return new Watches(null);
  }

  /**
   * Makes breakpoints ready.
   *
   * @throws RunException where one names what the plan does not have
   */
  static Watches of(LoadedPlan loaded, List<Breakpoint> breakpoints) throws RunException {
    Watches w = new Watches(loaded);
    Places places = new Places(loaded);
    for (Breakpoint b : breakpoints) {
      if (b.enabled()) {
        w.add(Watch.of(b, places, loaded.generated()));
      }
    }
    w.reached = new long[w.watermarks.size()];
    return w;
  }

  private void add(Watch watch) {
    all.add(watch);
    counting |= watch.breakpoint.hits() != null;
    if (watch.witnesses()) {
      witnessed.set(watch.rank);
    } else if (watch.condition instanceof Condition.WatermarkPasses) {
      watermarks.add(watch);
    } else if (watch.condition instanceof Condition.CheckpointTaken) {
      checkpoint = watch;
    } else if (watch.condition instanceof Condition.StepFails) {
      failure = watch;
    }
  }

  List<Watch> all() {
    return all;
  }

  boolean any() {
    return !all.isEmpty();
  }

  /** Whether one stops where a checkpoint was taken. */
  boolean checkpoints() {
    return checkpoint != null;
  }

  /** Whether hits must be counted from the start of the run. */
  boolean counting() {
    return counting;
  }

  /** Where the text of log points goes. */
  void log(Consumer<Notice.Logged> listener) {
    lines().to(listener);
  }

  /** Whether all hold at rows alone, which the fast path can be trapped by. */
  boolean areTraps() {
    for (Watch w : all) {
      if (w.edge < 0 && w != failure) {
        return false;
      }
    }
    return true;
  }

  /** Sets the traps of {@link #areTraps}, which count hits and write log lines, too. */
  void trap(Network network) {
    traps(network, watches -> Traps.springing(watches, lines()));
  }

  /** Sets traps that count hits and let every row go, and tell of those that would stop it. */
  void tally(Network network, Traps.Hits hits) {
    traps(network, watches -> Traps.counting(watches, hits));
  }

  private void traps(Network network, Function<List<Watch>, Network.Trap> of) {
    Map<Integer, List<Watch>> byEdge = new HashMap<>();
    for (Watch w : all) {
      if (w.edge >= 0) {
        byEdge.computeIfAbsent(w.edge, e -> new ArrayList<>()).add(w);
      }
    }
    byEdge.forEach((edge, watches) -> network.trap(edge, of.apply(watches)));
  }

  /** Takes the traps away. */
  void untrap(Network network) {
    for (Watch w : all) {
      if (w.edge >= 0) {
        network.trap(w.edge, null);
      }
    }
  }

  /** The breakpoint that stops before a step that fails, or null. */
  @Nullable Watch failure() {
    return failure;
  }

  /** From here on a move is watched; to be called again where the moment was changed otherwise. */
  void begin(Network network) throws FlowException {
    if (!witnessed.isEmpty()) {
      network.witness(witnessed, this);
    }
    after.clear();
    for (int i = 0; i < reached.length; i++) {
      reached[i] = network.gauges().watermark(watermarks.get(i).rank);
    }
  }

  /** The move is over. */
  void end(Network network) throws FlowException {
    if (!witnessed.isEmpty()) {
      network.witness(witnessed, null);
    }
    if (lines != null) {
      lines.end();
    }
  }

  /** From now on log points say nothing, or say it again. */
  void silent(boolean on) {
    if (lines != null) {
      lines.silent(on);
    }
  }

  /** Forgets how often breakpoints were hit. */
  void resetCounts() {
    for (Watch w : all) {
      w.count = 0;
    }
  }

  /**
   * At the moment that a step has led to: the first breakpoint that stops here, or null. Hits are
   * counted and log points speak.
   *
   * @param within whether a step of the same event is prepared
   * @param checkpoints whether a checkpoint was taken before the event of a sequence
   */
  @Nullable Halt at(Network network, Moment moment, boolean within, LongPredicate checkpoints) {
    Halt stop = null;
    for (int i = 0; i < reached.length; i++) {
      Watch w = watermarks.get(i);
      long now = network.gauges().watermark(w.rank);
      long time = ((Condition.WatermarkPasses) w.condition).time();
      if (now >= time && reached[i] < time) {
        after.add(w);
      }
      reached[i] = now;
    }
    if (checkpoint != null && !within && checkpoints.test(moment.sequence())) {
      after.add(checkpoint);
    }
    for (int i = 0, n = all.size(); i < n; i++) {
      Watch w = all.get(i);
      boolean done = after.contains(w);
      if (!done && !(within && w.before(network))) {
        continue;
      }
      w.count++;
      if (!w.breakpoint.takes(w.count)) {
        continue;
      }
      if (w.logs()) {
        say(w, network, moment, done);
      } else if (stop == null) {
        stop = new Halt(Stop.at(w.breakpoint.id()), describe(w, network));
      }
    }
    after.clear();
    return stop;
  }

  /**
   * As {@link #at} of those that hold before steps, without a word: counts, and gives the one that
   * stops.
   */
  @Nullable Watch count(Network network) {
    Watch stop = null;
    for (Watch w : all) {
      if (w.before(network)) {
        w.count++;
        if (stop == null && !w.logs() && w.breakpoint.takes(w.count)) {
          stop = w;
        }
      }
    }
    return stop;
  }

  /**
   * Whether nothing can hold after one keyframe up to another.
   *
   * @param checkpoints whether there is a checkpoint in that stretch
   */
  boolean quiet(Network network, Network.Frame from, Network.Frame to, boolean checkpoints) {
    for (Watch w : all) {
      boolean quiet = w == failure || (w == checkpoint ? !checkpoints : w.quiet(network, from, to));
      if (!quiet) {
        return false;
      }
    }
    return true;
  }

  // What operators do.

  @Override
  public void read(int rank, int state, Stored entry) {}

  @Override
  public void emitted(int rank, int port, Row row) {
    for (Watch w : all) {
      if (w.rank == rank && w.part == port && w.condition instanceof Condition.LateRow) {
        after.add(w);
        see(w, row, port);
      }
    }
  }

  @Override
  public void wrote(int rank, int state, Row key, @Nullable Row subKey, @Nullable Row value) {
    for (Watch w : all) {
      if (takes(w, rank, state, key, subKey, value)) {
        after.add(w);
      }
    }
  }

  /** Whether the condition of one of them is that such an entry is written. */
  boolean takes(Watch w, int rank, int state, Row key, @Nullable Row subKey, @Nullable Row value) {
    return w.rank == rank
        && w.condition instanceof Condition.StateChanges
        && (w.part < 0 || w.part == state)
        && (w.key == null || Arrays.equals(w.key, keyCodec(rank).encode(key)))
        && changes(w, state, key, subKey, value);
  }

  private boolean changes(Watch w, int state, Row key, @Nullable Row subKey, @Nullable Row value) {
    if (w.predicate == null && !w.logs()) {
      return true;
    }
    if (value == null) {
      return w.predicate == null;
    }
    StateSpec spec = plan().shape(w.rank).states().get(state);
    int keys = key.columns();
    int subs = spec.subKey() == null ? 0 : spec.subKey().size();
    Row head = new Row(keys + subs);
    copy(head, 0, key, keys);
    if (subKey != null) {
      copy(head, keys, subKey, subs);
    }
    Row entry = held(w, spec, head, value);
    if (entry == null) {
      return false;
    }
    if (w.logs()) {
      seen = entry;
      try {
        seenSchema = new Places(plan()).entrySchema(w.rank, state);
      } catch (RunException e) {
        throw new IllegalStateException(e);
      }
    }
    return true;
  }

  /** The first entry of a value of which the condition holds; null where there is none. */
  private static @Nullable Row held(Watch w, StateSpec spec, Row head, Row value) {
    Unfolding unfolding = spec.unfolding();
    if (unfolding == null) {
      Row entry = joined(head, null, value, spec.value().size());
      return Predicates.holds(w.predicate, entry) ? entry : null;
    }
    @Nullable Row[] first = {null};
    unfolding.unfold(
        value,
        (k, v) -> {
          if (first[0] == null) {
            Row entry = joined(head, k, v, v.columns());
            first[0] = Predicates.holds(w.predicate, entry) ? entry : null;
          }
        });
    return first[0];
  }

  private static Row joined(Row head, @Nullable Row subKey, Row value, int columns) {
    int keys = head.columns();
    int subs = subKey == null ? 0 : subKey.columns();
    Row entry = new Row(keys + subs + columns);
    copy(entry, 0, head, keys);
    if (subKey != null) {
      copy(entry, keys, subKey, subs);
    }
    copy(entry, keys + subs, value, columns);
    return entry;
  }

  private static void copy(Row to, int at, Row from, int columns) {
    for (int c = 0; c < columns; c++) {
      to.setFrom(at + c, from, c);
    }
  }

  private KeyCodec keyCodec(int rank) {
    try {
      return new KeyCodec(new Places(plan()).keySchema(rank));
    } catch (RunException e) {
      throw new IllegalStateException(e);
    }
  }

  private LogLines lines() {
    return java.util.Objects.requireNonNull(lines);
  }

  private LoadedPlan plan() {
    return java.util.Objects.requireNonNull(loaded);
  }

  private void see(Watch w, Row row, int port) {
    if (w.logs()) {
      seen = row.copy();
      seenSchema = plan().node(w.rank).outputs().get(port).schema();
    }
  }

  // What is said.

  private void say(Watch w, Network network, Moment moment, boolean done) {
    if (done) {
      lines().after(w, moment, seen, seenSchema);
    } else {
      lines().before(w, moment, network);
    }
  }

  /** What a breakpoint stops at, in words; the network stands there. */
  String describe(Watch w, Network network) {
    Plan plan = plan().plan();
    if (w.edge >= 0) {
      PlanEdge e = plan.edges().get(w.edge);
      return "Stops before row "
          + grouped(network.gauges().rowsOfEdge(w.edge) + 1)
          + " from "
          + plan.nodes().get(e.from()).name()
          + " to "
          + plan.nodes().get(e.to()).name()
          + ".";
    }
    String name = w.rank < 0 ? "" : plan.nodes().get(w.rank).name();
    if (w.condition instanceof Condition.KeyIs) {
      return "Stops before " + name + " handles the key.";
    } else if (w.condition instanceof Condition.NodeWorks) {
      return "Stops before " + name + " works.";
    } else if (w.condition instanceof Condition.TimerFires) {
      Timer t = network.nextTimer();
      return "Stops before the timer "
          + (t == null ? "" : t.shown() + " of " + CellText.timestamp(t.time()) + " ")
          + "fires at "
          + name
          + ".";
    } else if (w.condition instanceof Condition.LateRow) {
      return "Stops after " + name + " found a row late.";
    } else if (w.condition instanceof Condition.WatermarkPasses c) {
      return "Stops after the watermark of "
          + name
          + " reached "
          + CellText.timestamp(c.time())
          + ".";
    } else if (w.condition instanceof Condition.StateChanges) {
      return "Stops after " + name + " changed its state.";
    }
    return "Stops where a checkpoint was taken.";
  }

  private static String grouped(long n) {
    return String.format(Locale.ROOT, "%,d", n).replace(',', '\u202f');
  }
}

package dev.eddy.runtime;

import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanEdge;
import dev.eddy.model.row.Row;
import dev.eddy.model.time.Moment;
import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.flow.GateEvent;
import dev.eddy.runtime.flow.LoadedPlan;
import dev.eddy.runtime.flow.Network;
import dev.eddy.runtime.flow.Witness;
import dev.eddy.runtime.state.Stored;
import dev.eddy.runtime.state.Timer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a stretch of a replay with their causes. Rows of a channel leave it in the order in
 * which they came, so a queue of emitters beside each edge tells who emitted the row that is
 * handled. Owned by the run's thread.
 */
final class Trace implements Witness {
  /** A step. Steps that only pass a watermark on are left out. */
  static final class Step {
    final Moment moment;
    final int rank;

    /** -1 but for a row. */
    final int edge;

    /** Output of a gate event's source. */
    final int port;

    /** Null for a timer and for the end of a split. */
    final @Nullable Row row;

    final @Nullable Timer timer;

    /** The step that emitted the row; null for other kinds. */
    final @Nullable Moment emitter;

    /** Last writers of the entries that it read. */
    final List<Moment> read = new ArrayList<>();

    /** Whether it wrote to the state. */
    boolean wrote;

    Step(
        Moment moment,
        int rank,
        int edge,
        int port,
        @Nullable Row row,
        @Nullable Timer timer,
        @Nullable Moment emitter) {
      this.moment = moment;
      this.rank = rank;
      this.edge = edge;
      this.port = port;
      this.row = row;
      this.timer = timer;
      this.emitter = emitter;
    }
  }

  private final Player player;
  private final LoadedPlan loaded;
  private final Plan plan;
  private final List<Step> steps = new ArrayList<>();
  private final List<ArrayDeque<Moment>> emitters = new ArrayList<>();
  private @Nullable Step now;

  Trace(Player player) {
    this.player = player;
    this.loaded = player.loaded();
    this.plan = loaded.plan();
    for (int i = 0; i < plan.edges().size(); i++) {
      emitters.add(new ArrayDeque<>());
    }
  }

  /** In the order in which they were done. */
  List<Step> steps() {
    return steps;
  }

  void clear() {
    steps.clear();
  }

  /** Begins to watch; the player must stand between two events. */
  void begin() throws FlowException {
    BitSet all = new BitSet();
    all.set(0, loaded.size());
    player.network().witness(all, this);
    emitters.forEach(ArrayDeque::clear);
  }

  void end() throws FlowException {
    player.network().witness(new BitSet(), null);
  }

  /**
   * Replays up to a moment. The step that is due there is noted too, with the emitter of its row,
   * but not done.
   */
  void replayTo(Moment upTo) throws FlowException, IOException {
    while (player.here().compareTo(upTo) < 0) {
      one();
    }
    if (player.step() > 0) {
      note();
    }
  }

  /** Replays one event whole. */
  void event() throws FlowException, IOException {
    do {
      one();
    } while (player.step() > 0);
  }

  private void one() throws FlowException, IOException {
    if (player.step() > 0) {
      note();
      player.work();
    } else {
      Moment moment = player.here();
      player.deliver(Player.NEVER);
      deliver(moment, player.delivered());
    }
    now = null;
  }

  private void deliver(Moment moment, GateEvent event) {
    int rank = loaded.sources().get(event.source());
    Row row = event.isRow() ? event.row().copy() : null;
    steps.add(new Step(moment, rank, -1, event.port(), row, null, null));
    if (event.isRow()) {
      emitted(rank, event.port(), moment);
    }
  }

  /** Notes the step that is prepared. */
  private void note() {
    Network network = player.network();
    Moment moment = player.here();
    int edge = network.nextEdge();
    Timer timer = edge < 0 ? network.nextTimer() : null;
    if (edge < 0 && timer == null) {
      return;
    }
    Row row = edge < 0 ? null : network.nextRow().copy();
    Moment emitter = edge < 0 ? null : emitters.get(edge).poll();
    Step step = new Step(moment, network.nextRank(), edge, 0, row, timer, emitter);
    steps.add(step);
    now = step;
  }

  private void emitted(int rank, int port, Moment by) {
    List<PlanEdge> edges = plan.edges();
    for (int i = 0; i < edges.size(); i++) {
      if (edges.get(i).from() == rank && edges.get(i).fromPort() == port) {
        emitters.get(i).add(by);
      }
    }
  }

  @Override
  public void read(int rank, int state, Stored entry) {
    Step step = now;
    if (step != null) {
      Moment writer = new Moment(entry.sequence(), entry.step());
      if (!writer.equals(step.moment) && !step.read.contains(writer)) {
        step.read.add(writer);
      }
    }
  }

  @Override
  public void wrote(int rank, int state, Row key, @Nullable Row subKey, @Nullable Row value) {
    Step step = now;
    if (step != null) {
      step.wrote = true;
    }
  }

  @Override
  public void emitted(int rank, int port, Row row) {
    Step step = now;
    if (step != null) {
      emitted(rank, port, step.moment);
    }
  }
}

package dev.eddy.runtime;

import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.JournalEdit;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.time.Moment;
import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.flow.LoadedPlan;
import dev.eddy.runtime.flow.Network;
import dev.eddy.runtime.flow.Network.Frame;
import dev.eddy.runtime.record.Migration;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs the journal again with something changed, beside what really happened, with sinks that only
 * remember. Neither writes anything; the present moment is left, the caller comes back. Owned by
 * the run's thread.
 */
final class Branching {
  private final Player player;
  private final Navigator navigator;
  private final Plan plan;
  private final int limit;

  /**
   * @param limit rows that are listed of those that a sink has more or less, each
   */
  Branching(Player player, Navigator navigator, int limit) {
    this.limit = limit;
    this.player = player;
    this.navigator = navigator;
    this.plan = player.loaded().plan();
  }

  /**
   * What would have been with other rows, and with another plan from a moment on.
   *
   * @param changed null for the plan of the run. Its sources must be those of the run
   * @param from the event from which the other plan counts; the state before it is kept, for which
   *     all operators must keep their state as before. 1 for the start, with any plan
   * @param upTo sequence of the first event that is left out
   */
  Reply.BranchOf run(List<JournalEdit> edits, @Nullable LoadedPlan changed, long from, long upTo)
      throws FlowException, IOException, RunException {
    EditedJournal journal =
        new EditedJournal(player.loaded(), player.sources(), player.history(), edits, player::beat);
    long end = Math.min(upTo, player.edge().sequence());
    long start = Math.min(end, changed == null ? journal.first() : Math.min(from, journal.first()));
    int[] same = new int[player.loaded().sources().size()];
    Arrays.setAll(same, i -> i);
    int[] ranks = changed == null ? same : ranks(changed);
    @Nullable Migration migration =
        changed == null || start == 1 ? null : Migration.of(player.loaded(), changed);
    if (migration != null) {
      migration.require();
    }
    navigator.goTo(new Moment(start, 0));
    Frame frame = player.network().frame();
    Map<String, Catch> before = catches(player.network());
    player.replayTo(new Moment(end, 0));
    release(player.network());
    player.restore(start, frame);
    Network network = player.network();
    if (changed != null) {
      network = Network.build(changed, player.sources().counts(), 1);
      network.mute(true);
      network.hashing().on(false);
      if (migration != null) {
        migration.apply(player.network(), network);
      }
    }
    Map<String, Catch> after = catches(network);
    @Nullable Problem failure = null;
    try {
      journal.play(network, ranks, start, end);
    } catch (FlowException e) {
      failure = e.problem();
    } finally {
      release(network);
      if (changed != null) {
        network.close();
      }
      player.restore(start, frame);
    }
    return compare(start, end, before, after, failure);
  }

  private Reply.BranchOf compare(
      long start,
      long end,
      Map<String, Catch> before,
      Map<String, Catch> after,
      @Nullable Problem failure) {
    List<Reply.SinkChange> sinks = new java.util.ArrayList<>();
    boolean whole = true;
    for (Map.Entry<String, Catch> e : before.entrySet()) {
      Catch other = after.getOrDefault(e.getKey(), new Catch());
      PlanNode sink = java.util.Objects.requireNonNull(plan.node(e.getKey()));
      sinks.add(e.getValue().compare(other, sink, limit));
      whole &= e.getValue().whole() && other.whole();
    }
    return new Reply.BranchOf(new Moment(start, 0), new Moment(end, 0), sinks, whole, failure);
  }

  private static Map<String, Catch> catches(Network network) {
    Map<String, Catch> out = new LinkedHashMap<>();
    LoadedPlan loaded = network.loaded();
    for (int rank : loaded.sinks()) {
      Catch c = new Catch();
      c.from(network, rank);
      out.put(loaded.node(rank).id(), c);
    }
    return out;
  }

  private static void release(Network network) {
    for (int rank : network.loaded().sinks()) {
      network.emissions(rank, null);
    }
  }

  /** For each source of the run, its position among those of another plan. */
  private int[] ranks(LoadedPlan changed) throws RunException {
    List<Integer> old = player.loaded().sources();
    int[] out = new int[old.size()];
    for (int i = 0; i < out.length; i++) {
      PlanNode source = player.loaded().node(old.get(i));
      out[i] = -1;
      for (int k = 0; k < changed.sources().size(); k++) {
        PlanNode other = changed.node(changed.sources().get(k));
        if (other.id().equals(source.id()) && sameSchemas(source, other)) {
          out[i] = k;
        }
      }
      // Positions of sources follow ranks, and counts of splits follow positions.
      if (out[i] != i || changed.sources().size() != old.size()) {
        throw unsupported(source, "a branch in which the sources are not those of the recording");
      }
    }
    return out;
  }

  private static boolean sameSchemas(PlanNode a, PlanNode b) {
    return a.outputs().size() == b.outputs().size()
        && java.util.stream.IntStream.range(0, a.outputs().size())
            .allMatch(i -> a.outputs().get(i).schema().equals(b.outputs().get(i).schema()));
  }

  private static RunException unsupported(PlanNode node, String what) {
    return new RunException(
        Problem.error(
            "not-supported",
            Place.node(node.id(), node.name()),
            "not supported: " + what + ".",
            "Branch from the start of the run, with the same sources."));
  }
}

package dev.eddy.runtime;

import dev.eddy.model.protocol.JournalEdit;
import dev.eddy.model.protocol.Lineage;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.time.Moment;
import dev.eddy.model.type.Schema;
import dev.eddy.runtime.flow.LoadedPlan;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Questions to a run at the moment where it stands, answered by looking or by replay. The run is
 * left where it was, and nothing is written. Owned by the run's thread.
 */
public final class Past {
  /** Looks while the run is marked as moving. */
  interface Looks {
    void look(LocalRun.Move look) throws RunException;
  }

  private final Player player;
  private final Navigator navigator;
  private final Views views;
  private final Looks looks;

  Past(Player player, Navigator navigator, Views views, Looks looks) {
    this.player = player;
    this.navigator = navigator;
    this.views = views;
    this.looks = looks;
  }

  /**
   * Where something comes from, or what came of it, found by replay.
   *
   * @param limit steps in the answer, at most
   */
  public Reply.LineageOf lineage(Lineage of, int limit) throws RunException {
    Reply.LineageOf[] out = new Reply.LineageOf[1];
    looks.look(
        () -> {
          Moment here = player.here();
          Lineages lineages = new Lineages(player, navigator, limit);
          try {
            if (of instanceof Lineage.OfRow r) {
              out[0] = lineages.origin(r.at(), -1, false);
            } else if (of instanceof Lineage.OfEntry e) {
              Moment writer = e.lastWriter();
              int rank = writer.step() == 0 ? new Places(player.loaded()).node(e.nodeId()) : -1;
              out[0] = lineages.origin(writer, rank, true);
            } else if (of instanceof Lineage.OfEvent e) {
              out[0] = lineages.effects(e.sequence(), e.upTo());
            }
          } finally {
            navigator.goTo(here);
          }
        });
    return Objects.requireNonNull(out[0]);
  }

  /**
   * The moment at which the n-th row of an edge, counted from 1, is handled.
   *
   * @return null where so many rows did not pass
   */
  public @Nullable Moment rowOfEdge(String edgeId, long n) throws RunException {
    @Nullable Moment[] out = new Moment[1];
    looks.look(
        () -> {
          Moment here = player.here();
          out[0] = navigator.rowOfEdge(new Places(player.loaded()).edge(edgeId), n);
          navigator.goTo(here);
        });
    return out[0];
  }

  /**
   * Rows of an edge by their number, of those that passed it before the moment shown.
   *
   * @param first from 0
   */
  public Reply.Page edgePage(String edgeId, long first, int count) throws RunException {
    Reply.Page[] out = new Reply.Page[1];
    looks.look(
        () -> {
          Moment here = player.here();
          int edge = new Places(player.loaded()).edge(edgeId);
          long passed = player.network().gauges().rowsOfEdge(edge);
          long end = Math.min(passed, Math.max(0, first) + Math.max(0, count));
          int wanted = (int) Math.max(0, end - Math.max(0, first));
          try {
            if (wanted > 0 && end < passed) {
              navigator.rowOfEdge(edge, end + 1);
            }
            Reply.Rows rows =
                views.edgeRows(
                    edgeId,
                    wanted,
                    LocalRun.shown(player.here()),
                    navigator::stretches,
                    player.recorder().sparse(),
                    player.network());
            out[0] = new Reply.Page(edgeId, end - rows.rows().size(), rows.columns(), rows.rows());
          } finally {
            navigator.goTo(here);
          }
        });
    return Objects.requireNonNull(out[0]);
  }

  /**
   * Runs the journal again with rows changed, or with another plan, and compares what reaches the
   * sinks. Nothing is written, and the run stays where it is.
   *
   * @param changed null for the plan of the run; its sources must be those of the run
   * @param from the event from which the other plan counts, 1 for the start
   * @param upTo sequence of the first event that is left out; at most the live edge
   * @param limit rows that are listed of those that a sink has more or less, each
   */
  public Reply.BranchOf branch(
      List<JournalEdit> edits, @Nullable LoadedPlan changed, long from, long upTo, int limit)
      throws RunException {
    Reply.BranchOf[] out = new Reply.BranchOf[1];
    looks.look(
        () -> {
          Moment here = player.here();
          try {
            out[0] = new Branching(player, navigator, limit).run(edits, changed, from, upTo);
          } finally {
            navigator.goTo(here);
          }
        });
    return Objects.requireNonNull(out[0]);
  }

  /**
   * How the keyed state of a node at the moment shown differs from that at another moment.
   *
   * @param limit entries that are listed of each state
   */
  public Reply.DiffOf diff(String nodeId, Moment other, int limit) throws RunException {
    Reply.DiffOf[] out = new Reply.DiffOf[1];
    looks.look(
        () -> {
          Moment here = player.here();
          StateDiff diff =
              new StateDiff(player.network(), new Places(player.loaded()).node(nodeId));
          navigator.goTo(other);
          out[0] = diff.to(player.network(), limit);
          navigator.goTo(here);
        });
    return Objects.requireNonNull(out[0]);
  }

  /**
   * Columns that a condition on an entry of a state sees: of the key, of the sub key, of the value.
   */
  public Schema entrySchema(String nodeId, String state) throws RunException {
    return entrySchema(player.loaded(), nodeId, state);
  }

  /** As {@link #entrySchema(String, String)}, of a plan that does not run. */
  public static Schema entrySchema(LoadedPlan loaded, String nodeId, String state)
      throws RunException {
    Places places = new Places(loaded);
    int rank = places.node(nodeId);
    return places.entrySchema(rank, Math.max(0, places.state(rank, state)));
  }

  /** What holds back the output of a node, at the moment shown. */
  public Reply.WhyOf why(String nodeId) throws RunException {
    Reply.WhyOf[] out = new Reply.WhyOf[1];
    looks.look(() -> out[0] = new Silence(player).why(new Places(player.loaded()).node(nodeId)));
    return Objects.requireNonNull(out[0]);
  }

  /** Numbers by node and edge, cheap to ask for; also while a parallel run rests. */
  public Reply.MetricsOf metrics() {
    return views.metrics(player, LocalRun.shown(player.here()));
  }
}

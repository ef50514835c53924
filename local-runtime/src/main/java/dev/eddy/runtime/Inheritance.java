package dev.eddy.runtime;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.disk.Disk;
import dev.eddy.model.disk.DiskException;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Providers;
import dev.eddy.operator.SourceProvider;
import dev.eddy.operator.SplitPosition;
import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.flow.LoadedPlan;
import dev.eddy.runtime.flow.Network;
import dev.eddy.runtime.flow.Sources;
import dev.eddy.runtime.record.Checkpoint;
import dev.eddy.runtime.record.Checkpoint.SinkState;
import dev.eddy.runtime.record.CheckpointData;
import dev.eddy.runtime.record.DamagedFileException;
import dev.eddy.runtime.record.InheritedRows;
import dev.eddy.runtime.record.Migration;
import dev.eddy.runtime.record.Recording;
import dev.eddy.runtime.record.Rename;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run takes over from another one: state, positions of sources, what sinks know.
 *
 * @param data as a checkpoint of the new run at its start
 * @param rows by split, what the other recording kept of it; null where it can be read again
 * @param notices what is not taken over, for the user
 */
record Inheritance(CheckpointData data, List<@Nullable InheritedRows> rows, List<Problem> notices) {
  /** Puts everything into a new recording. */
  void into(Recording recording) throws IOException {
    notices.forEach(recording::tell);
    List<SplitPosition> positions = new ArrayList<>(data.positions());
    for (int i = 0; i < rows.size(); i++) {
      InheritedRows kept = rows.get(i);
      if (kept != null) {
        positions.set(i, recording.inherit(i, kept));
      }
    }
    recording.startWith(
        new CheckpointData(
            data.number(), data.sequence(), data.network(), positions, data.ended(), data.sinks()));
  }

  static Inheritance of(
      Path before,
      List<Rename> renamed,
      boolean dropping,
      LoadedPlan is,
      Sources sources,
      Providers providers,
      ClassLoader plugins,
      Disk disk)
      throws FlowException, IOException, RunException {
    Recording old = Recording.open(disk, before);
    LoadedPlan was = LoadedPlan.load(old.plan(), providers, plugins);
    @Nullable Checkpoint checkpoint = old.newest();
    if (checkpoint == null) {
      throw new RunException(
          Problem.error(
              "no-checkpoint",
              Place.file(before.toString()),
              "the recording has no checkpoint that a run could go on from.",
              "Resume it, so that it comes to one, or run from the start."));
    }
    Migration migration = checkpoint.into(is, renamed, dropping);
    migration.require();
    requireMeanings(was, is, renamed);
    List<String> names = old.info().splits();
    List<SplitPosition> positions = new ArrayList<>();
    List<@Nullable InheritedRows> rows = new ArrayList<>();
    boolean[] ended = new boolean[sources.total()];
    for (int i = 0; i < ended.length; i++) {
      int at = names.indexOf(sources.names().get(i));
      positions.add(at < 0 ? SplitPosition.START : checkpoint.positions().get(at));
      ended[i] = at >= 0 && checkpoint.ended()[at];
      rows.add(at < 0 ? null : kept(disk, before, was, at, positions.get(i), sources, i));
    }
    try (Network from = Network.build(was, splits(was, names), 1);
        Network to = Network.build(is, sources.counts(), 1)) {
      checkpoint.load(from, to, migration);
      return new Inheritance(
          new CheckpointData(1, 1, to.snapshot(), positions, ended, sinks(checkpoint, was, is)),
          rows,
          told(migration.notices(), sources, ended));
    }
  }

  /** Refuses a column of state that fits by name and type, but came to hold something else. */
  private static void requireMeanings(LoadedPlan was, LoadedPlan is, List<Rename> renamed)
      throws FlowException {
    for (int rank = 0; rank < is.size(); rank++) {
      PlanNode node = is.node(rank);
      int before = was.plan().rankOf(node.id());
      if (before < 0) {
        continue;
      }
      Map<String, String> held = meanings(was, before);
      for (Map.Entry<String, String> e : meanings(is, rank).entrySet()) {
        String name = nameBefore(e.getKey(), node, renamed);
        String other = held.get(name);
        if (other != null && !other.equals(e.getValue())) {
          throw new FlowException(
              Problem.error(
                  "state-changed",
                  Place.node(node.id(), node.name()),
                  "its state held "
                      + other
                      + " as "
                      + name
                      + ", which is no beginning for "
                      + e.getValue()
                      + ".",
                  "Keep the function, or give the result a new name, so that it begins anew."),
              null);
        }
      }
    }
  }

  private static Map<String, String> meanings(LoadedPlan plan, int rank) {
    return plan.provider(rank) instanceof ProcessProvider p
        ? new TreeMap<>(p.meanings(plan.setup(rank)))
        : Map.of();
  }

  private static String nameBefore(String now, PlanNode node, List<Rename> renamed) {
    for (Rename r : renamed) {
      boolean here =
          r.node().isEmpty() || r.node().equals(node.id()) || r.node().equals(node.name());
      if (here && r.now().equals(now)) {
        return r.was();
      }
    }
    return now;
  }

  /** With what is to be told of sources of which nothing is left to read. */
  private static List<Problem> told(List<Problem> notices, Sources sources, boolean[] ended) {
    List<Problem> out = new ArrayList<>(notices);
    for (int i = 0; i < ended.length; i++) {
      if (ended[i]) {
        PlanNode node = sources.nodeOf(i);
        out.add(
            Problem.warning(
                "source-ended",
                Place.node(node.id(), node.name()),
                sources.names().get(i)
                    + " had come to its end in the run before: nothing more is read of it.",
                "Stop a run before its end to go on from there."));
      }
    }
    return out;
  }

  /**
   * What was kept of a split that cannot be read again; null where it can.
   *
   * @param at its number in the other recording, where it stood at {@code position}
   * @param split its number now
   */
  private static @Nullable InheritedRows kept(
      Disk disk,
      Path before,
      LoadedPlan was,
      int at,
      SplitPosition position,
      Sources sources,
      int split)
      throws FlowException, IOException {
    PlanNode now = sources.nodeOf(split);
    int rank = rank(was, now.id());
    PlanNode then = was.node(rank);
    boolean wasFleeting =
        !((SourceProvider) was.provider(rank)).create(was.setup(rank)).canBeReadAgain();
    if (!wasFleeting && !sources.isFleeting(sources.sourceOf(split))) {
      return null;
    }
    if (!then.operator().equals(now.operator()) || !schemas(then).equals(schemas(now))) {
      throw sources.failure(
          split,
          new IOException(
              "not supported: its rows come once, and what was kept of them is of "
                  + (schemas(then).equals(schemas(now)) ? "another source" : "other columns")
                  + "; run from the start"));
    }
    try {
      return InheritedRows.read(disk, before, at, position);
    } catch (DiskException | DamagedFileException e) {
      throw e;
    } catch (IOException e) {
      throw sources.failure(split, e);
    }
  }

  private static int rank(LoadedPlan plan, String id) {
    return plan.sources().stream()
        .filter(rank -> plan.node(rank).id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static List<Schema> schemas(PlanNode source) {
    return source.outputs().stream().map(Contract::schema).toList();
  }

  /** How many splits each source had. */
  private static int[] splits(LoadedPlan was, List<String> names) {
    return was.sources().stream()
        .mapToInt(
            rank ->
                (int) names.stream().filter(n -> n.startsWith(was.node(rank).id() + "/")).count())
        .toArray();
  }

  private static List<SinkState> sinks(Checkpoint from, LoadedPlan was, LoadedPlan is) {
    List<SinkState> out = new ArrayList<>();
    for (SinkState s : from.sinks()) {
      for (int rank : is.sinks()) {
        if (is.node(rank).id().equals(was.node(s.rank()).id())
            && is.node(rank).operator().equals(was.node(s.rank()).operator())
            && is.node(rank).parameters().equals(was.node(s.rank()).parameters())) {
          out.add(new SinkState(rank, s.snapshot(), s.committable()));
        }
      }
    }
    return out;
  }
}

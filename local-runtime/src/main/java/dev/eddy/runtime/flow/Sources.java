package dev.eddy.runtime.flow;

import dev.eddy.model.operator.Parameters;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.Source;
import dev.eddy.operator.SourceProvider;
import dev.eddy.operator.SplitPosition;
import dev.eddy.operator.SplitReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The outer side of all sources of a plan: their splits and how to read them. Splits of all sources
 * are numbered through, by source in rank order, then by the source's own order.
 */
public final class Sources {
  /** Keeps the rows of sources that cannot be read again. Used by the run's thread. */
  public interface Keeping {
    /** A reader for the gate: of rows that are kept from a position on, then of new ones. */
    SplitReader live(int split, SplitPosition from);

    /** A reader of rows that were delivered. */
    SplitReader again(int split, SplitPosition from);
  }

  /** A split of a source. */
  record Split(int source, int split, String name) {}

  private final List<PlanNode> nodes = new ArrayList<>();
  private final List<Source> sources = new ArrayList<>();
  private final List<Integer> timeColumns = new ArrayList<>();
  private final List<Long> rates = new ArrayList<>();
  private final List<Split> splits = new ArrayList<>();
  private final int[] counts;
  private @Nullable Keeping keeping;

  private Sources(int n) {
    counts = new int[n];
  }

  /** Lists the splits of all sources; no split is opened yet. */
  public static Sources open(LoadedPlan loaded) throws FlowException {
    Sources s = new Sources(loaded.sources().size());
    for (int i = 0; i < loaded.sources().size(); i++) {
      int rank = loaded.sources().get(i);
      PlanNode node = loaded.node(rank);
      try {
        Source source = ((SourceProvider) loaded.provider(rank)).create(loaded.setup(rank));
        List<String> names = source.splits();
        if (names.isEmpty()) {
          throw new IOException("there is nothing to read: no split was found");
        }
        s.nodes.add(node);
        s.sources.add(source);
        s.counts[i] = names.size();
        for (int k = 0; k < names.size(); k++) {
          s.splits.add(new Split(i, k, names.get(k)));
        }
        Parameters p = loaded.setup(rank).parameters();
        boolean timed = p.descriptor().parameter("event_time").isPresent() && p.has("event_time");
        s.timeColumns.add(
            timed ? node.outputs().get(0).schema().indexOf(p.text("event_time")) : -1);
        s.rates.add(
            p.descriptor().parameter("rate").isPresent() ? Math.max(0, p.integer("rate", 0)) : 0L);
      } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
        throw Failures.ofSource(node, e);
      }
    }
    return s;
  }

  /** Number of splits by source. */
  public int[] counts() {
    return counts.clone();
  }

  /** Number of splits of all sources. */
  public int total() {
    return splits.size();
  }

  /** Source and name of each split, for comparing with a recording. */
  public List<String> names() {
    return splits.stream().map(s -> nodes.get(s.source()).id() + "/" + s.name()).toList();
  }

  public PlanNode nodeOf(int split) {
    return nodes.get(splits.get(split).source());
  }

  public int sourceOf(int split) {
    return splits.get(split).source();
  }

  /** The number of a split in its source. */
  public int splitOf(int split) {
    return splits.get(split).split();
  }

  /** Number of a split among all. */
  public int number(int source, int split) {
    int n = split;
    for (int i = 0; i < source; i++) {
      n += counts[i];
    }
    return n;
  }

  /** Column of the event time in output 0, or -1. */
  int timeColumn(int source) {
    return timeColumns.get(source);
  }

  /** Rows a second, or 0. */
  long rate(int source) {
    return rates.get(source);
  }

  /** From now on rows of sources that cannot be read again are kept. */
  public void keeping(Keeping by) {
    keeping = by;
  }

  /** Whether some source cannot be read again. */
  public boolean areFleeting() {
    return sources.stream().anyMatch(s -> !s.canBeReadAgain());
  }

  /**
   * Whether a source cannot be read again.
   *
   * @param source position among the sources
   */
  public boolean isFleeting(int source) {
    return !sources.get(source).canBeReadAgain();
  }

  private @Nullable Keeping keeping(int split) {
    return isFleeting(sourceOf(split)) ? keeping : null;
  }

  /** A reader of rows that were delivered before. */
  public SplitReader reader(int split, SplitPosition position) throws FlowException {
    Keeping k = keeping(split);
    return k == null ? outside(split, position) : k.again(split, position);
  }

  /** A reader of rows to deliver. */
  SplitReader live(int split, SplitPosition position) throws FlowException {
    Keeping k = keeping(split);
    return k == null ? outside(split, position) : k.live(split, position);
  }

  /** A reader of the source itself. */
  public SplitReader outside(int split, SplitPosition position) throws FlowException {
    Split s = splits.get(split);
    try {
      return Objects.requireNonNull(sources.get(s.source())).open(s.name(), position);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      throw Failures.ofSource(nodes.get(s.source()), e);
    }
  }

  /** A fresh row for each output of a split's source. */
  public Row[] rows(int split) {
    List<dev.eddy.model.contract.Contract> outputs = nodeOf(split).outputs();
    Row[] rows = new Row[outputs.size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new Row(outputs.get(i).schema().size());
    }
    return rows;
  }

  public Schema schema(int source, int port) {
    return nodes.get(source).outputs().get(port).schema();
  }

  /** What the user reads where a split cannot be read. */
  public FlowException failure(int split, Throwable cause) {
    return Failures.ofSource(nodeOf(split), cause);
  }
}

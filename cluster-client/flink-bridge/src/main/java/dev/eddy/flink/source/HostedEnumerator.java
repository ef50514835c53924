package dev.eddy.flink.source;

import dev.eddy.flink.plan.NodeFailure;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.operator.Source;
import dev.eddy.operator.SplitPosition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.jspecify.annotations.Nullable;

/**
 * Lists the splits once, at the start of a job, and gives each reader its share in one go, followed
 * by the word that there are no more. Runs in the JobManager, on the source's coordinator thread.
 */
final class HostedEnumerator implements SplitEnumerator<PlannedSplit, List<PlannedSplit>> {
  private final PlanNode node;
  private final Source source;
  private final SplitEnumeratorContext<PlannedSplit> context;
  private final boolean restored;
  private final List<PlannedSplit> unassigned = new ArrayList<>();

  HostedEnumerator(
      PlanNode node,
      Source source,
      SplitEnumeratorContext<PlannedSplit> context,
      @Nullable List<PlannedSplit> unassigned) {
    this.node = node;
    this.source = source;
    this.context = context;
    this.restored = unassigned != null;
    if (unassigned != null) {
      this.unassigned.addAll(unassigned);
    }
  }

  @Override
  public void start() {
    if (restored) {
      return;
    }
    try {
      List<String> ids = source.splits();
      for (int i = 0; i < ids.size(); i++) {
        unassigned.add(
            new PlannedSplit(ids.get(i), i, ids.size(), SplitPosition.START, Long.MIN_VALUE));
      }
    } catch (IOException | RuntimeException e) {
      throw NodeFailure.lasting(NodeFailure.outside(node, e));
    }
  }

  @Override
  public void addReader(int subtask) {
    List<PlannedSplit> share = new ArrayList<>();
    for (PlannedSplit split : unassigned) {
      if (split.ordinal() % context.currentParallelism() == subtask) {
        share.add(split);
      }
    }
    if (!share.isEmpty()) {
      unassigned.removeAll(share);
      context.assignSplits(new SplitsAssignment<>(Map.of(subtask, share)));
    }
    context.signalNoMoreSplits(subtask);
  }

  /** A reader was lost before its first checkpoint; it will register again. */
  @Override
  public void addSplitsBack(List<PlannedSplit> splits, int subtask) {
    unassigned.addAll(splits);
    if (context.registeredReaders().containsKey(subtask)) {
      addReader(subtask);
    }
  }

  @Override
  public void handleSplitRequest(int subtask, @Nullable String host) {
    // Readers never ask: they get their share when they register.
  }

  @Override
  public List<PlannedSplit> snapshotState(long checkpoint) {
    return List.copyOf(unassigned);
  }

  @Override
  public void close() {
    // Nothing is held open between calls.
  }
}

package dev.eddy.flink.source;

import dev.eddy.flink.plan.LoadedPlan;
import dev.eddy.flink.plan.NodeFailure;
import dev.eddy.flink.plan.PlanHandle;
import dev.eddy.flink.type.EddyType;
import dev.eddy.flink.type.PortRow;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.operator.SourceProvider;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** An Eddy source as a Flink source (FLIP-27). */
public final class HostedSource implements Source<PortRow, PlannedSplit, List<PlannedSplit>> {
  private static final long serialVersionUID = 1L;

  private final PlanHandle plan;
  private final int rank;
  private final boolean bounded;

  private HostedSource(PlanHandle plan, int rank, boolean bounded) {
    this.plan = plan;
    this.rank = rank;
    this.bounded = bounded;
  }

  /** Adds a source node to a job; its rows still carry their port. */
  public static DataStream<PortRow> add(
      StreamExecutionEnvironment env, PlanHandle plan, int rank, PlanNode node) {
    HostedSource source = new HostedSource(plan, rank, node.outputs().get(0).bounded());
    // The reader makes the watermarks: after the row, not by the clock.
    return env.fromSource(
            source,
            WatermarkStrategy.noWatermarks(),
            node.name(),
            EddyType.portRows(node.outputs().stream().map(Contract::schema).toList()))
        .uid(node.id());
  }

  @Override
  public Boundedness getBoundedness() {
    return bounded ? Boundedness.BOUNDED : Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<PortRow, PlannedSplit> createReader(SourceReaderContext context) {
    LoadedPlan loaded = plan.load();
    return new HostedReader(loaded.setup(rank), loaded.node(rank), create(loaded));
  }

  @Override
  public SplitEnumerator<PlannedSplit, List<PlannedSplit>> createEnumerator(
      SplitEnumeratorContext<PlannedSplit> context) {
    return enumerator(context, null);
  }

  @Override
  public SplitEnumerator<PlannedSplit, List<PlannedSplit>> restoreEnumerator(
      SplitEnumeratorContext<PlannedSplit> context, List<PlannedSplit> unassigned) {
    return enumerator(context, unassigned);
  }

  private SplitEnumerator<PlannedSplit, List<PlannedSplit>> enumerator(
      SplitEnumeratorContext<PlannedSplit> context, @Nullable List<PlannedSplit> unassigned) {
    LoadedPlan loaded = plan.load();
    return new HostedEnumerator(loaded.node(rank), create(loaded), context, unassigned);
  }

  private dev.eddy.operator.Source create(LoadedPlan loaded) {
    try {
      return ((SourceProvider) loaded.provider(rank)).create(loaded.setup(rank));
    } catch (RuntimeException e) {
      throw NodeFailure.lasting(NodeFailure.outside(loaded.node(rank), e));
    }
  }

  @Override
  public SimpleVersionedSerializer<PlannedSplit> getSplitSerializer() {
    return new SplitCodec();
  }

  @Override
  public SimpleVersionedSerializer<List<PlannedSplit>> getEnumeratorCheckpointSerializer() {
    return new SplitCodec.OfLists();
  }
}

package dev.eddy.flink.source;

import dev.eddy.flink.plan.NodeFailure;
import dev.eddy.flink.type.PortRow;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.expression.RowFunction;
import dev.eddy.model.operator.Parameters;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.row.Row;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.RowException;
import dev.eddy.operator.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;

/**
 * Reads a subtask's splits on the task's thread. Several splits of a source with event time merge
 * by it (ties: order of the splits), others are read one after the other, so that the order never
 * depends on timing. The watermark is the least of the open splits' and follows the row that raised
 * it.
 */
final class HostedReader implements SourceReader<PortRow, PlannedSplit> {
  private static final CompletableFuture<Void> NOW = CompletableFuture.completedFuture(null);

  private final PlanNode node;
  private final Source source;
  private final int eventTime;
  private final @Nullable RowFunction watermarkOf;
  private final Row watermarkValue = new Row(1);
  private final long rate;
  private final List<Lane> lanes = new ArrayList<>();
  private final PortRow out = new PortRow(0, watermarkValue);
  private boolean allAssigned;
  private boolean begun;
  private long emittedWatermark = Long.MIN_VALUE;
  private long startNanos;
  private long given;
  private double share = 1;
  private CompletableFuture<Void> available = new CompletableFuture<>();

  HostedReader(OperatorSetup setup, PlanNode node, Source source) {
    this.node = node;
    this.source = source;
    Parameters parameters = setup.parameters();
    boolean timed =
        parameters.descriptor().parameter("event_time").isPresent()
            && parameters.has("event_time")
            && parameters.has("watermark");
    this.eventTime = timed ? setup.outputSchema(0).indexOf(parameters.text("event_time")) : -1;
    this.watermarkOf = timed ? setup.function("watermark").orElse(null) : null;
    this.rate = parameters.integer("rate", 0);
  }

  @Override
  public void start() {
    // Begins when all splits are known, so that their order is.
  }

  @Override
  public void addSplits(List<PlannedSplit> splits) {
    for (PlannedSplit split : splits) {
      try {
        Row[] rows =
            node.outputs().stream()
                .map(Contract::schema)
                .map(s -> new Row(s.size()))
                .toArray(Row[]::new);
        lanes.add(new Lane(split, source.open(split.id(), split.position()), rows));
      } catch (IOException | RuntimeException e) {
        throw NodeFailure.outside(node, e);
      }
    }
    lanes.sort(Comparator.comparingInt(l -> l.split.ordinal()));
  }

  @Override
  public void notifyNoMoreSplits() {
    allAssigned = true;
    available.complete(null);
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return available;
  }

  @Override
  public InputStatus pollNext(ReaderOutput<PortRow> output) throws Exception {
    if (!allAssigned) {
      return waitFor(new CompletableFuture<>());
    }
    if (!begun) {
      begin();
      emitWatermark(output);
    }
    long wait = nanosUntilDue();
    if (wait > 0) {
      return waitFor(
          new CompletableFuture<Void>().completeOnTimeout(null, wait, TimeUnit.NANOSECONDS));
    }
    Lane lane = next();
    // Splits may have ended and so released the watermark.
    emitWatermark(output);
    if (lane == null) {
      return InputStatus.END_OF_INPUT;
    }
    Row row = lane.head();
    int port = lane.headPort();
    lane.taken();
    given++;
    output.collect(out.set(port, row));
    if (port == 0 && watermarkOf != null) {
      raise(lane, watermarkOf, row);
      emitWatermark(output);
    }
    available = NOW;
    return InputStatus.MORE_AVAILABLE;
  }

  private InputStatus waitFor(CompletableFuture<Void> signal) {
    available = signal;
    return InputStatus.NOTHING_AVAILABLE;
  }

  private void begin() {
    begun = true;
    startNanos = System.nanoTime();
    if (!lanes.isEmpty()) {
      share = (double) lanes.size() / Math.max(1, lanes.get(0).split.count());
    }
  }

  /** The rate is the whole source's; a reader has the share of its splits. */
  private long nanosUntilDue() {
    if (rate <= 0) {
      return 0;
    }
    long due = startNanos + (long) (given * 1e9 / (rate * share));
    return due - System.nanoTime();
  }

  /** The lane whose head comes next; lanes that have ended are closed. Null at the end of all. */
  private @Nullable Lane next() throws Exception {
    try {
      Lane best = null;
      for (int i = 0; i < lanes.size(); ) {
        Lane lane = lanes.get(i);
        if (!lane.hasHead()) {
          lane.close();
          lanes.remove(i);
          continue;
        }
        if (best == null || timeOf(lane) < timeOf(best)) {
          best = lane;
        }
        if (eventTime < 0) {
          return best;
        }
        i++;
      }
      return best;
    } catch (RowException e) {
      throw NodeFailure.lasting(NodeFailure.outside(node, e));
    } catch (IOException e) {
      throw NodeFailure.outside(node, e);
    }
  }

  /** Rows without a time, such as error rows, do not wait for others. */
  private long timeOf(Lane lane) {
    Row row = lane.head();
    return lane.headPort() != 0 || row.isNull(eventTime) ? Long.MIN_VALUE : row.getLong(eventTime);
  }

  private void raise(Lane lane, RowFunction function, Row row) {
    try {
      function.apply(row, watermarkValue);
    } catch (RuntimeException e) {
      throw NodeFailure.lasting(NodeFailure.atRow(node, row, node.outputs().get(0).schema(), e));
    }
    if (!watermarkValue.isNull(0)) {
      lane.watermark = Math.max(lane.watermark, watermarkValue.getLong(0));
    }
  }

  private void emitWatermark(ReaderOutput<PortRow> output) {
    long least = Long.MAX_VALUE;
    for (Lane lane : lanes) {
      least = Math.min(least, lane.watermark);
    }
    // With no lane left Flink itself gives the last watermark.
    if (!lanes.isEmpty() && least > emittedWatermark) {
      emittedWatermark = least;
      output.emitWatermark(new Watermark(least));
    }
  }

  @Override
  public List<PlannedSplit> snapshotState(long checkpoint) {
    return lanes.stream().map(Lane::now).toList();
  }

  @Override
  public void close() throws Exception {
    for (Lane lane : lanes) {
      lane.close();
    }
  }
}

package dev.eddy.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.model.disk.Disk;
import dev.eddy.model.plan.Plan;
import dev.eddy.operator.SplitPosition;
import dev.eddy.operator.torture.FaultyDisk;
import dev.eddy.runtime.fixture.Fixtures.Datum;
import dev.eddy.runtime.fixture.Memory;
import dev.eddy.runtime.fixture.PlanBuilder;
import dev.eddy.runtime.state.StateBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One epoch that holds everything: rows between two exchanges become many, and go to disk. */
class SpillTest {
  private static final int ROWS = 3000;
  private static final long BYTES = 64 << 10;
  private final Memory memory = new Memory();

  @TempDir Path temp;

  /** Two stages of rows, each row of the first making up to three, then a diamond. */
  private LoadedPlan plan() throws FlowException {
    List<Datum> data = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      data.add(new Datum(i, "k" + i % 17, i * 7));
    }
    memory.put("much", List.of(data));
    Plan plan =
        new PlanBuilder()
            .source("s", "much")
            .add("a", "fold", "s")
            .add("x", "explode", "a")
            .add("y", "explode", "x")
            .add("b", "fold", "y")
            .add("d", "drop", "b")
            .add("m", "merge", "b", "d")
            .add("w", "windows", "m")
            .add("out", "store", "w")
            .build();
    return LoadedPlan.load(plan, memory.providers(), SpillTest.class.getClassLoader());
  }

  /** Plays all events as one epoch; gives the digest of the sink and the network. */
  private Network play(@Nullable SpillSpace space, int parallelism) throws FlowException {
    LoadedPlan plan = plan();
    Sources sources = Sources.open(plan);
    Network network = Network.build(plan, sources.counts(), parallelism, StateBackend.HEAP, space);
    network.mute(true);
    List<SplitPosition> start = Collections.nCopies(sources.total(), SplitPosition.START);
    try (Gate gate = new Gate(sources, start, new boolean[sources.total()])) {
      for (long sequence = 1; gate.advance(() -> false); sequence++) {
        network.push(sequence, gate.source(), gate.split(), gate.port(), gate.row());
      }
      network.runStages();
      return network;
    } catch (FlowException | RuntimeException e) {
      network.close();
      throw e;
    }
  }

  private static String sink(Network network) {
    Digest d = network.gauges().digest(network.loaded().sinks().get(0));
    return d.count + " " + Digest.hex(d.first, d.second);
  }

  @Test
  void theHeapHoldsNoMoreThanItsPartAndTheRowsAreTheSame() throws Exception {
    Path folder = temp.resolve("spill");
    try (Network unbounded = play(null, 1);
        Network roomy = play(new SpillSpace(Disk.LOCAL, folder, 1L << 30), 3);
        Network tight = play(new SpillSpace(Disk.LOCAL, folder, BYTES), 3)) {
      assertThat(sink(tight)).isEqualTo(sink(unbounded));
      assertThat(sink(roomy)).isEqualTo(sink(unbounded));
      assertThat(roomy.gauges().spilledRows()).isZero();
      assertThat(roomy.gauges().mostWaitingBytes()).isGreaterThan(10 * BYTES);
      assertThat(tight.gauges().spilledRows()).isGreaterThan(ROWS);
      // Each channel may have the part that it has, the least one at that.
      assertThat(tight.gauges().mostWaitingBytes()).isLessThanOrEqualTo(2 * BYTES);
    }
    assertThat(folder).as("what was spilled is gone").isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9})
  void aDiskThatFailsEndsTheRunAndIsNamed(int write) throws Exception {
    int[] writes = {0};
    FaultyDisk disk =
        new FaultyDisk(
            Disk.LOCAL,
            new FaultyDisk.Script() {
              @Override
              public synchronized FaultyDisk.Fate fate(FaultyDisk.Operation o, Path file) {
                return o == FaultyDisk.Operation.WRITE && ++writes[0] == write
                    ? FaultyDisk.Fate.STRUCK_HALFWAY
                    : FaultyDisk.Fate.DONE;
              }

              @Override
              public IOException strike(FaultyDisk.Operation o, Path file) {
                return new IOException("no space left on device");
              }
            });

    assertThatThrownBy(() -> play(new SpillSpace(disk, temp.resolve("bad"), BYTES), 2).close())
        .isInstanceOf(FlowException.class)
        .hasStackTraceContaining("cannot be kept in");
    assertThat(temp.resolve("bad")).as("what was spilled is gone").isEmptyDirectory();
  }
}

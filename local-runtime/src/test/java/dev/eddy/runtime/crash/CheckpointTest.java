package dev.eddy.runtime.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.disk.Disk;
import dev.eddy.operator.torture.FaultyDisk;
import dev.eddy.operator.torture.FaultyDisk.Fate;
import dev.eddy.operator.torture.FaultyDisk.Operation;
import dev.eddy.runtime.LocalRun;
import dev.eddy.runtime.RunException;
import dev.eddy.runtime.RunOptions;
import dev.eddy.runtime.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  private static final int ROWS = 600;

  @TempDir static Path shared;
  @TempDir Path temp;
  private static Reference reference;

  @BeforeAll
  static void runInPeace() throws Exception {
    reference = Reference.of(ROWS, shared);
  }

  @AfterEach
  void restoreHook() {
    CrashPipeline.passings = place -> {};
  }

  private static List<String> checkpoints(Path recording) throws IOException {
    try (Stream<Path> all = Files.list(recording.resolve("checkpoints"))) {
      return all.map(p -> p.getFileName().toString()).toList();
    }
  }

  @Test
  void aRunGoesOnWhileACheckpointIsWrittenAndCommitsItOnlyThen() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    AtomicInteger rows = new AtomicInteger();
    AtomicInteger rowsWhileWriting = new AtomicInteger();
    AtomicInteger committed = new AtomicInteger();
    CrashPipeline.passings =
        place -> {
          if (place.equals("sink.commit.before")) {
            committed.incrementAndGet();
            assertThat(released.getCount()).as("committed before it is on the disk").isZero();
          }
          if (place.equals("source.read") && rows.incrementAndGet() == 150) {
            // The checkpoint at 100 is still under way: its file waits for this row.
            rowsWhileWriting.set(rows.get());
            released.countDown();
          }
        };
    FaultyDisk disk =
        new FaultyDisk(
            Disk.LOCAL,
            new FaultyDisk.Script() {
              @Override
              public Fate fate(Operation operation, Path file) {
                if (operation == Operation.REPLACE && file.getParent().endsWith("checkpoints")) {
                  try {
                    assertThat(released.await(60, TimeUnit.SECONDS)).isTrue();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                }
                return Fate.DONE;
              }

              @Override
              public IOException strike(Operation operation, Path file) {
                throw new AssertionError();
              }
            });
    Path out = temp.resolve("out");
    RunOptions options =
        RunOptions.defaults(temp.resolve("recording")).withCheckpointRows(100).withDisk(disk);
    try (LocalRun run = reference.start(out, options)) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
    }
    assertThat(rowsWhileWriting).hasValue(150);
    assertThat(committed.get()).isGreaterThan(5);
    reference.requireFiles(Disk.LOCAL, out, "asynchronous");
  }

  @Test
  void aRunThatRestsHasCommittedWhatIsOnTheDisk() throws Exception {
    AtomicInteger rows = new AtomicInteger();
    AtomicInteger committed = new AtomicInteger();
    CrashPipeline.passings =
        place -> {
          rows.addAndGet(place.equals("source.read") ? 1 : 0);
          committed.addAndGet(place.equals("sink.commit.after") ? 1 : 0);
        };
    RunOptions options = RunOptions.defaults(temp.resolve("recording")).withCheckpointRows(100);
    try (LocalRun run = reference.start(temp.resolve("out"), options)) {
      assertThat(run.advance(() -> rows.get() > 210)).isEqualTo(Stop.INTERRUPTED);
      assertThat(committed.get()).isPositive();
      reference.requireBeginnings(Disk.LOCAL, temp.resolve("out"), "at rest");
    }
  }

  @Test
  void incrementalCheckpointsOpenAtAnyParallelismAndInAnyOrder() throws Exception {
    Random random = new Random(3);
    for (int i = 0; i < 6; i++) {
      Path recording = temp.resolve("recording" + i);
      Path out = temp.resolve("out" + i);
      RunOptions options =
          RunOptions.defaults(recording)
              .withParallelism(1 + i % 4)
              .withEpochRows(37)
              .withCheckpointRows(50)
              .withIncrementalFrom(5);
      AtomicInteger left = new AtomicInteger(200 + random.nextInt(300));
      CrashPipeline.passings =
          place -> {
            if (place.equals("source.read") && left.decrementAndGet() == 0) {
              throw new IOException("away");
            }
          };
      try (LocalRun run = reference.start(out, options)) {
        run.advance(() -> false);
      } catch (RunException e) {
        assertThat(e).hasMessageContaining("away");
      }
      restoreHook();
      assertThat(checkpoints(recording)).anyMatch(n -> n.contains("+"));
      // Takes away what is newest, so that an incremental one is resumed from.
      while (!newest(recording).contains("+")) {
        Files.delete(recording.resolve("checkpoints").resolve(newest(recording)));
      }
      reference.finish(out, options.withParallelism(1 + random.nextInt(4)), "run " + i);
      reference.requireFiles(Disk.LOCAL, out, "run " + i);
      reference.requireRecording(recording, "run " + i);
    }
  }

  private static String newest(Path recording) throws IOException {
    return checkpoints(recording).stream()
        .max(Comparator.comparingInt(n -> Integer.parseInt(n.split("-")[0])))
        .orElseThrow();
  }
}

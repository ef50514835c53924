package dev.eddy.runtime.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.disk.Disk;
import dev.eddy.runtime.RunOptions;
import dev.eddy.runtime.crash.CrashChild.Life;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a run in a process of its own, at named places and at any time, several times on the way to
 * its end. What it should leave behind is kept outside.
 */
class KillTest {
  private static final int ROWS = 900;
  private static final int CHECKPOINT_ROWS = 150;
  private static final int KILLS_OF_A_RUN = 4;

  @TempDir static Path shared;
  @TempDir Path temp;
  private static Reference reference;
  private static WarmJava java;

  /** By name of the place, how often a run that nothing happens to passes it. */
  private static final Map<String, Integer> PLACES = new LinkedHashMap<>();

  private final TreeSet<String> died = new TreeSet<>();
  private int kills;

  @BeforeAll
  static void findPlaces() throws Exception {
    java = new WarmJava(Files.createDirectory(shared.resolve("java")));
    reference = Reference.of(ROWS, shared.resolve("reference"));
    PLACES.putAll(places(life(shared.resolve("first"), new Random(1), "", 1).peaceful()));
    // And those that only a resume passes.
    Path folder = shared.resolve("second");
    life(folder, new Random(1), "checkpoint.replace.after", 2).live(java);
    places(life(folder, new Random(1), "", 1).peaceful()).forEach(PLACES::putIfAbsent);
  }

  private static Map<String, Integer> places(Life peaceful)
      throws IOException, InterruptedException {
    Map<String, Integer> out = new LinkedHashMap<>();
    for (String line : Objects.requireNonNull(peaceful.live(java))) {
      String[] parts = line.split(" ");
      if (parts.length == 2) {
        out.put(parts[0], Integer.parseInt(parts[1]));
      }
    }
    return out;
  }

  private static Life life(Path folder, Random random, String place, int n) {
    return new Life(
        ROWS,
        folder.resolve("out"),
        folder.resolve("recording"),
        1 + random.nextInt(2),
        1 + random.nextInt(200),
        CHECKPOINT_ROWS,
        place,
        n);
  }

  @Test
  void thereAreAtLeastFortyPlacesToDie() {
    assertThat(PLACES).hasSizeGreaterThan(60);
    assertThat(PLACES.keySet())
        .contains(
            "journal.write.halfway",
            "journal.force.before",
            "digests.write.after",
            "checkpoint-temporary.write.halfway",
            "checkpoint.replace.before",
            "checkpoints.force_folder.after",
            "status.replace.before",
            "sink.prepare.before",
            "sink.snapshot.after",
            "sink.commit.before",
            "pending.force.before",
            "pending.delete.before",
            "sink-file.write.halfway",
            "table.replace.after",
            "source.read");
  }

  @Test
  void aRunThatIsKilledAnywhereLeavesWhatItWouldHaveLeft() throws Exception {
    killAtPlaces(24, new Random(20));
    assertThat(kills).isGreaterThanOrEqualTo(24);
  }

  @Test
  @Tag("long")
  void aRunThatIsKilledAThousandTimesLeavesWhatItWouldHaveLeft() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed " + seed);
    killAtPlaces(Integer.getInteger("kills", 1000), new Random(seed));
    System.out.println(kills + " kills at " + died.size() + " places of " + PLACES.size());
    assertThat(kills < 500 || died.size() > 80).isTrue();
  }

  @Test
  void aRunThatIsKilledAtAnyTimeLeavesWhatItWouldHaveLeft() throws Exception {
    Random random = new Random(5);
    for (int run = 0; run < 2; run++) {
      Path folder = temp.resolve("timed" + run);
      boolean ended = false;
      for (int i = 0; i < 3 && !ended; i++) {
        ended = life(folder, random, "", 1).live(java, 20 + random.nextInt(300));
        requireBeginnings(folder, "killed in time");
      }
      settle(folder, random, "killed in time");
    }
  }

  private void killAtPlaces(int wanted, Random random) throws Exception {
    List<String> places = new ArrayList<>(PLACES.keySet());
    for (int run = 0; kills < wanted; run++) {
      Path folder = temp.resolve("run" + run);
      List<String> story = new ArrayList<>();
      for (int i = 0; i < KILLS_OF_A_RUN; i++) {
        String place = places.get(random.nextInt(places.size()));
        int n = 1 + random.nextInt(Math.min(PLACES.get(place), i == 0 ? Integer.MAX_VALUE : 400));
        story.add(place + " " + n);
        if (life(folder, random, place, n).live(java) != null) {
          // It came to its end before its place.
          break;
        }
        kills++;
        died.add(place);
        requireBeginnings(folder, story.toString());
      }
      settle(folder, random, story.toString());
      Folders.delete(folder);
    }
  }

  private static void requireBeginnings(Path folder, String story) throws IOException {
    reference.requireBeginnings(Disk.LOCAL, folder.resolve("out"), story);
  }

  private static void settle(Path folder, Random random, String story) throws Exception {
    // In this process, which is warm: recovery is the same.
    Life last = life(folder, random, "", 1);
    RunOptions options =
        RunOptions.defaults(last.recording())
            .withParallelism(last.parallelism())
            .withEpochRows(last.epoch())
            .withCheckpointRows(last.checkpoint());
    reference.finish(last.out(), options, story);
    reference.requireFiles(Disk.LOCAL, folder.resolve("out"), story);
    reference.requireRecording(folder.resolve("recording"), story);
  }
}

package dev.eddy.runtime.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.operator.Providers;
import dev.eddy.runtime.LocalRun;
import dev.eddy.runtime.RunException;
import dev.eddy.runtime.RunOptions;
import dev.eddy.runtime.fixture.Fixtures.Datum;
import dev.eddy.runtime.fixture.Memory;
import dev.eddy.runtime.fixture.PlanBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingFuzzTest {
  private static final ClassLoader LOADER = RecordingFuzzTest.class.getClassLoader();
  private final Memory memory = new Memory();
  private final Providers providers = memory.providers();

  @TempDir Path temp;
  private Path recording;
  private List<String> expected;

  @BeforeEach
  void record() throws RunException {
    List<Datum> data = new ArrayList<>();
    for (int i = 0; i < 1500; i++) {
      data.add(new Datum(i, "k" + i % 3, i));
    }
    memory.put("fuzzed", List.of(data));
    recording = temp.resolve("recording");
    try (LocalRun run =
        LocalRun.start(
            new PlanBuilder()
                .source("numbers", "fuzzed")
                .add("windows", "windows", "numbers")
                .add("out", "store", "windows")
                .build(),
            providers,
            LOADER,
            RunOptions.defaults(recording).withCheckpointRows(600))) {
      run.advance(() -> false);
    }
    expected = memory.rows("out");
  }

  /**
   * Whatever bytes stand in the files: a recording opens and ends where it is good, or is refused
   * with a problem; nothing else is thrown, and a resume that works gives the right rows.
   */
  @Test
  void damagedFilesAreNoticedOrDoNotMatter() throws Exception {
    Random random = new Random(11);
    List<Path> files;
    try (Stream<Path> all = Files.walk(recording)) {
      files = all.filter(Files::isRegularFile).filter(p -> !p.endsWith("lock")).sorted().toList();
    }
    int refused = 0;
    int resumed = 0;
    for (int i = 0; i < 150; i++) {
      Path file = files.get(random.nextInt(files.size()));
      byte[] good = Files.readAllBytes(file);
      Files.write(file, damaged(good, random));
      byte[] journal = Files.readAllBytes(recording.resolve("journal"));
      byte[] digests = Files.readAllBytes(recording.resolve("digests"));
      Path spare = temp.resolve("spare" + i);
      copy(recording, spare);
      try {
        try (LocalRun run = LocalRun.open(recording, providers, LOADER)) {
          run.advance(() -> false);
          run.seek(new dev.eddy.model.time.Moment(700, 1));
          run.stepBack();
        }
        try (LocalRun run = LocalRun.resume(spare, providers, LOADER, RunOptions.defaults(spare))) {
          run.advance(() -> false);
          resumed++;
          if (!file.endsWith("plan")) {
            assertThat(memory.rows("out")).isEqualTo(expected);
          }
        }
      } catch (RunException e) {
        refused++;
        assertThat(e.problem().message()).isNotBlank();
      }
      assertThat(Files.readAllBytes(recording.resolve("journal"))).isEqualTo(journal);
      assertThat(Files.readAllBytes(recording.resolve("digests"))).isEqualTo(digests);
      Files.write(file, good);
    }
    assertThat(refused).isPositive();
    assertThat(resumed).isPositive();
  }

  private static byte[] damaged(byte[] good, Random random) {
    byte[] out = good.clone();
    switch (random.nextInt(4)) {
      case 0 -> out = Arrays.copyOf(good, random.nextInt(good.length + 1));
      case 1 -> out = Arrays.copyOf(good, good.length + 1 + random.nextInt(30));
      case 2 -> {
        for (int i = 0; i < 4 && out.length > 0; i++) {
          out[random.nextInt(out.length)] = (byte) random.nextInt();
        }
      }
      default -> {
        int at = random.nextInt(Math.max(1, out.length - 8));
        for (int i = at; i < Math.min(out.length, at + 8); i++) {
          out[i] = (byte) (random.nextBoolean() ? 0xff : 0x7f);
        }
      }
    }
    return out;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path p : (Iterable<Path>) all::iterator) {
        Files.copy(p, to.resolve(from.relativize(p).toString()));
      }
    }
  }
}

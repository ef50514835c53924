package dev.eddy.runtime.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.runtime.LocalRun;
import dev.eddy.runtime.RunOptions;
import dev.eddy.runtime.fixture.Fixtures.Datum;
import dev.eddy.runtime.fixture.Memory;
import dev.eddy.runtime.fixture.PlanBuilder;
import dev.eddy.runtime.io.RecordingInfo.Status;
import dev.eddy.runtime.record.RecordingShelf.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingShelfTest {
  private static final ClassLoader LOADER = RecordingShelfTest.class.getClassLoader();
  private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");
  private final Memory memory = new Memory();

  @TempDir Path folder;

  @BeforeEach
  void data() {
    memory.put("shelf", List.of(List.of(new Datum(1, "a", 1), new Datum(2, "b", 2))));
  }

  private LocalRun start(String name) throws Exception {
    return LocalRun.start(
        new PlanBuilder().source("numbers", "shelf").add("out", "store", "numbers").build(),
        memory.providers(),
        LOADER,
        RunOptions.defaults(folder.resolve(name)));
  }

  /** A recording that was last written to so many days after the first. */
  private void recorded(String name, int day) throws Exception {
    try (LocalRun run = start(name)) {
      run.advance(() -> false);
    }
    try (Stream<Path> all = Files.walk(folder.resolve(name))) {
      for (Path p : all.toList()) {
        Files.setLastModifiedTime(p, FileTime.from(DAY.plusSeconds(day * 86_400L)));
      }
    }
  }

  private List<Entry> entries() throws Exception {
    return new RecordingShelf(folder).entries();
  }

  private static List<String> names(List<Entry> entries) {
    return entries.stream().map(e -> e.folder().getFileName().toString()).toList();
  }

  @Test
  void recordingsAreListedOldestFirstAndOtherFoldersPassedOver() throws Exception {
    recorded("b", 1);
    recorded("a", 3);
    recorded("c", 2);
    Files.createDirectories(folder.resolve("mine"));
    Files.writeString(folder.resolve("notes.txt"), "mine");
    assertThat(names(entries())).containsExactly("b", "c", "a");
    assertThat(entries())
        .allSatisfy(
            e -> {
              assertThat(e.bytes()).isPositive();
              assertThat(e.inUse()).isFalse();
              assertThat(e.info().status()).isEqualTo(Status.FINISHED);
            });
  }

  @Test
  void whatIsTooOldOrTooMuchGoesButNeverTheNewest() throws Exception {
    for (int i = 0; i < 5; i++) {
      recorded("r" + i, i);
    }
    long all = entries().stream().mapToLong(Entry::bytes).sum();
    Instant before = DAY.plusSeconds(2 * 86_400L - 1);
    assertThat(names(RecordingShelf.surplus(entries(), before, Long.MAX_VALUE)))
        .containsExactly("r0", "r1");
    assertThat(names(RecordingShelf.surplus(entries(), Instant.MIN, all))).isEmpty();
    assertThat(names(RecordingShelf.surplus(entries(), Instant.MIN, all - 1)))
        .containsExactly("r0");
    assertThat(names(RecordingShelf.surplus(entries(), Instant.MIN, 0)))
        .containsExactly("r0", "r1", "r2", "r3");
  }

  @Test
  void aRecordingIsTakenAwayWithNothingElse() throws Exception {
    recorded("a", 1);
    Path mine = Files.writeString(folder.resolve("a").resolve("notes.txt"), "mine");
    recorded("b", 1);
    for (Entry e : entries()) {
      assertThat(RecordingShelf.remove(e)).isTrue();
    }
    assertThat(folder.resolve("b")).doesNotExist();
    assertThat(folder.resolve("a")).isDirectoryContaining(p -> p.equals(mine));
    try (Stream<Path> left = Files.list(folder.resolve("a"))) {
      assertThat(left).containsExactly(mine);
    }
    assertThat(entries()).isEmpty();
  }

  @Test
  void aRecordingThatIsRunningStays() throws Exception {
    recorded("old", 1);
    List<Entry> before = entries();
    try (LocalRun run = start("running")) {
      run.step();
      assertThat(entries()).anySatisfy(e -> assertThat(e.inUse()).isTrue());
      assertThat(names(RecordingShelf.surplus(entries(), Instant.MAX, 0))).containsExactly("old");
      Entry running = entries().get(entries().size() - 1);
      assertThat(RecordingShelf.remove(running)).isFalse();
      run.advance(() -> false);
    }
    assertThat(names(before)).containsExactly("old");
    assertThat(names(entries())).containsExactly("old", "running");
  }
}

package dev.eddy.runtime.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.disk.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of blocks from one number to another. */
class BlockLogTest {
  private static final String MAGIC = "EDDYTEST";

  private record Span(long first, long end) {}

  @TempDir Path folder;

  private BlockLog<Span> log() {
    return new BlockLog<>(Disk.LOCAL, folder.resolve("spans"), MAGIC, 2, Span::end);
  }

  private BlockLog<Span> read() throws IOException {
    BlockLog<Span> log = log();
    log.read(in -> follows(log, new Span(in.getLong(), in.getLong())));
    return log;
  }

  private static @Nullable Span follows(BlockLog<Span> log, Span s) {
    return s.first == log.end() ? s : null;
  }

  private static void add(BlockLog<Span> log, long first, long end) throws IOException {
    Bytes out = new Bytes();
    out.putLong(first);
    out.putLong(end);
    Objects.requireNonNull(log.file()).add(out);
  }

  private void write(long... ends) throws IOException {
    try (BlockLog<Span> log = log()) {
      log.create();
      long first = 1;
      for (long end : ends) {
        add(log, first, end);
        first = end;
      }
    }
  }

  @Test
  void whatWasAddedIsReadAgain() throws IOException {
    write(4, 9, 10);
    BlockLog<Span> log = read();
    assertThat(log.blocks()).containsExactly(new Span(1, 4), new Span(4, 9), new Span(9, 10));
    assertThat(log.end()).isEqualTo(10);
    assertThat(log.hasEnd(9)).isTrue();
    assertThat(log.hasEnd(8)).isFalse();
    assertThat(log.isDamaged()).isFalse();
    assertThat(log.file()).as("it is only looked at").isNull();
  }

  @Test
  void aBlockThatDoesNotGoOnFromTheOneBeforeEndsWhatIsGood() throws IOException {
    try (BlockLog<Span> log = log()) {
      log.create();
      add(log, 1, 4);
      add(log, 5, 9);
      add(log, 4, 9);
    }
    BlockLog<Span> log = read();
    assertThat(log.blocks()).containsExactly(new Span(1, 4));
    assertThat(log.damage()).endsWith("as it began");
  }

  @Test
  void itGoesOnAtTheLastBlockThatIsNotTooLate() throws IOException {
    write(4, 9, 10);
    try (BlockLog<Span> log = read()) {
      log.goOnAt(9);
      assertThat(log.end()).isEqualTo(9);
      add(log, 9, 12);
    }
    assertThat(read().blocks()).containsExactly(new Span(1, 4), new Span(4, 9), new Span(9, 12));
  }

  @Test
  void itGoesOnBehindWhatWasCutOff() throws IOException {
    write(4, 9);
    Path file = folder.resolve("spans");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    try (BlockLog<Span> log = read()) {
      assertThat(log.isDamaged()).isTrue();
      assertThat(log.damage()).startsWith(file + " is cut off");
      log.goOnAt(9);
      assertThat(log.end()).isEqualTo(4);
      add(log, 4, 7);
    }
    assertThat(read().blocks()).containsExactly(new Span(1, 4), new Span(4, 7));
  }

  @Test
  void withoutABlockItIsBegunAnewEvenIfThereIsNoFile() throws IOException {
    try (BlockLog<Span> log = read()) {
      assertThat(log.damage()).endsWith("is missing");
      assertThat(log.end()).isEqualTo(1);
      assertThat(log.hasEnd(1)).isTrue();
      log.goOnAt(1);
      add(log, 1, 3);
    }
    assertThat(read().blocks()).containsExactly(new Span(1, 3));
  }
}

package dev.eddy.connector.file;

import static dev.eddy.operator.torture.TestRows.row;
import static dev.eddy.operator.torture.TestRows.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.disk.Disk;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.LostRowsException;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.SinkWriter;
import dev.eddy.operator.torture.FaultyDisk.Fate;
import dev.eddy.operator.torture.TestSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class FileSinkTest {
  private static final Schema IN =
      schema("origin VARCHAR", "n BIGINT NOT NULL", "time TIMESTAMP(3)", "avg DOUBLE");
  private static final List<Row> ROWS =
      IntStream.range(0, 10).mapToObj(i -> row(IN, "K" + i, i, 1000L * i, i / 4.0)).toList();

  @TempDir Path folder;

  private TestSetup setup() {
    return TestSetup.of(new FileSink())
        .name("late rows")
        .set("folder", folder.resolve("out").toString())
        .set("file", "late-rows")
        .input(Contract.append(IN, null, true));
  }

  private Path file() {
    return folder.resolve("out/late-rows.ndjson");
  }

  private static SinkWriter open(OperatorSetup setup, byte[] snapshot) throws IOException {
    return new FileSink().create(setup).open(snapshot);
  }

  private List<String> filesThere() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("out"))) {
      return files.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void eachRowIsALineOfJsonWithTheChosenColumns() throws IOException {
    TestSetup setup = setup().columns("columns", "time", "origin", "avg");
    new SinkRun(FileSink::create, setup, List.of(ROWS.get(1), row(IN, null, 2, null, null)), 10)
        .run(Disk.LOCAL);

    assertThat(file())
        .hasContent(
            """
            {"time":"1970-01-01 00:00:01.000","origin":"K1","avg":0.25}
            {"time":null,"origin":null,"avg":null}
            """);
    assertThat(filesThere()).containsExactly("late-rows.ndjson");
  }

  @Test
  void nothingIsVisibleBeforeTheCheckpointIsCommitted() throws IOException {
    try (SinkWriter writer = open(setup(), null)) {
      writer.write(ROWS.get(0));
      byte[] prepared = writer.prepare(1);
      assertThat(file()).isEmptyFile();
      writer.commit(prepared);
      assertThat(file()).content().hasLineCount(1);
    }
  }

  @Test
  void aRunThatWritesNothingLeavesAnEmptyFile() throws IOException {
    new SinkRun(FileSink::create, setup(), List.of(), 1).run(Disk.LOCAL);

    assertThat(file()).isEmptyFile();
  }

  @Test
  void aFreshRunReplacesWhatAnEarlierOneWrote() throws IOException {
    new SinkRun(FileSink::create, setup(), ROWS, 3).run(Disk.LOCAL);
    new SinkRun(FileSink::create, setup(), ROWS.subList(0, 2), 3).run(Disk.LOCAL);

    assertThat(file()).content().hasLineCount(2);
  }

  @Test
  void committingTwiceChangesNothing() throws IOException {
    try (SinkWriter writer = open(setup(), null)) {
      writer.write(ROWS.get(0));
      byte[] first = writer.prepare(1);
      writer.commit(first);
      writer.write(ROWS.get(1));
      writer.commit(writer.prepare(2));
      String content = Files.readString(file());
      writer.commit(first);

      assertThat(file()).hasContent(content);
    }
  }

  @Test
  void whatWasWrittenAfterTheRestoredCheckpointIsTakenBack() throws IOException {
    byte[] snapshot;
    try (SinkWriter writer = open(setup(), null)) {
      writer.write(ROWS.get(0));
      writer.commit(writer.prepare(1));
      snapshot = writer.snapshot();
      writer.write(ROWS.get(1));
      writer.commit(writer.prepare(2));
      writer.write(ROWS.get(2));
      writer.prepare(3);
    }
    try (SinkWriter writer = open(setup(), snapshot)) {
      assertThat(file()).content().hasLineCount(1);
      assertThat(filesThere()).containsExactly("late-rows.ndjson");
      writer.write(ROWS.get(5));
      writer.commit(writer.prepare(4));
    }
    assertThat(file()).content().contains("K0", "K5").doesNotContain("K1", "K2");
  }

  @Test
  void severalCheckpointsMayWaitForTheirCommit() throws IOException {
    try (SinkWriter writer = open(setup(), null)) {
      writer.write(ROWS.get(0));
      byte[] one = writer.prepare(1);
      writer.write(ROWS.get(1));
      byte[] two = writer.prepare(2);
      writer.write(ROWS.get(2));
      writer.commit(one);
      writer.commit(two);
      assertThat(file()).content().hasLineCount(2);
    }
  }

  @ParameterizedTest
  @EnumSource(value = Fate.class, mode = Mode.EXCLUDE, names = "DONE")
  void aKillAtAnyFileOperationNeitherLosesNorDoublesARow(Fate fate) throws IOException {
    new SinkRun(FileSink::create, setup(), ROWS, 3).run(Disk.LOCAL);
    String expected = Files.readString(file());
    int kills = 0;
    for (boolean killed = true; killed; kills++) {
      SinkRun run = new SinkRun(FileSink::create, setup(), ROWS, 3);
      killed = runKilled(run, new KilledDisk(kills, fate));
      if (killed) {
        // Once more while it recovers, then in peace.
        runKilled(run, new KilledDisk(kills % 5, fate));
        run.run(Disk.LOCAL);
      }
      assertThat(file()).as("killed at operation " + kills).hasContent(expected);
      assertThat(filesThere()).as("killed at " + kills).containsExactly("late-rows.ndjson");
    }
    assertThat(kills).isGreaterThan(20);
  }

  private static boolean runKilled(SinkRun run, KilledDisk script) throws IOException {
    try {
      run.run(script.disk());
    } catch (KilledDisk.Killed e) {
      assertThat(script.isKilled()).isTrue();
    }
    return script.isKilled();
  }

  @Test
  void aFileThatSomebodyElseChangedIsNotWrittenTo() throws IOException {
    try (SinkWriter writer = open(setup(), null)) {
      writer.write(ROWS.get(0));
      writer.commit(writer.prepare(1));
      writer.write(ROWS.get(1));
      byte[] prepared = writer.prepare(2);
      Files.writeString(file(), "");

      assertThatThrownBy(() -> writer.commit(prepared))
          .isInstanceOf(LostRowsException.class)
          .hasMessageContaining("is shorter than it was");
    }
  }

  @Test
  void stateOfAnotherVersionIsRefused() {
    assertThatThrownBy(() -> open(setup(), new byte[] {9}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 9");
  }

  @Test
  void aFileUrlIsAFolder() throws IOException {
    TestSetup setup = setup().set("folder", folder.resolve("out").toUri().toString());
    new SinkRun(FileSink::create, setup, ROWS, 3).run(Disk.LOCAL);

    assertThat(file()).content().hasLineCount(10);
  }

  @Test
  void otherAddressesAreRefused() {
    assertThat(setup().set("folder", "hdfs://there/out").problems())
        .extracting(Problem::message)
        .containsExactly("not supported: writing to hdfs: addresses.");
    assertThatThrownBy(() -> open(setup().set("folder", "hdfs://there/out"), null))
        .hasMessageContaining("not supported: hdfs:");
  }

  @Test
  void aColumnThatIsNamedTwiceIsRefused() {
    assertThat(setup().columns("columns", "n", "n").problems())
        .extracting(Problem::code)
        .containsExactly("duplicate-column");
  }
}

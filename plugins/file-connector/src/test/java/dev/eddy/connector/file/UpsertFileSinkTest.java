package dev.eddy.connector.file;

import static dev.eddy.operator.torture.TestRows.row;
import static dev.eddy.operator.torture.TestRows.schema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.disk.Disk;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.row.Row;
import dev.eddy.model.row.RowKind;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.SinkWriter;
import dev.eddy.operator.torture.FaultyDisk.Fate;
import dev.eddy.operator.torture.TestSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class UpsertFileSinkTest {
  private static final Schema IN = schema("delayed BIGINT NOT NULL", "origin VARCHAR");

  @TempDir Path folder;

  private TestSetup setup() {
    return TestSetup.of(new UpsertFileSink())
        .name("delay counts")
        .set("folder", folder.toString())
        .set("file", "delay-counts")
        .columns("keys", "origin")
        .columns("columns", "origin", "delayed")
        .input(Contract.append(IN, null, true).updating(ChangelogMode.RETRACT, List.of("origin")));
  }

  private static Row change(RowKind kind, String origin, long delayed) {
    return row(kind, IN, delayed, origin);
  }

  private static List<Row> changes() {
    List<Row> out = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      for (String origin : List.of("JFK", "ATL")) {
        if (i > 1) {
          out.add(change(RowKind.UPDATE_BEFORE, origin, i - 1));
        }
        out.add(change(i > 1 ? RowKind.UPDATE_AFTER : RowKind.INSERT, origin, i));
      }
    }
    out.add(change(RowKind.INSERT, "SFO", 1));
    out.add(change(RowKind.DELETE, "JFK", 4));
    return out;
  }

  private Path table() {
    return folder.resolve("delay-counts.ndjson");
  }

  private Path changelog() {
    return folder.resolve("delay-counts.changelog.ndjson");
  }

  private List<String> filesThere() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theTableIsSortedByKeyAndTheChangesCarryNoUpdateBefore() throws IOException {
    new SinkRun(UpsertFileSink::create, setup(), changes(), 4).run(Disk.LOCAL);

    assertThat(table())
        .hasContent(
            """
            {"origin":"ATL","delayed":4}
            {"origin":"SFO","delayed":1}
            """);
    assertThat(changelog())
        .hasContent(
            """
            {"op":"+I","row":{"origin":"JFK","delayed":1}}
            {"op":"+I","row":{"origin":"ATL","delayed":1}}
            {"op":"+U","row":{"origin":"JFK","delayed":2}}
            {"op":"+U","row":{"origin":"ATL","delayed":2}}
            {"op":"+U","row":{"origin":"JFK","delayed":3}}
            {"op":"+U","row":{"origin":"ATL","delayed":3}}
            {"op":"+U","row":{"origin":"JFK","delayed":4}}
            {"op":"+U","row":{"origin":"ATL","delayed":4}}
            {"op":"+I","row":{"origin":"SFO","delayed":1}}
            {"op":"-D","row":{"origin":"JFK","delayed":4}}
            """);
  }

  @Test
  void aFreshRunReplacesTableAndChanges() throws IOException {
    new SinkRun(UpsertFileSink::create, setup(), changes(), 4).run(Disk.LOCAL);
    new SinkRun(UpsertFileSink::create, setup(), List.of(), 4).run(Disk.LOCAL);

    assertThat(table()).isEmptyFile();
    assertThat(changelog()).isEmptyFile();
  }

  @Test
  void theTableOfARestoredCheckpointComesBackEvenWhenNothingFollows() throws IOException {
    byte[] snapshot;
    try (SinkWriter writer = new UpsertFileSink().create(setup()).open(null)) {
      writer.write(change(RowKind.INSERT, "JFK", 1));
      writer.commit(writer.prepare(1));
      snapshot = writer.snapshot();
      writer.write(change(RowKind.INSERT, "ATL", 1));
      writer.commit(writer.prepare(2));
    }
    try (SinkWriter writer = new UpsertFileSink().create(setup()).open(snapshot)) {
      writer.commit(writer.prepare(3));
    }

    assertThat(table()).hasContent("{\"origin\":\"JFK\",\"delayed\":1}");
    assertThat(changelog()).content().hasLineCount(1);
  }

  @Test
  void theTableInPlaceIsThatOfTheCheckpointNotOfLaterRows() throws IOException {
    try (SinkWriter writer = new UpsertFileSink().create(setup()).open(null)) {
      writer.write(change(RowKind.INSERT, "JFK", 1));
      byte[] first = writer.prepare(1);
      writer.write(change(RowKind.UPDATE_AFTER, "JFK", 2));
      byte[] second = writer.prepare(2);
      writer.commit(first);
      assertThat(table()).content().contains("\"delayed\":1");
      writer.commit(second);
      assertThat(table()).content().contains("\"delayed\":2");
    }
  }

  @ParameterizedTest
  @EnumSource(value = Fate.class, mode = Mode.EXCLUDE, names = "DONE")
  void aKillAtAnyFileOperationLeavesTheSameTableAndTheSameChanges(Fate fate) throws IOException {
    new SinkRun(UpsertFileSink::create, setup(), changes(), 4).run(Disk.LOCAL);
    String expectedTable = Files.readString(table());
    String expectedChanges = Files.readString(changelog());
    int kills = 0;
    for (boolean killed = true; killed; kills++) {
      SinkRun run = new SinkRun(UpsertFileSink::create, setup(), changes(), 4);
      killed = runKilled(run, new KilledDisk(kills, fate));
      if (killed) {
        runKilled(run, new KilledDisk(kills % 7, fate));
        run.run(Disk.LOCAL);
      }
      assertThat(table()).as("killed at operation " + kills).hasContent(expectedTable);
      assertThat(changelog()).as("killed at operation " + kills).hasContent(expectedChanges);
      assertThat(filesThere())
          .as("killed at " + kills)
          .containsExactly("delay-counts.changelog.ndjson", "delay-counts.ndjson");
    }
    assertThat(kills).isGreaterThan(40);
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
  void aKeyThatIsNotWrittenIsRefused() {
    assertThat(setup().columns("columns", "delayed").problems())
        .extracting(Problem::code)
        .containsExactly("key-not-written");
  }

  @Test
  void aKeyThatIsNotTheStreamsIsRefusedWithTheStreams() {
    List<Problem> problems = setup().columns("keys", "delayed").problems();

    assertThat(problems).extracting(Problem::code).containsExactly("other-key");
    assertThat(problems.get(0).remedy()).isEqualTo("Take origin as the key.");
  }

  @Test
  void anAppendOnlyStreamMayBeKeptByAnyKey() {
    TestSetup setup =
        TestSetup.of(new UpsertFileSink())
            .columns("keys", "delayed")
            .input(Contract.append(IN, null, true));

    assertThat(setup.problems()).isEmpty();
  }

  @Test
  void lineTwoSaysTheKey() {
    assertThat(new UpsertFileSink().describe(setup().parameters())).isEqualTo("table by origin");
  }
}

package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.disk.Disk;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.row.Row;
import dev.eddy.model.time.Moment;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.OperatorProvider;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.Providers;
import dev.eddy.operator.Source;
import dev.eddy.operator.SourceProvider;
import dev.eddy.operator.SplitPosition;
import dev.eddy.operator.SplitReader;
import dev.eddy.operator.torture.FaultyDisk;
import dev.eddy.runtime.fixture.Fixtures.Datum;
import dev.eddy.runtime.fixture.Memory;
import dev.eddy.runtime.fixture.PlanBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A source that gives each row once, as a socket does: what it gave is in the recording. */
class KeptRowsTest {
  private static final ClassLoader LOADER = KeptRowsTest.class.getClassLoader();
  private static final int ROWS = 3000;
  private final Memory memory = new Memory();

  @TempDir Path temp;

  /** Gives what is left in its queues, and nothing twice, wherever it is opened. */
  private final class Once implements SourceProvider {
    private final OperatorProvider numbers = memory.providers().find("numbers").orElseThrow();
    private final int[] given = new int[2];
    private final List<SplitPosition> opened = new ArrayList<>();

    @Override
    public OperatorDescriptor descriptor() {
      return numbers.descriptor();
    }

    @Override
    public void infer(Inference inference) {
      numbers.infer(inference);
    }

    @Override
    public Source create(OperatorSetup setup) {
      Source plain = ((SourceProvider) numbers).create(setup);
      return new Source() {
        @Override
        public boolean canBeReadAgain() {
          return false;
        }

        @Override
        public List<String> splits() throws IOException {
          return plain.splits();
        }

        @Override
        public SplitReader open(String split, SplitPosition position) throws IOException {
          int i = Integer.parseInt(split.substring(5));
          opened.add(position);
          SplitReader r = plain.open(split, new SplitPosition(0, given[i], 0));
          return new SplitReader() {
            @Override
            public int next(Row[] outputs) throws IOException {
              int port = r.next(outputs);
              given[i] += port == END ? 0 : 1;
              return port;
            }

            @Override
            public SplitPosition position() {
              return r.position();
            }

            @Override
            public long takeHash() {
              throw new AssertionError("its bytes are of no use");
            }

            @Override
            public void close() throws IOException {
              r.close();
            }
          };
        }
      };
    }
  }

  private final Once once = new Once();

  private Providers providers() {
    return memory.providersWith(once);
  }

  private static Plan plan(String sink) {
    return new PlanBuilder()
        .source("s", "fleeting")
        .add("f", "fold", "s")
        .add("w", "windows", "f")
        .add(sink, "store", "w")
        .build();
  }

  @BeforeEach
  void data() {
    List<List<Datum>> splits = new ArrayList<>();
    for (int s = 0; s < 2; s++) {
      List<Datum> data = new ArrayList<>();
      for (int i = 0; i < ROWS / 2; i++) {
        data.add(new Datum(i, "key " + (i * 7 + s) % 5, i * 3L - 100));
      }
      splits.add(data);
    }
    memory.put("fleeting", splits);
  }

  private RunOptions options(int parallelism) {
    return new RunOptions(temp.resolve("r"), parallelism, 100, 400, false);
  }

  /** What a source of the same rows gives that can be read again. */
  private List<String> expected() throws RunException {
    RunOptions o = new RunOptions(temp.resolve("expected"), 1, 100, 400, false);
    try (LocalRun run = LocalRun.start(plan("plainly"), memory.providers(), LOADER, o)) {
      run.advance(() -> false);
    }
    return memory.rows("plainly");
  }

  @ParameterizedTest
  @CsvSource({"1", "3"})
  void whatItGaveIsReplayedSoughtAndVerifiedFromTheRecording(int parallelism) throws Exception {
    List<String> expected = expected();
    Moment there = new Moment(1234, 2);
    String then;
    try (LocalRun run = LocalRun.start(plan("kept"), providers(), LOADER, options(parallelism))) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
      run.seek(there);
      then = run.state("f", "", 10).toString();
    }
    assertThat(memory.rows("kept")).isEqualTo(expected);
    assertThat(once.opened).hasSize(2);

    assertThat(Replay.verify(temp.resolve("r"), providers(), LOADER))
        .isInstanceOf(Verification.Same.class);
    try (LocalRun run = LocalRun.open(temp.resolve("r"), providers(), LOADER)) {
      run.seek(there);
      String again = run.state("f", "", 10).toString();
      // Writers of a parallel run know no step.
      assertThat(parallelism == 1 ? again : again.length())
          .isEqualTo(parallelism == 1 ? then : then.length());
      assertThat(run.timeline(10).gaps()).isEmpty();
    }
    assertThat(once.opened).as("it was not asked again").hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 3", "3, 2", "4, 1"})
  void aRunThatIsGoneOnWithGetsWhatWasDeliveredBehindItsCheckpointFirst(long seed, int parallelism)
      throws Exception {
    List<String> expected = expected();
    Random random = new Random(seed);
    LocalRun run = LocalRun.start(plan("resumed"), providers(), LOADER, options(parallelism));
    int lives = 1;
    while (true) {
      int[] left = {parallelism == 1 ? 100 + random.nextInt(900) : 2 + random.nextInt(12)};
      Stop stop = run.advance(() -> left[0]-- <= 0);
      if (random.nextBoolean() && run.at().sequence() > 10) {
        run.seek(new Moment(1 + random.nextInt((int) run.at().sequence() - 1), 0));
        run.seek(run.liveEdge());
      }
      run.close();
      if (stop.kind() == Stop.Kind.END) {
        break;
      }
      run = LocalRun.resume(temp.resolve("r"), providers(), LOADER, options(parallelism));
      lives++;
    }

    assertThat(lives).isGreaterThan(2);
    assertThat(memory.rows("resumed")).isEqualTo(expected);
    assertThat(once.given).containsExactly(ROWS / 2, ROWS / 2);
    assertThat(Replay.verify(temp.resolve("r"), providers(), LOADER))
        .isInstanceOf(Verification.Same.class);
  }

  @Test
  void whereverARunIsGoneOnWithTheSourceIsOpenedBehindItsLastRow() throws Exception {
    // Eleven of these rows are a segment; each life begins one.
    List<Datum> large = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      large.add(new Datum(i, "k".repeat(100_000), i));
    }
    memory.put("fleeting", List.of(large));
    Plan plan = new PlanBuilder().source("s", "fleeting").add("large", "store", "s").build();
    RunOptions each = options(1).withCheckpointRows(1);
    LocalRun run = LocalRun.start(plan, providers(), LOADER, each);
    List<Long> before = new ArrayList<>();
    for (int rows = 9; rows <= 13; rows++) {
      before.add((long) once.given[0]);
      int until = once.given[0] + rows;
      run.advance(() -> once.given[0] >= until);
      run.close();
      run = LocalRun.resume(temp.resolve("r"), providers(), LOADER, each);
    }
    run.close();

    assertThat(before).containsExactly(0L, 9L, 19L, 30L, 42L);
    assertThat(once.opened.stream().map(SplitPosition::rows)).isEqualTo(before);
  }

  @Test
  void beyondTheCapTheRunGoesOnAndThePastIsAGapWithItsReason() throws Exception {
    List<String> expected = expected();
    RunOptions capped = options(1).withKeptBytes(8000);
    try (LocalRun run = LocalRun.start(plan("capped"), providers(), LOADER, capped)) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
    }
    assertThat(memory.rows("capped")).isEqualTo(expected);

    try (LocalRun run = LocalRun.open(temp.resolve("r"), providers(), LOADER)) {
      assertThat(run.timeline(10).gaps())
          .singleElement()
          .satisfies(
              g -> {
                assertThat(g.from()).isBetween(100L, 2900L);
                assertThat(g.reason()).contains("cannot be read again");
                run.seek(new Moment(g.from() - 1, 0));
                assertThatThrownBy(() -> run.seek(new Moment(2999, 0)))
                    .isInstanceOf(RunException.class)
                    .hasMessageContaining("was not kept");
              });
    }
  }

  /** Goes on from the folder "r" in a new recording, to the end. */
  private void goOnFrom(String folder, Plan plan) throws RunException {
    RunOptions o = new RunOptions(temp.resolve(folder), 1, 100, 400, false);
    try (LocalRun run =
        LocalRun.startFrom(temp.resolve("r"), List.of(), true, plan, providers(), LOADER, o)) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
    }
  }

  private void runAWhile(Plan plan, RunOptions o, int events) throws RunException {
    int[] left = {events};
    try (LocalRun run = LocalRun.start(plan, providers(), LOADER, o)) {
      run.advance(() -> left[0]-- <= 0);
    }
  }

  @ParameterizedTest
  @CsvSource({"500", "1234", "2500"})
  void aRunFromAnotherOneGetsTheRowsThatWereGivenBehindItsCheckpoint(int events) throws Exception {
    List<String> expected = expected();
    runAWhile(plan("inherited"), options(1), events);
    int before = once.given[0] + once.given[1];
    goOnFrom("later", plan("inherited"));

    assertThat(before).isBetween(1, ROWS - 1);
    assertThat(memory.rows("inherited")).isEqualTo(expected);
    assertThat(once.given).containsExactly(ROWS / 2, ROWS / 2);
    assertThat(Replay.verify(temp.resolve("later"), providers(), LOADER))
        .isInstanceOf(Verification.Same.class);
  }

  @Test
  void behindTheCapASourceIsGoneOnWithWhereItStoodAndNotAnew() throws Exception {
    List<String> expected = expected();
    RunOptions capped = options(1).withKeptBytes(2000);
    runAWhile(plan("capped on"), capped, 1500);
    goOnFrom("later", plan("capped on"));
    assertThat(once.opened.subList(0, 2)).containsOnly(SplitPosition.START);
    assertThat(once.opened.subList(2, 4)).doesNotContain(SplitPosition.START);
    // Rows that were delivered and not kept are lost, as a socket loses them; no row comes twice.
    assertThat(memory.rows("capped on")).doesNotHaveDuplicates();
    assertThat(memory.rows("capped on").size()).isLessThanOrEqualTo(expected.size());

    once.opened.clear();
    LocalRun.resume(temp.resolve("r"), providers(), LOADER, capped).close();
    try (LocalRun run = LocalRun.resume(temp.resolve("r"), providers(), LOADER, capped)) {
      run.advance(() -> false);
    }
    assertThat(once.opened).isNotEmpty().doesNotContain(SplitPosition.START);
  }

  @Test
  void rowsOfOtherColumnsAreNotInherited() throws Exception {
    runAWhile(plan("other"), options(1), 1000);
    Plan.PlanNode source = plan("other").nodes().get(0);
    Contract wider = Contract.append(Schema.of(new Field("k", DataType.BIGINT)), null, true);
    Plan.PlanNode changed =
        new Plan.PlanNode(
            "s",
            "s",
            "numbers",
            source.parameters(),
            source.functions(),
            Map.of(),
            List.of(),
            List.of(wider));
    Plan other = new Plan("test", "plan", 128, List.of(changed), List.of(), Map.of());
    assertThatThrownBy(() -> goOnFrom("later", other))
        .isInstanceOfSatisfying(
            RunException.class,
            e -> {
              assertThat(e.problem().place().nodeId()).isEqualTo("s");
              assertThat(e.problem().message()).contains("not supported", "other columns");
            });
  }

  @Test
  void noCheckpointIsOnTheDiskBeforeTheFoldersKnowTheFilesOfItsRows() throws Exception {
    Path recording = temp.resolve("r");
    Set<Path> unforced = new HashSet<>();
    List<Set<Path>> missing = new ArrayList<>();
    FaultyDisk.Script watching =
        new FaultyDisk.Script() {
          @Override
          public FaultyDisk.Fate fate(FaultyDisk.Operation operation, Path file) {
            if (operation == FaultyDisk.Operation.CREATE && file.getParent().endsWith("rows")) {
              unforced.add(file.getParent());
              unforced.add(recording);
            } else if (operation == FaultyDisk.Operation.FORCE_FOLDER) {
              unforced.remove(file);
            } else if (operation == FaultyDisk.Operation.REPLACE
                && file.getParent().endsWith("checkpoints")) {
              missing.add(Set.copyOf(unforced));
            }
            return FaultyDisk.Fate.DONE;
          }

          @Override
          public IOException strike(FaultyDisk.Operation operation, Path file) {
            throw new AssertionError("nothing fails");
          }
        };
    // The splits end, and their files are left, before the first checkpoint.
    RunOptions late =
        options(1)
            .withCheckpointRows(2 * ROWS)
            .withAsynchronous(false)
            .withDisk(new FaultyDisk(Disk.LOCAL, watching));
    try (LocalRun run = LocalRun.start(plan("forced"), providers(), LOADER, late)) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
    }
    assertThat(missing).isNotEmpty().allMatch(Set::isEmpty);
  }

  @Test
  void aKeptFileThatIsDamagedIsNoticedAndNamed() throws Exception {
    try (LocalRun run = LocalRun.start(plan("damaged"), providers(), LOADER, options(1))) {
      run.advance(() -> false);
    }
    try (var files = Files.list(temp.resolve("r/rows"))) {
      Path first = files.sorted().findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(first);
      bytes[bytes.length / 2] ^= 4;
      Files.write(first, bytes);
    }
    try (LocalRun run = LocalRun.open(temp.resolve("r"), providers(), LOADER)) {
      assertThatThrownBy(() -> run.seek(new Moment(2999, 0)))
          .isInstanceOfSatisfying(
              RunException.class, e -> assertThat(e.problem().place().nodeId()).isEqualTo("s"));
    }
  }

  @Test
  void theShelfKnowsTheRowsAndTakesThemAway() throws Exception {
    try (LocalRun run = LocalRun.start(plan("shelved"), providers(), LOADER, options(1))) {
      run.advance(() -> false);
    }
    var shelf = new dev.eddy.runtime.record.RecordingShelf(temp);
    var entry =
        shelf.entries().stream()
            .filter(e -> e.folder().equals(temp.resolve("r")))
            .findFirst()
            .orElseThrow();
    assertThat(entry.bytes()).isGreaterThan(ROWS * 5L);
    assertThat(dev.eddy.runtime.record.RecordingShelf.remove(entry)).isTrue();
    assertThat(temp.resolve("r")).doesNotExist();
  }
}

package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OutputPort;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.row.Row;
import dev.eddy.model.time.Moment;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Providers;
import dev.eddy.operator.Shape;
import dev.eddy.operator.StateSpec;
import dev.eddy.operator.Ttl;
import dev.eddy.runtime.fixture.Fixtures;
import dev.eddy.runtime.fixture.Fixtures.Datum;
import dev.eddy.runtime.fixture.Memory;
import dev.eddy.runtime.fixture.PlanBuilder;
import dev.eddy.runtime.flow.GateClock;
import dev.eddy.runtime.record.Rename;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was kept is there after a change of the plan, entry by entry, as what it has become. */
class MigratedStateTest {
  private static final ClassLoader LOADER = MigratedStateTest.class.getClassLoader();
  private static final Schema DIGIT = Schema.of(new Field("digit", DataType.BIGINT));
  private static final Schema KEY = Schema.of(Fixtures.CONTRACT.schema().field(1));
  private final Memory memory = new Memory();

  @TempDir Path temp;

  /** Value columns of all states: how often, and the last time. */
  private static Schema columns(String count, DataType counted, String last) {
    return Schema.of(new Field(count, counted), new Field(last, DataType.BIGINT));
  }

  private static final Schema OLD = columns("n", DataType.INT, "last");

  /** Counts in every kind of state, and sets a timer for each key. */
  private record Keeping(String id, Schema columns, @org.jspecify.annotations.Nullable Ttl ttl)
      implements ProcessProvider {
    @Override
    public OperatorDescriptor descriptor() {
      return new OperatorDescriptor(
          id,
          id,
          id,
          "",
          Family.JOIN,
          List.of(
              new InputPort("in", "in", Set.of(ChangelogMode.APPEND), false),
              new InputPort("rules", "rules", Set.of(ChangelogMode.APPEND), false)),
          List.of(OutputPort.main()),
          List.of(),
          List.of());
    }

    @Override
    public void infer(Inference inference) {
      inference.output(0, Fixtures.CONTRACT);
    }

    @Override
    public Shape shape(OperatorSetup setup) {
      return new Shape(
          List.of(new int[] {1}, new int[0]),
          List.of(
              timed(StateSpec.value("value", columns)),
              timed(StateSpec.map("map", DIGIT, columns)),
              timed(StateSpec.list("list", columns)),
              StateSpec.broadcast("rules", KEY, columns)),
          Set.of(1));
    }

    private StateSpec timed(StateSpec s) {
      return ttl == null ? s : s.withTtl(ttl);
    }

    @Override
    public Operator create(OperatorSetup setup) {
      return new Operator() {
        @Override
        public void onRow(int port, Row row, OperatorContext c) {
          Row last = new Row(columns.size());
          last.setLong(1, row.getLong(0));
          if (port == 1) {
            Row key = new Row(1);
            key.setFrom(0, row, 1);
            last.setLong(0, row.getLong(2));
            c.mapState("rules").put(key, last);
            return;
          }
          Row digit = new Row(1);
          digit.setLong(0, row.getLong(2) % 3);
          long n = more(c.valueState("value").get());
          last.setLong(0, n);
          c.valueState("value").set(last);
          last.setLong(0, more(c.mapState("map").get(digit)));
          c.mapState("map").put(digit, last);
          last.setLong(0, row.getLong(2));
          c.listState("list").add(last);
          c.registerTimer("wake", row.getLong(0) + 1000);
          emit(row.getLong(0), c, n);
        }

        private long more(@org.jspecify.annotations.Nullable Row before) {
          return before == null || before.isNull(0) ? 1 : before.getLong(0) + 1;
        }

        @Override
        public void onTimer(String name, long time, OperatorContext c) {
          emit(time, c, c.listState("list").all().size());
        }

        private static void emit(long ts, OperatorContext c, long v) {
          Row out = c.output(0);
          out.setLong(0, ts);
          out.setFrom(1, c.key(), 0);
          out.setLong(2, v);
          c.emit(0, out);
        }
      };
    }
  }

  @BeforeEach
  void data() {
    List<Datum> data = new ArrayList<>();
    List<Datum> rules = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      data.add(new Datum(i, "k" + i % 4, i));
      rules.add(new Datum(i, "r" + i % 3, i));
    }
    memory.put("kept", List.of(data));
    memory.put("rules", List.of(rules));
  }

  private static PlanBuilder sources() {
    return new PlanBuilder().source("s", "kept").source("r", "rules");
  }

  private static Plan plan(Keeping keeping, String sink) {
    return sources()
        .add("c", keeping.descriptor(), Map.of(), "s>0", "r>1")
        .add(sink, "store", "c")
        .build();
  }

  private RunOptions options(String name) {
    return new RunOptions(temp.resolve(name), 1, 1, 50, false).withClock(GateClock.eventTime(1));
  }

  private Path half(Plan plan, Providers providers, RunOptions options) throws RunException {
    try (LocalRun run = LocalRun.start(plan, providers, LOADER, options)) {
      while (run.at().sequence() <= 240) {
        run.step();
      }
      run.finish();
    }
    return options.recording();
  }

  private static List<String> entries(Reply.StateTable t, UnaryOperator<List<String>> as) {
    return t.entries().stream().map(e -> e.key() + " " + as.apply(e.value())).toList();
  }

  private static Reply.StateOf state(LocalRun run, Moment at) throws RunException {
    run.seek(at);
    return run.state("c", "", 1000);
  }

  private Reply.StateOf end(Path recording, Providers providers) throws RunException {
    try (LocalRun run = LocalRun.open(recording, providers, LOADER)) {
      return state(run, run.liveEdge());
    }
  }

  @ParameterizedTest
  @CsvSource({"HEAP, 1", "HEAP, 3", "ROCKSDB, 1"})
  void valuesMapsListsBroadcastStateAndTimersBecomeWhatTheirColumnsHaveBecome(
      RunOptions.State backend, int parallelism) throws Exception {
    Keeping old = new Keeping("keeping", OLD, null);
    Path half =
        half(plan(old, "was"), memory.providersWith(old), options("old").withStateBackend(backend));
    Reply.StateOf before = end(half, memory.providersWith(old));
    // Widened, renamed, added; in another order below.
    Schema columns =
        Schema.of(
            new Field("n", DataType.BIGINT),
            new Field("newest", DataType.BIGINT),
            new Field("note", DataType.VARCHAR));
    Keeping now = new Keeping("keeping", columns, null);

    RunOptions options = options("now").withStateBackend(backend).withParallelism(parallelism);
    Reply.StateOf after;
    try (LocalRun run =
        LocalRun.startFrom(
            half,
            List.of(new Rename("c", "newest", "last")),
            false,
            plan(now, "was"),
            memory.providersWith(now),
            LOADER,
            options)) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
      after = state(run, Moment.START);
    }

    assertThat(before.tables()).hasSize(4).allMatch(t -> !t.entries().isEmpty());
    for (int i = 0; i < 4; i++) {
      assertThat(after.tables().get(i).valueColumns()).containsExactly("n", "newest", "note");
      assertThat(entries(after.tables().get(i), v -> v))
          .isEqualTo(
              entries(
                  before.tables().get(i),
                  v -> {
                    List<String> wider = new ArrayList<>(v);
                    wider.add(null);
                    return wider;
                  }));
    }
    assertThat(before.timerCount()).isPositive();
    assertThat(after.timers()).isEqualTo(before.timers());
    // And what comes of it is what one run would have given.
    List<String> rows = memory.rows("was");
    try (LocalRun run =
        LocalRun.start(plan(old, "one"), memory.providersWith(old), LOADER, options("one"))) {
      run.advance(() -> false);
    }
    assertThat(rows).isEqualTo(memory.rows("one"));
    assertThat(Replay.verify(options.recording(), memory.providersWith(now), LOADER))
        .isInstanceOf(Verification.Same.class);
  }

  @Test
  void columnsThatMovedOrWentAreTakenByTheirName() throws Exception {
    Keeping old = new Keeping("keeping", OLD, null);
    Path half = half(plan(old, "moved"), memory.providersWith(old), options("old"));
    Reply.StateOf before = end(half, memory.providersWith(old));
    Keeping moved =
        new Keeping(
            "keeping",
            Schema.of(
                new Field("last", DataType.BIGINT),
                new Field("n", DataType.BIGINT),
                new Field("other", DataType.BIGINT)),
            null);
    try (LocalRun run =
        LocalRun.startFrom(
            half,
            List.of(),
            false,
            plan(moved, "moved"),
            memory.providersWith(moved),
            LOADER,
            options("moved"))) {
      Reply.StateOf after = state(run, Moment.START);
      for (int i = 0; i < 4; i++) {
        assertThat(entries(after.tables().get(i), v -> v.subList(0, 2)))
            .isEqualTo(entries(before.tables().get(i), v -> List.of(v.get(1), v.get(0))));
      }
    }
  }

  @Test
  void aRecordingOfAnotherVersionOfAnOperatorIsRefusedWithWhatCanBeDone() throws Exception {
    Keeping old = new Keeping("keeping", OLD, null);
    Path half = half(plan(old, "out"), memory.providersWith(old), options("old"));
    Keeping now = new Keeping("keeping", columns("n", DataType.VARCHAR, "last"), null);

    assertThatThrownBy(
            () -> LocalRun.resume(half, memory.providersWith(now), LOADER, options("old")))
        .isInstanceOfSatisfying(
            RunException.class,
            e -> {
              assertThat(e.problem().place().nodeId()).isEqualTo("c");
              assertThat(e.problem().message())
                  .startsWith("it was recorded with another version of the operator: in the state");
              assertThat(e.problem().remedy()).startsWith("Run again; or").contains("--drop-state");
            });
  }

  @ParameterizedTest
  @EnumSource(RunOptions.State.class)
  void whatGetsATimeToLiveLivesByTheClockOfTheGateFromThereOn(RunOptions.State backend)
      throws Exception {
    Keeping old = new Keeping("keeping", OLD, null);
    Path half =
        half(
            plan(old, "aging"),
            memory.providersWith(old),
            options("old").withStateBackend(backend));
    long rows = end(half, memory.providersWith(old)).tables().get(2).total();
    long ttl = 40;
    Keeping now = new Keeping("keeping", OLD, Ttl.ofWrites(ttl));
    RunOptions options = options("now").withStateBackend(backend);

    try (LocalRun run =
        LocalRun.startFrom(
            half,
            List.of(),
            false,
            plan(now, "aging"),
            memory.providersWith(now),
            LOADER,
            options)) {
      // Nothing is over while less than that has passed, nor is it before the first tick.
      assertThat(state(run, Moment.START).tables().get(2).total()).isEqualTo(rows);
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
    }

    List<String> given = memory.rows("aging");
    assertThat(Replay.verify(options.recording(), memory.providersWith(now), LOADER))
        .isInstanceOf(Verification.Same.class);
    // The counts go on while keys come within the time to live, whatever the machine's clock says.
    try (LocalRun run =
        LocalRun.start(plan(old, "ageless"), memory.providersWith(old), LOADER, options("one"))) {
      run.advance(() -> false);
    }
    List<String> ageless = memory.rows("ageless");
    assertThat(given.subList(0, 200)).isEqualTo(ageless.subList(0, 200));
    // At the end only what came within the time to live is left in the lists, 10 rows of each key.
    assertThat(given.subList(200, given.size()))
        .isNotEmpty()
        .allMatch(row -> row.matches(".*\\b10\\W*"), "the last 10 rows of a key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"newest=last", "d.newest=last", "c.newest=late", "x.newest=last"})
  void aNewNameThatFitsNoneOrMoreThanOneNodeIsRefused(String renamed) throws Exception {
    Keeping old = new Keeping("keeping", OLD, null);
    Keeping other = new Keeping("other", OLD, null);
    Plan before =
        sources()
            .add("c", old.descriptor(), Map.of(), "s>0", "r>1")
            .add("e", other.descriptor(), Map.of(), "s>0", "r>1")
            .add("ambiguous", "store", "c")
            .add("ambiguous2", "store", "e")
            .build();
    Path half = half(before, memory.providersWith(old, other), options("old"));
    Schema columns = columns("n", DataType.INT, "newest");
    Providers both =
        memory.providersWith(
            new Keeping("keeping", columns, null), new Keeping("other", columns, null));

    assertThatThrownBy(
            () ->
                LocalRun.startFrom(
                    half,
                    List.of(Rename.parse(renamed).orElseThrow()),
                    false,
                    before,
                    both,
                    LOADER,
                    options("refused")))
        .isInstanceOfSatisfying(
            RunException.class,
            e ->
                assertThat(e.problem().code())
                    .isEqualTo(renamed.startsWith("new") ? "rename-ambiguous" : "rename-unknown"));
    assertThat(temp.resolve("refused")).doesNotExist();
  }

  @Test
  void aNewNameHoldsForItsNodeAlone() throws Exception {
    Keeping old = new Keeping("keeping", OLD, null);
    Keeping other = new Keeping("other", OLD, null);
    Plan before =
        sources()
            .add("c", old.descriptor(), Map.of(), "s>0", "r>1")
            .add("e", other.descriptor(), Map.of(), "s>0", "r>1")
            .add("named", "store", "c")
            .add("named2", "store", "e")
            .build();
    Path half = half(before, memory.providersWith(old, other), options("old"));
    // In the one node n is another column from now on; in the other it stays what it was.
    Schema swapped = Schema.of(new Field("total", DataType.INT), new Field("n", DataType.BIGINT));
    Providers now = memory.providersWith(new Keeping("keeping", swapped, null), other);

    try (LocalRun run =
        LocalRun.startFrom(
            half,
            List.of(new Rename("c", "total", "n"), new Rename("c", "n", "last")),
            false,
            before,
            now,
            LOADER,
            options("now"))) {
      List<String> one = entries(run.state("c", "", 9).tables().get(0), v -> v);
      assertThat(one)
          .isNotEmpty()
          .isEqualTo(entries(run.state("e", "", 9).tables().get(0), v -> v));
    }
  }

  @Test
  void declarationsAreReadWithOrWithoutTheirNode() {
    assertThat(Rename.parse("a=b")).contains(Rename.of("a", "b"));
    assertThat(Rename.parse("n.a=b")).contains(new Rename("n", "a", "b"));
    assertThat(Rename.parse("sub/n.x.a=b")).contains(new Rename("sub/n.x", "a", "b"));
    for (String bad : List.of("", "a", "=b", "a=", "a=b=c", ".a=b", "n.=b")) {
      assertThat(Rename.parse(bad)).as(bad).isEmpty();
    }
  }
}

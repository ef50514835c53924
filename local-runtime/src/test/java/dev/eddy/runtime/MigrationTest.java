package dev.eddy.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OutputPort;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.row.Row;
import dev.eddy.model.time.Moment;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.LostRowsException;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.OperatorProvider;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Providers;
import dev.eddy.operator.Shape;
import dev.eddy.operator.Sink;
import dev.eddy.operator.SinkProvider;
import dev.eddy.operator.StateSpec;
import dev.eddy.operator.Ttl;
import dev.eddy.runtime.fixture.Fixtures;
import dev.eddy.runtime.fixture.Fixtures.Datum;
import dev.eddy.runtime.fixture.Memory;
import dev.eddy.runtime.fixture.PlanBuilder;
import dev.eddy.runtime.record.Rename;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run goes on in a pipeline that has changed, as far as what was kept fits. */
class MigrationTest {
  private static final ClassLoader LOADER = MigrationTest.class.getClassLoader();
  private static final Schema COUNT =
      Schema.of(new Field("n", DataType.INT), new Field("last", DataType.BIGINT));
  private final Memory memory = new Memory();

  @TempDir Path temp;

  /** Counts rows by a key; its state has the columns that it is given, the count first. */
  private record Counting(int key, StateSpec state) implements ProcessProvider {
    @Override
    public OperatorDescriptor descriptor() {
      return new OperatorDescriptor(
          "counting",
          "counting",
          "counting",
          "",
          Family.TRANSFORM,
          List.of(new InputPort("in", "in", java.util.Set.of(ChangelogMode.APPEND), false)),
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
      return new Shape(List.of(new int[] {key}), List.of(state));
    }

    @Override
    public Operator create(OperatorSetup setup) {
      return new Operator() {
        @Override
        public void onRow(int port, Row row, OperatorContext c) {
          Row before = c.valueState(state.name()).get();
          Row now = new Row(state.value().size());
          if (before != null) {
            now.setAll(before);
          }
          long n = before == null || before.isNull(0) ? 1 : before.getLong(0) + 1;
          now.setLong(0, n);
          c.valueState(state.name()).set(now);
          Row out = c.output(0);
          out.setFrom(0, row, 0);
          out.setFrom(1, row, 1);
          out.setLong(2, n);
          c.emit(0, out);
        }
      };
    }
  }

  @BeforeEach
  void data() {
    List<Datum> data = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      data.add(new Datum(i, "k" + i % 4, i));
    }
    memory.put("migrating", List.of(data));
  }

  private static PlanBuilder source() {
    return new PlanBuilder().source("s", "migrating");
  }

  private static Plan counting(OperatorProvider counting, String sink) {
    return source().add("c", counting.descriptor(), Map.of(), "s").add(sink, "store", "c").build();
  }

  private RunOptions options(String name) {
    return new RunOptions(temp.resolve(name), 1, 1, 50, false);
  }

  /** Half of a run, up to a checkpoint. */
  private Path half(Plan plan, Providers providers, String name) throws RunException {
    try (LocalRun run = LocalRun.start(plan, providers, LOADER, options(name))) {
      while (run.at().sequence() <= 100) {
        run.step();
      }
      run.finish();
    }
    return temp.resolve(name);
  }

  private List<String> rows(String sink) {
    return memory.rows(sink);
  }

  private LocalRun from(Path before, Plan plan, Providers providers, String name, Rename... renames)
      throws RunException {
    return LocalRun.startFrom(
        before, List.of(renames), false, plan, providers, LOADER, options(name));
  }

  @Test
  void theRowsAreThoseOfOneRunAndNewBranchesBeginWhereItGoesOn() throws Exception {
    Providers providers = memory.providers();
    Plan whole =
        source().add("f", "fold", "s").add("w", "windows", "f").add("whole", "store", "w").build();
    try (LocalRun run = LocalRun.start(whole, providers, LOADER, options("whole"))) {
      run.advance(() -> false);
    }
    Plan before =
        source().add("f", "fold", "s").add("w", "windows", "f").add("parts", "store", "w").build();
    Path half = half(before, providers, "half");
    int given = rows("parts").size();
    Plan after =
        source()
            .add("d", "drop", "s")
            .add("f", "fold", "s")
            .add("w", "windows", "f")
            .add("parts", "store", "w")
            .add("dropped", "store", "d")
            .build();

    try (LocalRun run = from(half, after, providers, "more")) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
    }

    assertThat(given).isBetween(1, rows("whole").size() - 1);
    assertThat(rows("parts")).isEqualTo(rows("whole"));
    assertThat(rows("dropped")).isNotEmpty();
    assertThat(Replay.verify(temp.resolve("more"), providers, LOADER))
        .isInstanceOf(Verification.Same.class);
    try (LocalRun run = LocalRun.open(temp.resolve("more"), providers, LOADER)) {
      run.seek(new Moment(1, 0));
      assertThat(run.state("f", "", 10).tables().get(0).entries()).hasSize(4);
    }
  }

  @Test
  void itCanBeKilledAndResumedToo() throws Exception {
    Providers providers = memory.providers();
    Plan plan = source().add("f", "fold", "s").add("killed", "store", "f").build();
    Path half = half(plan, providers, "first");
    int[] left = {3};
    try (LocalRun run = from(half, plan, providers, "second")) {
      run.advance(() -> left[0]-- <= 0);
    }

    try (LocalRun run =
        LocalRun.resume(temp.resolve("second"), providers, LOADER, options("second"))) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
    }

    Plan whole = source().add("f", "fold", "s").add("unkilled", "store", "f").build();
    try (LocalRun run = LocalRun.start(whole, providers, LOADER, options("unkilled"))) {
      run.advance(() -> false);
    }
    assertThat(rows("killed")).isEqualTo(rows("unkilled"));
  }

  /** A store that does not hold more than some rows when it is opened again. */
  private final class Losing implements SinkProvider {
    private final SinkProvider store =
        (SinkProvider) memory.providers().find("store").orElseThrow();
    long kept = Long.MAX_VALUE;

    @Override
    public OperatorDescriptor descriptor() {
      return store.descriptor();
    }

    @Override
    public void infer(Inference inference) {
      store.infer(inference);
    }

    @Override
    public Sink create(OperatorSetup setup) {
      Sink sink = store.create(setup);
      return snapshot -> {
        if (snapshot != null && Long.parseLong(new String(snapshot, UTF_8)) > kept) {
          throw new LostRowsException("no more than " + kept);
        }
        return sink.open(snapshot);
      };
    }
  }

  @Test
  void whereASinkLostRowsItGoesBackToWhatItBeganWith() throws Exception {
    Losing losing = new Losing();
    Providers providers = memory.providersWith(losing);
    Plan plan = source().add("f", "fold", "s").add("losing", "store", "f").build();
    Path half = half(plan, providers, "first");
    int had = rows("losing").size();
    RunOptions o = options("second");
    try (LocalRun run = LocalRun.startFrom(half, List.of(), false, plan, providers, LOADER, o)) {
      run.advance(() -> rows("losing").size() > had);
    }
    assertThat(rows("losing")).hasSizeGreaterThan(had);

    losing.kept = had - 1;
    assertThatThrownBy(() -> LocalRun.resume(o.recording(), providers, LOADER, o))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("no more than " + losing.kept);
    assertThatThrownBy(
            () ->
                LocalRun.startFrom(
                    half, List.of(), false, plan, providers, LOADER, options("third")))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("no more than " + losing.kept);
    losing.kept = had;
    try (LocalRun run = LocalRun.resume(o.recording(), providers, LOADER, o)) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
    }

    Plan whole = source().add("f", "fold", "s").add("keeping", "store", "f").build();
    try (LocalRun run = LocalRun.start(whole, providers, LOADER, options("keeping"))) {
      run.advance(() -> false);
    }
    assertThat(rows("losing")).isEqualTo(rows("keeping"));
  }

  @Test
  void whatItBeganWithIsGoneWhereItWasRemovedSince() throws Exception {
    List<Datum> data = new ArrayList<>();
    for (int i = 0; i < 6000; i++) {
      data.add(new Datum(i, "k" + i % 4, i));
    }
    memory.put("migrating", List.of(data));
    Providers providers = memory.providers();
    Plan plan = source().add("w", "windows", "s").add("removed", "store", "w").build();
    Path half = half(plan, providers, "begun");

    RunOptions parallel = options("parallel").withParallelism(2);
    try (LocalRun run =
        LocalRun.startFrom(half, List.of(), false, plan, providers, LOADER, parallel)) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
      assertThat(windows(run)).isEmpty();
      run.seek(new Moment(1, 0));
      assertThat(windows(run)).isNotEmpty();
    }
    try (LocalRun run = LocalRun.open(parallel.recording(), providers, LOADER)) {
      run.seek(new Moment(5000, 0));
      assertThat(windows(run)).isNotEmpty().allMatch(start -> start > 5000);
    }
  }

  /** Starts of the windows of which there is state. */
  private static List<Long> windows(LocalRun run) throws RunException {
    return run.state("w", "", 100).tables().get(0).entries().stream()
        .map(e -> Long.parseLong(e.key().get(1)))
        .toList();
  }

  @Test
  void columnsOfAValueAreAddedRemovedWidenedAndRenamed() throws Exception {
    OperatorProvider old = new Counting(1, StateSpec.value("count", COUNT));
    Path half = half(counting(old, "evolved"), memory.providersWith(old), "old");
    Schema changed =
        Schema.of(
            new Field("n", DataType.BIGINT),
            new Field("newest", DataType.BIGINT),
            new Field("note", DataType.VARCHAR));
    OperatorProvider now =
        new Counting(1, StateSpec.value("count", changed).withTtl(Ttl.ofWrites(3_600_000)));

    try (LocalRun run =
        from(
            half,
            counting(now, "evolved"),
            memory.providersWith(now),
            "now",
            Rename.of("newest", "last"))) {
      run.advance(() -> false);
      assertThat(run.state("c", "", 10).tables().get(0).valueColumns())
          .containsExactly("n", "newest", "note", "last_use");
    }

    assertThat(rows("evolved")).hasSize(200);
    assertThat(rows("evolved").get(199)).contains("50");
  }

  @Test
  void anotherKeyIsRefusedWithNodeAndRemedy() throws Exception {
    OperatorProvider old = new Counting(1, StateSpec.value("count", COUNT));
    Path half = half(counting(old, "rekeyed"), memory.providersWith(old), "old");
    OperatorProvider now = new Counting(2, StateSpec.value("count", COUNT));

    assertThatThrownBy(() -> from(half, counting(now, "rekeyed"), memory.providersWith(now), "now"))
        .isInstanceOfSatisfying(
            RunException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo("key-changed");
              assertThat(e.problem().place().nodeId()).isEqualTo("c");
              assertThat(e.problem().remedy()).contains("new id");
            });
    assertThat(temp.resolve("now")).doesNotExist();
  }

  @Test
  void stateThatHasNoPlaceAnyMoreIsDroppedOnlyOnRequest() throws Exception {
    OperatorProvider old = new Counting(1, StateSpec.value("count", COUNT));
    Path half = half(counting(old, "gone"), memory.providersWith(old), "old");
    Plan without = source().add("gone", "store", "s").build();

    assertThatThrownBy(() -> from(half, without, memory.providers(), "refused"))
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.problem().code()).isEqualTo("unknown-operator"));
    assertThatThrownBy(() -> from(half, without, memory.providersWith(old), "refused"))
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.problem().code()).isEqualTo("state-dropped"));
    try (LocalRun run =
        LocalRun.startFrom(
            half,
            List.of(),
            true,
            without,
            memory.providersWith(old),
            LOADER,
            options("dropped"))) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
    }
  }
}

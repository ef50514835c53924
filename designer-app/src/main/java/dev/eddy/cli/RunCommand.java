package dev.eddy.cli;

import dev.eddy.model.disk.Disk;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.problem.Problem;
import dev.eddy.operator.Providers;
import dev.eddy.runtime.LocalRun;
import dev.eddy.runtime.RestartStrategy;
import dev.eddy.runtime.RestartingRun;
import dev.eddy.runtime.RunException;
import dev.eddy.runtime.RunOptions;
import dev.eddy.runtime.Stop;
import dev.eddy.runtime.flow.GateClock;
import dev.eddy.runtime.io.RecordingInfo;
import dev.eddy.runtime.record.Rename;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** {@code eddy run} and {@code eddy resume}: the embedded engine, to its end or to a Ctrl-C. */
final class RunCommand {
  private static final long CLOCK_MILLIS = 100;
  private static final long PROGRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** Seconds that an operator may work on one event, where nobody says. */
  static final int STEP_LIMIT_SECONDS = 60;

  private RunCommand() {}

  static Exit run(Arguments arguments, Terminal terminal) throws CommandException {
    int parallelism = parallelism(arguments);
    int epochRows = epochRows(arguments);
    RunOptions.State state = state(arguments, Map.of());
    GateClock clock = clock(arguments, Map.of());
    RestartStrategy restart = restart(arguments);
    int stepLimit = stepLimit(arguments);
    List<Rename> renamed = renamed(arguments);
    Optional<String> from = arguments.value("--from");
    Path before = from.isPresent() ? Recordings.existing(from.get()) : null;
    if (before == null && (!renamed.isEmpty() || arguments.flag("--drop-state"))) {
      throw CommandException.usage("--renamed and --drop-state go with --from");
    }
    ProjectSource files = ProjectSource.read(arguments.operand(0));
    String pipeline = files.pipeline(arguments.optionalOperand(1));
    ProjectSource source = files.with(pipeline, arguments.values("--set"));
    var overrides = source.overrides(arguments.values("--set"));
    Optional<String> out = arguments.value("--out");
    Path folder = out.isPresent() ? Arguments.path(out.get()) : null;
    Plan plan = source.plan(pipeline, overrides, folder, terminal);
    Optional<String> record = arguments.value("--record");
    Path recording =
        record.isPresent()
            ? Recordings.fresh(Arguments.path(record.get()))
            : Recordings.next(terminal.environment(), source.project().name());
    RunOptions options =
        RunOptions.defaults(recording)
            .withParallelism(parallelism)
            .withEpochRows(epochRows)
            .withStateBackend(state)
            .withClock(clock);
    Exit exit =
        before == null
            ? start(plan, source.providers(), options, restart, stepLimit, terminal)
            : startFrom(
                before,
                renamed,
                arguments.flag("--drop-state"),
                plan,
                source.providers(),
                options,
                restart,
                stepLimit,
                terminal);
    if (record.isEmpty()) {
      Recordings.makeRoom(terminal);
    }
    return exit;
  }

  /** Runs a plan into a new recording, to its end. */
  static Exit start(
      Plan plan,
      Providers providers,
      RunOptions options,
      RestartStrategy restart,
      int stepLimit,
      Terminal terminal)
      throws CommandException {
    ClassLoader plugins = Plugins.loader();
    try (RestartingRun run =
        RestartingRun.start(
            plan, providers, plugins, options, restart, r -> terminal.say(r.text()))) {
      return drive(run, providers, stepLimit, terminal);
    } catch (RunException e) {
      throw Failures.of(e);
    }
  }

  /** Runs a plan into a new recording from the state of another one. */
  private static Exit startFrom(
      Path before,
      List<Rename> renamed,
      boolean dropping,
      Plan plan,
      Providers providers,
      RunOptions options,
      RestartStrategy restart,
      int stepLimit,
      Terminal terminal)
      throws CommandException {
    ClassLoader plugins = Plugins.loader();
    try {
      LocalRun run =
          LocalRun.startFrom(before, renamed, dropping, plan, providers, plugins, options);
      try (RestartingRun restarting =
          RestartingRun.over(
              run, providers, plugins, options, restart, r -> terminal.say(r.text()))) {
        run.notices().forEach(terminal::problem);
        return drive(restarting, providers, stepLimit, terminal);
      }
    } catch (RunException e) {
      throw Failures.of(e);
    }
  }

  private static List<Rename> renamed(Arguments arguments) throws CommandException {
    List<Rename> renamed = new ArrayList<>();
    for (String r : arguments.values("--renamed")) {
      renamed.add(
          Rename.parse(r)
              .orElseThrow(
                  () ->
                      CommandException.usage(
                          "--renamed takes NODE.NEW=OLD or NEW=OLD, not '" + r + "'")));
    }
    return renamed;
  }

  private static RunOptions.State state(Arguments arguments, Map<String, String> recorded)
      throws CommandException {
    String word =
        arguments.value("--state").orElse(recorded.getOrDefault(RunOptions.STATE, "heap"));
    return RunOptions.State.of(word)
        .orElseThrow(() -> CommandException.usage("--state takes heap or rocksdb"));
  }

  private static GateClock clock(Arguments arguments, Map<String, String> recorded)
      throws CommandException {
    String word =
        arguments.value("--clock").orElse(recorded.getOrDefault(RunOptions.CLOCK, "wall"));
    return switch (word) {
      case "wall" -> GateClock.WALL;
      case GateClock.EVENT_TIME -> GateClock.eventTime(CLOCK_MILLIS);
      default -> throw CommandException.usage("--clock takes wall or event-time");
    };
  }

  /** None where the recording cannot be read: what is wrong with it is told by who resumes it. */
  private static Map<String, String> recordedOptions(Path recording) {
    try {
      return RecordingInfo.read(Disk.LOCAL, recording.resolve("recording.json")).options();
    } catch (IOException e) {
      return Map.of();
    }
  }

  static Exit resume(Arguments arguments, Terminal terminal) throws CommandException {
    int parallelism = parallelism(arguments);
    int epochRows = epochRows(arguments);
    Path recording = Recordings.existing(arguments.operand(0));
    Map<String, String> recorded = recordedOptions(recording);
    RunOptions options =
        RunOptions.defaults(recording)
            .withParallelism(parallelism)
            .withEpochRows(epochRows)
            .withStateBackend(state(arguments, recorded))
            .withClock(clock(arguments, recorded));
    Providers providers = Plugins.load();
    ClassLoader plugins = Plugins.loader();
    RestartStrategy restart = restart(arguments);
    int stepLimit = stepLimit(arguments);
    try (RestartingRun run =
        RestartingRun.resume(
            recording, providers, plugins, options, restart, r -> terminal.say(r.text()))) {
      run.run().notices().forEach(terminal::problem);
      terminal.say("goes on at " + Words.moment(run.run().status().at()));
      return drive(run, providers, stepLimit, terminal);
    } catch (RunException e) {
      throw Failures.of(e);
    }
  }

  private static int parallelism(Arguments arguments) throws CommandException {
    return arguments.number("--parallelism", 1, 1, RunOptions.MOST_SUBTASKS);
  }

  private static int stepLimit(Arguments arguments) throws CommandException {
    return arguments.number("--step-limit", STEP_LIMIT_SECONDS, 0, 86_400);
  }

  private static int epochRows(Arguments arguments) throws CommandException {
    return arguments.number("--epoch-rows", 1000, 1, 1_000_000);
  }

  private static RestartStrategy restart(Arguments arguments) throws CommandException {
    try {
      return RestartStrategy.parse(arguments.value("--restart").orElse("none"));
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The run's end.
   *
   * @param stepLimit seconds that an operator may work on one event; 0 for no limit
   */
  private static Exit drive(
      RestartingRun restarting, Providers providers, int stepLimit, Terminal terminal)
      throws CommandException {
    Path recording = restarting.run().recording();
    FirstRow.note(restarting.run());
    long start = System.nanoTime();
    long before = Summary.sourceRows(restarting.run().plan(), restarting.run().status());
    try (Interruption interruption =
            new Interruption(
                where -> end(restarting.run(), restarting.run().exiting(where), terminal));
        StepLimit ignored =
            new StepLimit(
                stepLimit, restarting::run, problem -> end(restarting.run(), problem, terminal))) {
      boolean ended = advance(restarting, interruption::wished, terminal, before, start);
      restarting.finish(interruption::wished);
      LocalRun run = restarting.run();
      long nanos = System.nanoTime() - start;
      if (!ended) {
        terminal.say(
            "Stopped at a checkpoint, at "
                + Words.moment(run.status().at())
                + ". Go on with: eddy resume "
                + Words.shell(recording.toString()));
        return Exit.OK;
      }
      Summary.print(run, providers, recording, before, nanos, terminal);
      return Exit.OK;
    } catch (RunException e) {
      terminal.say("the recording so far: " + recording);
      throw Failures.of(e);
    }
  }

  /** Nothing but the end of the process stops a thread that is caught in user code, or leaves. */
  private static void end(LocalRun run, Problem problem, Terminal terminal) {
    run.recordFailure(problem);
    terminal.endProgress();
    terminal.say("the recording so far: " + run.recording());
    terminal.problem(problem);
    Runtime.getRuntime().halt(Exit.PROJECT.code());
  }

  /** Whether the end was reached. */
  private static boolean advance(
      RestartingRun run, BooleanSupplier wished, Terminal terminal, long before, long start)
      throws RunException {
    boolean shows = terminal.interactive() && !terminal.quiet();
    try {
      while (true) {
        long until = System.nanoTime() + PROGRESS_NANOS;
        BooleanSupplier interrupt =
            shows ? () -> wished.getAsBoolean() || System.nanoTime() - until >= 0 : wished;
        Stop stop = run.advance(interrupt);
        if (stop.kind() == Stop.Kind.END) {
          return true;
        }
        if (wished.getAsBoolean()) {
          return false;
        }
        terminal.progress(Summary.progress(run.run(), before, System.nanoTime() - start));
      }
    } finally {
      terminal.endProgress();
    }
  }
}

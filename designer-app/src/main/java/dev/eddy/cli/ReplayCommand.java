package dev.eddy.cli;

import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import dev.eddy.runtime.LocalRun;
import dev.eddy.runtime.Replay;
import dev.eddy.runtime.RunException;
import dev.eddy.runtime.Verification;
import java.nio.file.Path;

/** {@code eddy replay}: does a recording say the same again, and when did what happen? */
final class ReplayCommand {
  private ReplayCommand() {}

  static Exit run(Arguments arguments, Terminal terminal) throws CommandException {
    if (!arguments.values("--break").isEmpty()) {
      if (arguments.flag("--verify")) {
        throw CommandException.usage("--verify and --break exclude each other");
      }
      return BreakCommand.run(arguments, terminal);
    }
    if (arguments.value("--to").isPresent()) {
      if (arguments.flag("--verify")) {
        throw CommandException.usage("--verify and --to exclude each other");
      }
      return to(arguments, terminal);
    }
    if (!arguments.flag("--verify")) {
      throw CommandException.usage("say what for: --verify, --break or --to");
    }
    Path recording = Recordings.existing(arguments.operand(0));
    long start = System.nanoTime();
    Verification verified;
    try {
      verified = Replay.verify(recording, Plugins.load(), Plugins.loader());
    } catch (RunException e) {
      throw Failures.of(e);
    }
    if (verified instanceof Verification.Differs d) {
      terminal.print("differs: " + d.nodeName() + ", row " + d.row() + ", at " + d.moment());
      terminal.print("  recorded: " + d.recorded());
      terminal.print("  replayed: " + d.replayed());
      return Exit.PROJECT;
    }
    if (verified instanceof Verification.Incomplete part) {
      terminal.print(
          "incomplete: "
              + extent(part.events(), part.rows())
              + " are the same, but "
              + part.missing());
      return Exit.PROJECT;
    }
    if (verified instanceof Verification.Same same) {
      terminal.print(
          "same: "
              + extent(same.events(), same.rows())
              + ", in "
              + Words.seconds(System.nanoTime() - start));
    }
    return Exit.OK;
  }

  private static String extent(long events, long rows) {
    return Words.number(events) + " events, " + Words.number(rows) + " rows";
  }

  private static Exit to(Arguments arguments, Terminal terminal) throws CommandException {
    Moment moment = InspectCommand.moment(arguments.required("--to"));
    Path recording = Recordings.existing(arguments.operand(0));
    try (LocalRun run = LocalRun.open(recording, Plugins.load(), Plugins.loader());
        StepLimit ignored = StepLimit.looking(run, terminal)) {
      long start = System.nanoTime();
      InspectCommand.go(run, moment, terminal);
      Status status = run.status();
      terminal.print(
          "replayed to "
              + Words.moment(status.at())
              + " in "
              + Words.seconds(System.nanoTime() - start));
      InspectCommand.overview(run.plan(), status, terminal);
      run.notices().forEach(terminal::problem);
      return Exit.OK;
    } catch (RunException e) {
      throw Failures.of(e);
    }
  }
}

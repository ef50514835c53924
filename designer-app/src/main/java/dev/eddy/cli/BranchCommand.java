package dev.eddy.cli;

import dev.eddy.model.plan.Plan;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.JournalEdit;
import dev.eddy.model.protocol.Reply;
import dev.eddy.operator.Providers;
import dev.eddy.runtime.LocalRun;
import dev.eddy.runtime.RunException;
import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.flow.LoadedPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code eddy branch}: a recording again, with other rows or with the project as it is now. */
final class BranchCommand {
  private static final int ROWS = 5;

  private BranchCommand() {}

  static Exit run(Arguments arguments, Terminal terminal) throws CommandException {
    Path recording = Recordings.existing(arguments.operand(0));
    Providers providers = Plugins.load();
    ClassLoader plugins = Plugins.loader();
    try (LocalRun run = LocalRun.open(recording, providers, plugins);
        StepLimit ignored = StepLimit.looking(run, terminal)) {
      List<JournalEdit> edits = edits(arguments, run.plan());
      LoadedPlan changed = changed(arguments, run.plan(), providers, plugins, terminal);
      if (changed == null && edits.isEmpty()) {
        throw CommandException.usage(
            "nothing is changed: give PROJECT, --drop, --replace or --insert");
      }
      Optional<String> from = arguments.value("--from");
      if (from.isPresent() && changed == null) {
        throw CommandException.usage("--from goes with PROJECT");
      }
      Optional<String> to = arguments.value("--to");
      long upTo = to.isPresent() ? InspectCommand.moment(to.get()).sequence() : Long.MAX_VALUE;
      long first = from.isPresent() ? number("--from", from.get()) : 1;
      Reply.BranchOf branch = run.past().branch(edits, changed, first, upTo, ROWS);
      run.notices().forEach(terminal::problem);
      return print(run.plan(), branch, terminal);
    } catch (RunException e) {
      throw e.problem().code().equals("bad-edit")
          ? CommandException.usage(e.problem().message())
          : Failures.of(e);
    } catch (FlowException e) {
      throw CommandException.project(e.problem());
    }
  }

  private static @Nullable LoadedPlan changed(
      Arguments arguments,
      Plan recorded,
      Providers providers,
      ClassLoader plugins,
      Terminal terminal)
      throws CommandException, FlowException {
    Optional<String> project = arguments.optionalOperand(1);
    if (project.isEmpty()) {
      if (!arguments.values("--set").isEmpty()) {
        throw CommandException.usage("--set goes with PROJECT");
      }
      return null;
    }
    ProjectSource files = ProjectSource.read(project.get());
    Optional<String> named = arguments.optionalOperand(2);
    boolean same = files.project().pipelines().containsKey(recorded.pipeline());
    String pipeline =
        files.pipeline(named.isEmpty() && same ? Optional.of(recorded.pipeline()) : named);
    ProjectSource source = files.with(pipeline, arguments.values("--set"));
    Plan plan = source.plan(pipeline, source.overrides(arguments.values("--set")), null, terminal);
    return LoadedPlan.load(plan, providers, plugins);
  }

  private static List<JournalEdit> edits(Arguments arguments, Plan plan) throws CommandException {
    List<JournalEdit> out = new ArrayList<>();
    for (String drop : arguments.values("--drop")) {
      out.add(new JournalEdit.Drop(number("--drop", drop)));
    }
    for (String replace : arguments.values("--replace")) {
      String[] parts = halves("--replace", replace);
      out.add(new JournalEdit.Replace(number("--replace", parts[0]), BreakCommand.cells(parts[1])));
    }
    for (String insert : arguments.values("--insert")) {
      String[] parts = halves("--insert", insert);
      int colon = parts[0].indexOf(':');
      if (colon < 0) {
        throw CommandException.usage("--insert takes EVENT:SOURCE=ROW, not '" + insert + "'");
      }
      String source = InspectCommand.node(plan, parts[0].substring(colon + 1)).id();
      long event = number("--insert", parts[0].substring(0, colon));
      out.add(new JournalEdit.Insert(event, source, 0, BreakCommand.cells(parts[1])));
    }
    return out;
  }

  private static String[] halves(String option, String text) throws CommandException {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw CommandException.usage(option + " takes EVENT=ROW, not '" + text + "'");
    }
    return new String[] {text.substring(0, equals), text.substring(equals + 1)};
  }

  private static long number(String option, String text) throws CommandException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw CommandException.usage(
          option + " takes the number of a gate event, not '" + text + "'");
    }
  }

  private static Exit print(Plan plan, Reply.BranchOf branch, Terminal terminal) {
    boolean same = true;
    terminal.print(
        "compared from event "
            + Words.number(branch.from().sequence())
            + " to "
            + Words.number(branch.upTo().sequence()));
    for (Reply.SinkChange s : branch.sinks()) {
      String name = Objects.requireNonNull(plan.node(s.sinkId())).name();
      boolean equal = s.first() < 0;
      same &= equal;
      terminal.print(
          name
              + ": "
              + (equal
                  ? "the same " + Words.number(s.rows()) + " rows"
                  : Words.number(s.missing())
                      + " rows less, "
                      + Words.number(s.added())
                      + " more"
                      + (s.changedKeys() < 0
                          ? ""
                          : ", "
                              + InspectCommand.counted(s.changedKeys(), "key", "keys")
                              + " changed")));
      if (!equal) {
        terminal.print("  first at row " + Words.number(s.first()) + ":");
        row("  - ", s.was(), terminal);
        row("  + ", s.is(), terminal);
      }
    }
    if (!branch.whole()) {
      terminal.print("Of sinks with very many rows only the first million was compared.");
    }
    Problem failure = branch.failure();
    if (failure != null) {
      terminal.problem(failure);
    }
    return same && failure == null ? Exit.OK : Exit.PROJECT;
  }

  private static void row(String sign, Reply.@Nullable EdgeRow row, Terminal terminal) {
    if (row != null) {
      List<String> cells = row.cells().stream().map(c -> c == null ? "NULL" : c).toList();
      terminal.print(
          sign + row.moment() + "  " + row.kind() + " (" + String.join(", ", cells) + ")");
    }
  }
}

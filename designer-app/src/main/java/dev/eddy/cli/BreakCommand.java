package dev.eddy.cli;

import dev.eddy.expressions.SqlExpressions;
import dev.eddy.model.expression.Expressions;
import dev.eddy.model.expression.Expressions.GeneratedClass;
import dev.eddy.model.io.CellText;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanEdge;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.protocol.Breakpoint;
import dev.eddy.model.protocol.Condition;
import dev.eddy.model.row.Row;
import dev.eddy.model.time.Moment;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Schema;
import dev.eddy.runtime.LocalRun;
import dev.eddy.runtime.RunException;
import dev.eddy.runtime.Stop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** {@code eddy replay --break}: the moments of a recording at which something holds. */
final class BreakCommand {
  private final LocalRun run;
  private final Plan plan;
  private final Expressions expressions = new SqlExpressions();

  private BreakCommand(LocalRun run) {
    this.run = run;
    this.plan = run.plan();
  }

  static Exit run(Arguments arguments, Terminal terminal) throws CommandException {
    Path recording = Recordings.existing(arguments.operand(0));
    int limit = arguments.number("--limit", 20, 1, 1_000_000);
    boolean backwards = arguments.flag("--backwards");
    String log = arguments.value("--log").orElse("");
    if (backwards && !log.isEmpty()) {
      throw CommandException.usage("--log and --backwards exclude each other");
    }
    try (LocalRun run = LocalRun.open(recording, Plugins.load(), Plugins.loader());
        StepLimit ignored = StepLimit.looking(run, terminal)) {
      BreakCommand command = new BreakCommand(run);
      List<Breakpoint> breakpoints = new ArrayList<>();
      for (String spec : arguments.values("--break")) {
        breakpoints.add(new Breakpoint(spec, command.condition(spec), null, log, true));
      }
      run.breakpoints(breakpoints);
      command.list(limit, backwards, terminal);
      return Exit.OK;
    } catch (RunException e) {
      throw Failures.of(e);
    }
  }

  private void list(int limit, boolean backwards, Terminal terminal) throws RunException {
    int[] lines = {0};
    run.onLog(
        line -> {
          lines[0]++;
          terminal.print(line.moment() + "  " + line.text());
        });
    if (backwards) {
      InspectCommand.go(run, new Moment(Long.MAX_VALUE, 0), terminal);
    }
    @Nullable Moment before = null;
    while (lines[0] < limit) {
      // A step that fails is not got over: the next stop would be there again.
      if (!stops(backwards, () -> lines[0] >= limit, terminal) || run.at().equals(before)) {
        break;
      }
      before = run.at();
      lines[0]++;
      terminal.print(run.at() + "  " + run.status().reason());
    }
    if (lines[0] == 0) {
      terminal.print("nowhere");
    } else if (lines[0] == limit) {
      terminal.say("there may be more: --limit");
    }
  }

  /** Goes to the next hit; false where there is none. */
  private boolean stops(boolean backwards, BooleanSupplier enough, Terminal terminal)
      throws RunException {
    try {
      Stop stop = backwards ? run.reverse(() -> false) : run.advance(enough);
      return stop.kind() == Stop.Kind.BREAKPOINT;
    } catch (RunException e) {
      InspectCommand.tellEnd(run, e, terminal);
      return false;
    }
  }

  private Condition condition(String spec) throws CommandException, RunException {
    int where = spec.indexOf(" where ");
    String head = (where < 0 ? spec : spec.substring(0, where)).strip();
    String condition = where < 0 ? "" : spec.substring(where + " where ".length()).strip();
    int equals = head.indexOf('=');
    String kind = equals < 0 ? head : head.substring(0, equals);
    String what = equals < 0 ? "" : head.substring(equals + 1);
    if (where >= 0 && !kind.equals("edge") && !kind.equals("state")) {
      throw CommandException.usage("--break " + kind + " takes no condition");
    }
    return switch (kind) {
      case "edge" -> row(what, condition);
      case "key" -> {
        String[] parts = split(what, true);
        yield new Condition.KeyIs(id(parts[0]), cells(parts[1]));
      }
      case "late" -> new Condition.LateRow(id(what));
      case "works" -> new Condition.NodeWorks(id(what));
      case "watermark" -> {
        String[] parts = split(what, true);
        yield new Condition.WatermarkPasses(id(parts[0]), time(parts[1]));
      }
      case "timer" -> {
        String[] parts = split(what, false);
        yield new Condition.TimerFires(id(parts[0]), parts[1], List.of());
      }
      case "state" -> state(split(what, false), condition);
      case "checkpoint" -> new Condition.CheckpointTaken();
      case "failure" -> new Condition.StepFails();
      default -> throw CommandException.usage("--break does not know '" + spec + "'");
    };
  }

  /** Splits at the first colon; the second part is empty where there is none. */
  private static String[] split(String text, boolean needed) throws CommandException {
    int colon = text.indexOf(':');
    if (colon < 0 && needed) {
      throw CommandException.usage("--break needs something behind NODE: in '" + text + "'");
    }
    return colon < 0
        ? new String[] {text, ""}
        : new String[] {text.substring(0, colon), text.substring(colon + 1)};
  }

  private String id(String name) throws CommandException {
    return InspectCommand.node(plan, name).id();
  }

  static List<@Nullable String> cells(String text) {
    List<@Nullable String> out = new ArrayList<>();
    for (String cell : Arrays.asList(text.split(",", -1))) {
      out.add(cell.isEmpty() ? null : cell);
    }
    return out;
  }

  private static long time(String text) throws CommandException {
    Row row = new Row(1);
    try {
      CellText.set(row, 0, DataType.TIMESTAMP, text);
      return row.getLong(0);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("'" + text + "' is no time such as 2024-01-05 13:00");
    }
  }

  private Condition row(String name, String condition) throws CommandException {
    PlanEdge edge = LineageText.edge(plan, name);
    Schema schema = plan.nodes().get(edge.to()).inputs().get(edge.toPort()).schema();
    return new Condition.RowPasses(edge.id(), condition, compiled(condition, schema));
  }

  private Condition state(String[] parts, String condition) throws CommandException, RunException {
    PlanNode node = InspectCommand.node(plan, parts[0]);
    GeneratedClass compiled =
        condition.isEmpty()
            ? null
            : compiled(condition, run.past().entrySchema(node.id(), parts[1]));
    return new Condition.StateChanges(node.id(), parts[1], List.of(), condition, compiled);
  }

  private @Nullable GeneratedClass compiled(String condition, Schema schema)
      throws CommandException {
    if (condition.isEmpty()) {
      return null;
    }
    Expressions.Typed typed = expressions.typeOf(condition, schema);
    if (typed.problems().stream().anyMatch(p -> p.isError())) {
      throw new CommandException(Exit.USAGE, typed.problems());
    }
    return expressions.compilePredicate("dev.eddy.generated.Break" + ++classes, condition, schema);
  }

  private int classes;
}

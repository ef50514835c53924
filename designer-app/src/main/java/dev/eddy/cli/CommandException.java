package dev.eddy.cli;

import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import java.util.List;

/** Ends a command: with what exit code, and what is said of it. */
final class CommandException extends Exception {
  private static final long serialVersionUID = 1L;
  private final Exit exit;
  private final transient List<Problem> problems;

  CommandException(Exit exit, List<Problem> problems) {
    super(problems.toString());
    this.exit = exit;
    this.problems = List.copyOf(problems);
  }

  /** Wrong usage: {@code what} is one sentence, the usage of the command follows it. */
  static CommandException usage(String what) {
    return new CommandException(
        Exit.USAGE, List.of(Problem.error("usage", Place.NOWHERE, what, "")));
  }

  static CommandException project(Problem problem) {
    return new CommandException(Exit.PROJECT, List.of(problem));
  }

  static CommandException environment(String code, String what, String remedy) {
    return new CommandException(
        Exit.ENVIRONMENT, List.of(Problem.error(code, Place.NOWHERE, what, remedy)));
  }

  Exit exit() {
    return exit;
  }

  List<Problem> problems() {
    return problems;
  }
}

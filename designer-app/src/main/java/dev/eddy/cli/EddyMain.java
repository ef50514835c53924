package dev.eddy.cli;

import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The one entry of Eddy: finds the command, reads its arguments, runs it. */
public final class EddyMain {
  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> environment;
  private final boolean interactive;

  /**
   * @param interactive whether a person watches: progress and colours
   */
  public EddyMain(
      PrintStream out, PrintStream err, Map<String, String> environment, boolean interactive) {
    this.out = out;
    this.err = err;
    this.environment = Map.copyOf(environment);
    this.interactive = interactive;
  }

  public static void main(String[] args) {
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    int code = new EddyMain(out, err, System.getenv(), System.console() != null).run(args);
    out.flush();
    err.flush();
    System.exit(code);
  }

  private static PrintStream utf8(FileDescriptor to) {
    return new PrintStream(new FileOutputStream(to), true, StandardCharsets.UTF_8);
  }

  /** Runs one command line and answers its exit code; ends no JVM. */
  public int run(String... args) {
    List<String> words = new ArrayList<>(List.of(args));
    boolean quiet = take("--quiet", words);
    boolean help = take("--help", words) | take("-h", words);
    Terminal terminal = new Terminal(out, err, environment, interactive, quiet);
    Command command = null;
    try {
      command = find(words);
      if (help) {
        terminal.print(command == Commands.START ? Help.overview() : Help.of(command));
        return Exit.OK.code();
      }
      return command.action().run(Arguments.parse(command, words), terminal).code();
    } catch (CommandException e) {
      e.problems().forEach(terminal::problem);
      if (e.exit() == Exit.USAGE) {
        err.println("usage: " + (command == null ? "eddy COMMAND ..." : command.usage()));
        err.println(
            "More: eddy help" + (command == null ? "" : " " + command.words()).stripTrailing());
      }
      return e.exit().code();
    } catch (OutOfMemoryError e) {
      return ranOutOfMemory(terminal);
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      if (e.getCause() instanceof OutOfMemoryError) {
        // There is one object for all of them, which cannot be suppressed by itself.
        return ranOutOfMemory(terminal);
      }
      terminal.problem(
          Problem.error(
              "internal-error",
              Place.NOWHERE,
              "Eddy failed: " + e + ".",
              "Please report this with the lines below."));
      e.printStackTrace(err);
      return Exit.ENVIRONMENT.code();
    }
  }

  private static int ranOutOfMemory(Terminal terminal) {
    terminal.problem(
        Problem.error(
            "out-of-memory",
            Place.NOWHERE,
            "Eddy ran out of memory.",
            "Give it more: EDDY_JAVA_OPTS=-Xmx2g."));
    return Exit.ENVIRONMENT.code();
  }

  /** Takes the command's words off the front. */
  private static Command find(List<String> words) throws CommandException {
    for (int n = Math.min(2, words.size()); n > 0; n--) {
      String name = String.join(" ", words.subList(0, n));
      Optional<Command> found = Commands.find(name);
      if (found.isPresent()) {
        words.subList(0, n).clear();
        return found.get();
      }
    }
    if (words.isEmpty() || words.get(0).startsWith("-")) {
      return Commands.START;
    }
    String word = words.get(0);
    List<String> longer =
        Commands.all().stream().map(Command::words).filter(w -> w.startsWith(word + " ")).toList();
    throw CommandException.usage(
        longer.isEmpty()
            ? "there is no command '" + word + "'" + Help.nearest(word, Commands.names())
            : "'" + word + "' is followed by one of: " + lastWords(longer));
  }

  private static String lastWords(List<String> commands) {
    return String.join(", ", commands.stream().map(w -> w.substring(w.indexOf(' ') + 1)).toList());
  }

  /** Takes a word that every command knows out of the words before {@code --}. */
  private static boolean take(String word, List<String> words) {
    int end = words.indexOf("--");
    return words.subList(0, end < 0 ? words.size() : end).removeIf(word::equals);
  }
}

package dev.eddy.cli;

import dev.eddy.model.io.ProjectFiles;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.runtime.RestartStrategy;
import dev.eddy.runtime.RunOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Plain {@code eddy} and {@code eddy open}: the window; without a display, the example as text. */
final class StartCommand {
  private static final String WINDOW = "dev.eddy.designer.DesignerMain";
  private static final String EXAMPLE = "examples/flight-delays";
  private static final int FIRST_ROWS = 3;

  private StartCommand() {}

  static Exit run(Arguments arguments, Terminal terminal) throws CommandException {
    if (arguments.flag("--version")) {
      String version = StartCommand.class.getPackage().getImplementationVersion();
      terminal.print("eddy " + (version == null ? "0.1.0-SNAPSHOT" : version));
      return Exit.OK;
    }
    if (hasDisplay(terminal.environment())) {
      return window();
    }
    return example(terminal);
  }

  static Exit open(Arguments arguments, Terminal terminal) throws CommandException {
    // Read first: a window that opens only to say "no project" helps nobody at a shell.
    ProjectFiles.ReadResult read = ProjectFiles.read(Arguments.path(arguments.operand(0)));
    if (read.project() == null) {
      throw new CommandException(Exit.PROJECT, read.problems());
    }
    if (!hasDisplay(terminal.environment())) {
      throw CommandException.environment(
          "no-display",
          "There is no display to open a window on.",
          "Try: ./eddy --xvfb open " + Words.shell(arguments.operand(0)));
    }
    return window(arguments.operand(0));
  }

  private static boolean hasDisplay(Map<String, String> environment) {
    boolean linux = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
    return !linux || !environment.getOrDefault("DISPLAY", "").isEmpty();
  }

  /** By name: the command line is used where JavaFX is not. Blocks until the window is closed. */
  private static Exit window(String... args) throws CommandException {
    try {
      Class.forName(WINDOW).getMethod("main", String[].class).invoke(null, (Object) args);
      return Exit.OK;
    } catch (InvocationTargetException e) {
      throw noWindow(String.valueOf(e.getCause()));
    } catch (ReflectiveOperationException | LinkageError e) {
      throw noWindow(e.toString());
    }
  }

  private static CommandException noWindow(String why) {
    return CommandException.environment(
        "no-window",
        "The window cannot be opened: " + why + ".",
        "Commands work without it: eddy help.");
  }

  private static Exit example(Terminal terminal) throws CommandException {
    Path folder = exampleFolder();
    terminal.say("There is no display: this runs the example " + folder + " in the terminal.");
    ProjectSource source = ProjectSource.read(folder.toString());
    String pipeline = source.pipeline(Optional.empty());
    // An installed example may lie where nobody may write.
    Path out =
        Files.isWritable(folder)
            ? null
            : Recordings.stateFolder(terminal.environment()).resolve("out");
    Plan plan = source.plan(pipeline, Map.of(), out, terminal);
    Path recording = Recordings.next(terminal.environment(), source.project().name());
    Exit exit =
        RunCommand.start(
            plan,
            source.providers(),
            RunOptions.defaults(recording),
            RestartStrategy.NONE,
            RunCommand.STEP_LIMIT_SECONDS,
            terminal);
    for (PlanNode node : plan.nodes()) {
      Optional<Path> file = SinkFiles.of(node);
      if (file.isPresent()) {
        terminal.print("");
        terminal.print("first rows of " + node.name() + ":");
        firstRows(file.get()).forEach(line -> terminal.print("  " + line));
      }
    }
    terminal.say("");
    terminal.say("For the window: ./eddy on a machine with a display, or ./eddy --xvfb");
    terminal.say("What else there is: ./eddy help");
    return exit;
  }

  private static List<String> firstRows(Path file) {
    List<String> rows = new ArrayList<>();
    try (BufferedReader in = Files.newBufferedReader(file)) {
      for (String line = in.readLine();
          line != null && rows.size() < FIRST_ROWS;
          line = in.readLine()) {
        rows.add(line);
      }
    } catch (IOException e) {
      rows.add("cannot be read: " + e);
    }
    return rows.isEmpty() ? List.of("(none)") : rows;
  }

  private static Path exampleFolder() throws CommandException {
    List<Path> starts = new ArrayList<>();
    String home = System.getProperty("eddy.home");
    if (home != null) {
      starts.add(Path.of(home));
    }
    codeFolder().ifPresent(starts::add);
    starts.add(Path.of("").toAbsolutePath());
    for (Path start : starts) {
      for (Path p = start.toAbsolutePath(); p != null; p = p.getParent()) {
        Path example = p.resolve(EXAMPLE);
        if (Files.isRegularFile(example.resolve(ProjectFiles.PROJECT_FILE))) {
          return example;
        }
      }
    }
    throw CommandException.environment(
        "no-example",
        "There is no display, and the example to run instead was not found.",
        "Start Eddy by its own ./eddy, or try: eddy help");
  }

  private static Optional<Path> codeFolder() {
    CodeSource source = StartCommand.class.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(source.getLocation().toURI()));
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

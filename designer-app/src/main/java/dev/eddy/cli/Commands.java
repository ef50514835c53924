package dev.eddy.cli;

import dev.eddy.cli.Command.Operand;
import dev.eddy.cli.Command.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All commands, in the order of the help. */
final class Commands {
  private static final Operand PROJECT = new Operand("PROJECT", true, "folder with eddy.json");
  private static final Operand PIPELINE = new Operand("PIPELINE", true, "name of the pipeline");
  private static final Operand ANY_PIPELINE =
      new Operand("PIPELINE", false, "name of the pipeline; not needed where there is one alone");
  private static final Operand RECORDING = new Operand("RECORDING", true, "folder of a recording");
  private static final Option TARGET =
      Option.required("--target", "URL", "REST address of a Flink cluster, http://127.0.0.1:8081");
  private static final Option OUT = Option.of("--out", "DIR", "all sinks write to DIR/SINK.ndjson");

  private static final Option STATE =
      Option.of("--state", "WHERE", "heap (the default) or rocksdb; changes no row");
  private static final Option CLOCK =
      Option.of(
          "--clock",
          "CLOCK",
          "what state is forgotten by: wall (the default), or event-time, the greatest so far");
  private static final Option SET =
      Option.repeated(
          "--set", "NAME=VALUE", "replaces a parameter of the project, or NODE.PARAM of a node");

  private static final Option RESTART =
      Option.of(
          "--restart",
          "STRATEGY",
          "none, fixed-delay:ATTEMPTS,SECONDS or exponential-delay:ATTEMPTS,SECONDS,MAX; where a"
              + " source or sink fails");

  private static final Option STEP_LIMIT =
      Option.of(
          "--step-limit",
          "SECONDS",
          "end the run where an operator works on one event for longer (60); 0 for no limit");

  static final Command START =
      new Command(
          "",
          List.of(),
          List.of(Option.flag("--version", "print the version")),
          "open the window",
          """
          Without a display it runs the example in the terminal instead.
          --xvfb (understood by the ./eddy script) opens the window on a virtual screen.
          """,
          StartCommand::run);

  static final Command HELP =
      new Command(
          "help",
          List.of(
              new Operand("COMMAND", false, "what to explain"),
              new Operand("WORD", false, "its second word, as in 'help cluster start'")),
          List.of(),
          "explain the commands",
          "",
          Commands::help);

  private static final List<Command> ALL =
      List.of(
          START,
          HELP,
          new Command(
              "open",
              List.of(PROJECT),
              List.of(),
              "open a project in the window",
              "Opening runs nothing.",
              StartCommand::open),
          new Command(
              "check",
              List.of(PROJECT),
              List.of(Option.flag("--json", "print a JSON array of problems")),
              "check all pipelines of a project",
              "Exit code 1 with at least one error.",
              CheckCommand::run),
          new Command(
              "diff",
              List.of(
                  new Operand("A", true, "a project, or a file of a pipeline"),
                  new Operand("B", true, "another version of it")),
              List.of(Option.flag("--json", "print a JSON array, an object for each pipeline")),
              "say what differs between two versions",
              """
By operators, edges and values, not by lines; where operators stand says nothing.
Exit code 0 where nothing differs, 1 where something does.
As a difftool of git: git config difftool.eddy.cmd 'eddy diff "$LOCAL" "$REMOTE"'
""",
              DiffCommand::run),
          new Command(
              "merge",
              List.of(
                  new Operand("BASE", true, "what both versions come from; may be empty"),
                  new Operand("OURS", true, "gets the result"),
                  new Operand("THEIRS", true, "the other version")),
              List.of(
                  Option.of("--path", "NAME", "what messages call the file"),
                  Option.of("--out", "FILE", "gets the result instead of OURS")),
              "merge two versions of a pipeline's file",
              """
By operators, not by lines. Where both changed one thing, the result has ours, the
conflict is printed, and the exit code is 1. Of layouts either is taken, without a word.
As a merge driver of git:
  git config merge.eddy.driver "eddy merge %O %A %B --path %P"
  echo '*.pipeline.json merge=eddy' >> .gitattributes
  echo '*.layout.json merge=eddy' >> .gitattributes
""",
              MergeCommand::run),
          new Command(
              "run",
              List.of(PROJECT, ANY_PIPELINE),
              List.of(
                  OUT,
                  Option.of("--parallelism", "N", "subtasks of each operator (1); changes no row"),
                  Option.of("--epoch-rows", "N", "rows in one batch (1000); changes no row"),
                  RESTART,
                  Option.of("--record", "DIR", "where the recording lies; new or empty"),
                  STATE,
                  CLOCK,
                  STEP_LIMIT,
                  Option.of("--from", "RECORDING", "go on from the state of another run"),
                  Option.repeated("--renamed", "NODE.NEW=OLD", "with --from: a column's new name"),
                  Option.flag("--drop-state", "with --from: what has no place may go"),
                  SET),
              "run a pipeline to its end",
              """
Each sink's rows go to DIR/SINK.ndjson, one JSON object a row; the changes of an updating
sink to DIR/SINK.changelog.ndjson. SINK is the node's name, spaces as '-'.
Ctrl-C stops at a checkpoint, from which 'eddy resume' goes on.
--from takes over what the other run's nodes kept, by the nodes' ids, also where the
pipeline has changed: columns may be added (null), removed, widened and renamed.
""",
              RunCommand::run),
          new Command(
              "resume",
              List.of(RECORDING),
              List.of(
                  Option.of("--parallelism", "N", "subtasks of each operator (1); changes no row"),
                  Option.of("--epoch-rows", "N", "rows in one batch (1000); changes no row"),
                  STATE,
                  CLOCK,
                  STEP_LIMIT,
                  RESTART),
              "go on after a stop or a kill",
              """
Goes on from the newest checkpoint into the same output: the files of the sinks end as if
nothing had happened. Without --state and --clock both are what they were.
""",
              RunCommand::resume),
          new Command(
              "recordings",
              List.of(),
              List.of(
                  Option.flag("--prune", "take recordings away, the oldest first"),
                  Option.of("--older", "DAYS", "those that were last written so many days ago"),
                  Option.of("--max-size", "BYTES", "until the others take so much: 500M, 10G"),
                  Option.of("--in", "DIR", "another folder of recordings than the user's")),
              "list recordings, or take old ones away",
              """
One that is running is never taken away. 'eddy run' itself takes the oldest away when all
together take more than 10 GB; EDDY_RECORDINGS_MAX=20G allows more.
""",
              RecordingsCommand::run),
          new Command(
              "replay",
              List.of(RECORDING),
              List.of(
                  Option.flag("--verify", "compare each operator's rows with the recording"),
                  Option.of("--to", "MOMENT", "up to a moment, and say how the run stands there"),
                  Option.repeated("--break", "WHERE", "list the moments at which something holds"),
                  Option.flag("--backwards", "with --break: from the end to the start"),
                  Option.of("--limit", "N", "with --break: no more moments than this (20)"),
                  Option.of(
                      "--log", "TEXT", "with --break: say TEXT there; {COLUMN} is its value")),
              "replay a recording and compare",
              """
Exit code 1 with operator and row where the replay differs.
WHERE is one of edge=NODE [where CONDITION], key=NODE:KEY, late=NODE, watermark=NODE:TIME,
timer=NODE[:NAME], state=NODE[:STATE] [where CONDITION], works=NODE, checkpoint, failure.
""",
              ReplayCommand::run),
          new Command(
              "inspect",
              List.of(RECORDING),
              List.of(
                  Option.required("--at", "MOMENT", "such as 40169.2; 'end' for the last one"),
                  Option.of("--state", "NODE", "keyed state and timers of a node").orElse("--edge"),
                  Option.of("--edge", "NODE", "the last rows that left a node"),
                  Option.of("--why", "NODE", "what holds back the output of a node")
                      .orElse("--lineage"),
                  Option.of("--lineage", "ROW", "where a row comes from"),
                  Option.flag("--forward", "with --lineage: what a gate event caused"),
                  Option.of("--diff", "MOMENT", "with --state: how it differs there")),
              "show a run at a moment",
              """
NODE is a name or an id; for --edge also the id of an edge. Nothing is written.
ROW is NODE:N, the N-th row that left a node (reached a sink), or the moment at which a row
is handled; with --forward the number of a gate event, whose effects up to --at are shown.
""",
              InspectCommand::run),
          new Command(
              "branch",
              List.of(
                  RECORDING,
                  new Operand("PROJECT", false, "run its pipeline as it is now instead"),
                  ANY_PIPELINE),
              List.of(
                  Option.repeated("--drop", "EVENT", "a gate event that never came"),
                  Option.repeated("--replace", "EVENT=ROW", "another row came instead"),
                  Option.repeated("--insert", "EVENT:SOURCE=ROW", "a row came before an event"),
                  Option.of("--from", "EVENT", "from where the project counts (1)"),
                  Option.of("--to", "MOMENT", "how far to run (the end)"),
                  SET),
              "run a recording again with something changed",
              """
              Compares the rows of each sink with those of the recording; writes nothing. ROW is the
              cells of a line of CSV; an empty cell is NULL. Exit code 1 where a sink differs.
              """,
              BranchCommand::run),
          new Command(
              "bench",
              List.of(
                  new Operand(
                      "FIGURE", true, "engine, state, restore, kv, seek, record, start or canvas")),
              List.of(
                  Option.flag("--quick", "fewer events and rounds: under ten minutes"),
                  Option.of("--json", "FILE", "also one JSON object a figure into FILE"),
                  Option.of("--queries", "LIST", "such as q0,q5 (engine and record; all)"),
                  Option.of("--engines", "LIST", "of hand,eddy,flink,jet (engine; all)"),
                  Option.of("--parallelism", "LIST", "such as 1,2 (engine)"),
                  Option.of("--events", "N", "events for each unit of a query's weight"),
                  Option.of("--warmups", "N", "whole runs before the first round"),
                  Option.of("--rounds", "N", "rounds whose median is the figure")),
              "measure Eddy beside a hand-written loop, Flink and Hazelcast Jet",
              """
Runs from the source tree: builds the benchmarks and, the first time, downloads the
engines to compare with (needs mvn). Engines take turns in JVMs of their own; results are
compared by checksum. Exit code 1 where they differ.
""",
              Commands::bench),
          new Command(
              "cluster start",
              List.of(),
              List.of(Option.of("--flink", "VERSION", "1.20.3 (the default) or 2.3.0")),
              "start a Flink session cluster on this machine",
              "Its parts come from Maven artifacts: needs mvn. It listens on the loopback"
                  + " interface.",
              ClusterCommands::start),
          new Command(
              "cluster status",
              List.of(),
              List.of(),
              "list the clusters that Eddy started",
              "",
              ClusterCommands::status),
          new Command(
              "cluster stop",
              List.of(),
              List.of(Option.of("--flink", "VERSION", "only the clusters of this version")),
              "stop the clusters that Eddy started",
              "",
              ClusterCommands::stop),
          new Command(
              "deploy",
              List.of(PROJECT, PIPELINE),
              List.of(
                  TARGET,
                  Option.of("--from", "SAVEPOINT", "start from the state of a savepoint"),
                  Option.flag("--watch", "wait for the end of the job")),
              "deploy a pipeline to a Flink cluster",
              "Checks, bundles, uploads, starts and waits until all its operators run.",
              ClusterCommands::deploy),
          new Command(
              "jobs",
              List.of(),
              List.of(TARGET),
              "list the jobs of a cluster",
              "",
              ClusterCommands::jobs),
          new Command(
              "job stop",
              List.of(new Operand("ID", true, "the job, as 'eddy jobs' lists it")),
              List.of(TARGET, Option.of("--savepoint", "DIR", "where the savepoint goes")),
              "stop a job with a savepoint",
              "Prints where the savepoint lies: 'eddy deploy --from' goes on from it.",
              ClusterCommands::stopJob),
          new Command(
              "parity",
              List.of(PROJECT, PIPELINE),
              List.of(TARGET, OUT),
              "run on this machine and on a cluster, compare each sink",
              "Exit code 1 where a sink differs beyond its fidelity class.",
              ClusterCommands::parity));

  private Commands() {}

  static List<Command> all() {
    return ALL;
  }

  static Optional<Command> find(String words) {
    return ALL.stream().filter(c -> !c.words().isEmpty() && c.words().equals(words)).findFirst();
  }

  /** What commands are called, plain {@code eddy} aside. */
  static List<String> names() {
    return ALL.stream().map(Command::words).filter(w -> !w.isEmpty()).toList();
  }

  private static Exit bench(Arguments arguments, Terminal terminal) throws CommandException {
    throw CommandException.environment(
        "no-source-tree",
        "the benchmarks are no part of the application.",
        "Run ./eddy bench " + arguments.operand(0) + " in the source tree; it needs mvn.");
  }

  private static Exit help(Arguments arguments, Terminal terminal) throws CommandException {
    List<String> words = new ArrayList<>();
    arguments.optionalOperand(0).ifPresent(words::add);
    arguments.optionalOperand(1).ifPresent(words::add);
    if (words.isEmpty()) {
      terminal.print(Help.overview());
      return Exit.OK;
    }
    String name = String.join(" ", words);
    Optional<Command> command = find(name);
    if (command.isPresent()) {
      terminal.print(Help.of(command.get()));
      return Exit.OK;
    }
    List<Command> longer = ALL.stream().filter(c -> c.words().startsWith(name + " ")).toList();
    if (longer.isEmpty()) {
      throw CommandException.usage(
          "there is no command '" + name + "'" + Help.nearest(name, names()));
    }
    longer.forEach(c -> terminal.print(Help.of(c) + "\n"));
    return Exit.OK;
  }
}

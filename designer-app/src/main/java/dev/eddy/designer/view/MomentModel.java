package dev.eddy.designer.view;

import dev.eddy.designer.control.Figures;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Mode;
import dev.eddy.designer.state.Run;
import dev.eddy.designer.state.Stop;
import dev.eddy.model.graph.Node;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the moment bar says. Pure.
 *
 * @param tone running, paused, past, error or quiet
 * @param transport whether there is a run to move in
 */
record MomentModel(
    String chip, String icon, String tone, List<Word> words, Action action, boolean transport) {
  /**
   * A piece of the sentence.
   *
   * @param style plain, strong, mono or tone
   */
  record Word(String text, String style) {}

  /** The one action beside the transport. */
  enum Action {
    NONE,
    PAUSE,
    CONTINUE,
    LIVE_EDGE
  }

  String spoken() {
    return words.stream().map(Word::text).collect(Collectors.joining());
  }

  static MomentModel of(AppState s) {
    if (s.mode() == Mode.PRODUCTION && s.deploy().jobId() != null) {
      return job(s);
    }
    Run run = s.run();
    if (run == null) {
      return quiet(
          "No run",
          "clock",
          KeyWords.of(s)
              .in(
                  "A run is recorded by itself; then you can go back to any row. {run.run} runs,"
                      + " {run.debug} stops before the first row."));
    }
    if (run.stage() == Run.Stage.STARTING && run.problem() == null) {
      return quiet(
          run.look() ? "Opening" : "Starting",
          "loader",
          run.look() ? "reading the recording" : "compiling the pipeline and starting the worker");
    }
    if (run.stage() == Run.Stage.GONE || run.problem() != null && run.status() == null) {
      return gone(run);
    }
    Status st = run.status();
    if (st == null) {
      return quiet("Starting", "loader", "the worker is ready");
    }
    if (st.phase() == Status.Phase.RUNNING) {
      return running(s, run, st);
    }
    if (st.isPast()) {
      return past(s, st);
    }
    return switch (st.phase()) {
      case PAUSED -> paused(s, st);
      case FAILED -> failed(run, st);
      default -> finished(run, st);
    };
  }

  private static MomentModel quiet(String chip, String icon, String words) {
    return new MomentModel(
        chip, icon, "quiet", List.of(new Word(words, "plain")), Action.NONE, false);
  }

  private static MomentModel gone(Run run) {
    List<Word> words = new ArrayList<>();
    Problem p = run.problem();
    if (p != null) {
      problem(words, p);
    } else {
      words.add(new Word("The worker has ended", "strong"));
      if (!run.words().isBlank()) {
        String first = run.words().strip().lines().findFirst().orElse("");
        // It goes on in the same line.
        words.add(new Word(" · " + first.replaceFirst("\\.$", ""), "plain"));
      }
    }
    if (run.recording() != null) {
      words.add(new Word(" · the recording is kept: ", "plain"));
      words.add(new Word(String.valueOf(run.recording().getFileName()), "mono"));
    }
    return new MomentModel("Run lost", "alert-octagon", "error", words, Action.NONE, false);
  }

  private static void problem(List<Word> words, Problem p) {
    if (p.place().nodeName() != null) {
      words.add(new Word(p.place().nodeName() + "  ", "strong"));
    }
    words.add(new Word(p.message(), "plain"));
    if (!p.remedy().isEmpty()) {
      words.add(new Word(" " + p.remedy(), "plain"));
    }
  }

  private static MomentModel running(AppState s, Run run, Status st) {
    List<Word> words = new ArrayList<>();
    words.add(new Word("moment ", "plain"));
    words.add(new Word(Figures.moment(st.at()), "mono"));
    words.add(new Word(" · row " + Figures.number(st.at().sequence()), "plain"));
    double rate =
        s.graph().edges().values().stream()
            .filter(e -> s.graph().into(e.from().node()).isEmpty())
            .mapToDouble(e -> run.rates().getOrDefault(e.id(), 0.0))
            .sum();
    if (rate > 0) {
      words.add(new Word(" · " + Figures.number(Math.round(rate)) + " rows/s", "plain"));
    }
    clock(words, st);
    return new MomentModel("Running", "activity", "running", words, Action.PAUSE, true);
  }

  private static void clock(List<Word> words, Status st) {
    if (st.clock() != Long.MIN_VALUE) {
      words.add(new Word(" · clock " + Figures.dateTime(st.clock()), "plain"));
    }
  }

  private static MomentModel paused(AppState s, Status st) {
    List<Word> words = new ArrayList<>();
    Node node = st.nodeId() == null ? null : s.graph().nodes().get(st.nodeId());
    String outside = node != null ? "" : elsewhere(s);
    if (node != null || !outside.isEmpty()) {
      words.add(new Word((node == null ? outside : node.name()) + "  ", "strong"));
    }
    Stop stop = st.breakpointId() == null ? null : s.stops().get(st.breakpointId());
    if (stop != null) {
      words.add(new Word("breakpoint ", "plain"));
      words.add(new Word(stop.condition().isBlank() ? "every row" : stop.condition(), "mono"));
      words.add(new Word(" · ", "plain"));
    } else if (!st.reason().isEmpty()) {
      words.add(new Word(st.reason().replaceFirst("\\.$", "") + " · ", "plain"));
    }
    words.add(new Word("moment ", "plain"));
    words.add(new Word(Figures.moment(st.at()), "mono"));
    clock(words, st);
    return new MomentModel("Paused", "pause", "paused", words, Action.CONTINUE, true);
  }

  /** Where a run stands that is not in the part of it that is shown; empty for nowhere. */
  private static String elsewhere(AppState s) {
    Run run = s.run();
    Status whole = run == null ? null : run.whole().status();
    if (run == null || whole == null || whole.nodeId() == null) {
      return "";
    }
    Node n = run.flat().nodes().get(whole.nodeId());
    return n == null ? "" : n.name();
  }

  private static MomentModel past(AppState s, Status st) {
    List<Word> words = new ArrayList<>();
    words.add(new Word("You see the run as it was at ", "plain"));
    words.add(new Word(Figures.moment(st.at()), "mono"));
    words.add(
        new Word(
            " · row "
                + Figures.number(st.at().sequence())
                + " of "
                + Figures.number(st.liveEdge().sequence()),
            "plain"));
    clock(words, st);
    String distance = distance(s, st);
    if (!distance.isEmpty()) {
      words.add(new Word(" · " + distance + " before the live edge", "tone"));
    }
    return new MomentModel("Past", "clock", "past", words, Action.LIVE_EDGE, true);
  }

  /** How far back the moment lies: in the run's clock where that is known, else in rows. */
  static String distance(AppState s, Status st) {
    long rows = st.liveEdge().sequence() - st.at().sequence();
    Run run = s.run();
    if (run != null && run.timeline() != null && st.clock() != Long.MIN_VALUE) {
      long[] clocks = run.timeline().clocks();
      long last = Long.MIN_VALUE;
      for (long c : clocks) {
        if (c != Long.MIN_VALUE && c != Long.MAX_VALUE) {
          last = Math.max(last, c);
        }
      }
      if (last > st.clock()) {
        return Figures.duration(last - st.clock());
      }
    }
    return rows > 0 ? Figures.count(rows, "row", "rows") : "a few steps";
  }

  private static MomentModel failed(Run run, Status st) {
    List<Word> words = new ArrayList<>();
    if (run.problem() != null) {
      problem(words, run.problem());
    } else {
      words.add(new Word(st.reason().isEmpty() ? "The run failed" : st.reason(), "plain"));
    }
    words.add(new Word(" · at ", "plain"));
    words.add(new Word(Figures.moment(st.at()), "mono"));
    return new MomentModel("Failed", "alert-octagon", "error", words, Action.NONE, true);
  }

  private static MomentModel finished(Run run, Status st) {
    List<Word> words = new ArrayList<>();
    words.add(new Word(run.look() ? "The recording ends at " : "All rows are handled · ", "plain"));
    words.add(new Word(Figures.moment(st.at()), "mono"));
    clock(words, st);
    return new MomentModel("Finished", "check-circle", "running", words, Action.NONE, true);
  }

  private static MomentModel job(AppState s) {
    List<Word> words = new ArrayList<>();
    words.add(new Word("job ", "plain"));
    words.add(new Word(s.deploy().jobPipeline(), "strong"));
    words.add(new Word(" · " + s.deploy().jobState() + " · ", "plain"));
    words.add(new Word(String.valueOf(s.deploy().jobId()), "mono"));
    boolean running = s.deploy().isJobRunning();
    return new MomentModel(
        running ? "Live" : "Job",
        "activity",
        running ? "running" : "quiet",
        words,
        Action.NONE,
        false);
  }
}

package dev.eddy.designer.state;

import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Notice;
import dev.eddy.model.protocol.Reply.EdgeRow;
import dev.eddy.model.protocol.Reply.LineageOf;
import dev.eddy.model.protocol.Reply.MetricsOf;
import dev.eddy.model.protocol.Reply.WhyOf;
import dev.eddy.model.time.Moment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has been asked of a run, and what it answered.
 *
 * @param data rows of the edge that is looked at
 * @param question what the why panel shows; null where nothing was asked
 * @param metrics of the last moment at which they were asked for
 * @param series how rates and latency went while the run ran
 * @param log lines of log points, oldest first
 * @param diff state that is compared with that of another moment; null for none
 * @param preview the node that the run is a preview of; null for a whole run
 * @param runningTo a breakpoint for one way, which the worker still has; null for none
 * @param stopping whether it was asked to stop and has not come to rest since
 */
public record Looks(
    @Nullable EdgeData data,
    @Nullable Sample sample,
    @Nullable Question question,
    @Nullable MetricsOf metrics,
    Series series,
    List<Notice.Logged> log,
    @Nullable StateDiff diff,
    @Nullable String preview,
    @Nullable RunningTo runningTo,
    boolean stopping) {
  static final Looks NONE =
      new Looks(null, null, null, null, Series.EMPTY, List.of(), null, null, null, false);

  /** More lines are not kept: the oldest go. */
  public static final int LOG_LINES = 1_000;

  public Looks {
    log = List.copyOf(log);
  }

  /**
   * On the way to a place, until the run stops: there, or elsewhere.
   *
   * @param from where the run stood when it was sent
   */
  public record RunningTo(Stop stop, Moment from) {}

  /** Something that was asked about the run at a moment. */
  public sealed interface Question {
    Moment at();

    /** Why the answer did not come; null where it did, or is on its way. */
    @Nullable Problem refused();

    /**
     * Where does a row come from?
     *
     * @param columns of the row, as the panel names them
     * @param answer null while it is on its way
     */
    record WhyRow(
        String edge,
        List<String> columns,
        EdgeRow row,
        Moment at,
        @Nullable LineageOf answer,
        @Nullable Problem refused)
        implements Question {}

    /**
     * Why does an operator give no more rows?
     *
     * @param answer null while it is on its way
     */
    record WhySilent(String node, Moment at, @Nullable WhyOf answer, @Nullable Problem refused)
        implements Question {}
  }

  /** What is known of the whole run, and not of the part that is shown. */
  Looks elsewhere() {
    return new Looks(null, null, null, null, Series.EMPTY, log, null, preview, runningTo, stopping);
  }

  Looks withData(@Nullable EdgeData value) {
    return new Looks(
        value, sample, question, metrics, series, log, diff, preview, runningTo, stopping);
  }

  Looks withSample(@Nullable Sample value) {
    return new Looks(
        data, value, question, metrics, series, log, diff, preview, runningTo, stopping);
  }

  Looks withQuestion(@Nullable Question value) {
    return new Looks(data, sample, value, metrics, series, log, diff, preview, runningTo, stopping);
  }

  Looks withMetrics(@Nullable MetricsOf value, Series more) {
    return new Looks(data, sample, question, value, more, log, diff, preview, runningTo, stopping);
  }

  Looks withPreview(@Nullable String node) {
    return new Looks(data, sample, question, metrics, series, log, diff, node, runningTo, stopping);
  }

  Looks withLines(List<Notice.Logged> more) {
    List<Notice.Logged> lines = new ArrayList<>(log);
    lines.addAll(more);
    return new Looks(
        data,
        sample,
        question,
        metrics,
        series,
        lines.size() > LOG_LINES ? lines.subList(lines.size() - LOG_LINES, lines.size()) : lines,
        diff,
        preview,
        runningTo,
        stopping);
  }

  Looks withDiff(@Nullable StateDiff value) {
    return new Looks(
        data, sample, question, metrics, series, log, value, preview, runningTo, stopping);
  }

  Looks withRunningTo(@Nullable RunningTo value) {
    return new Looks(data, sample, question, metrics, series, log, diff, preview, value, stopping);
  }

  Looks withStopping(boolean value) {
    return new Looks(data, sample, question, metrics, series, log, diff, preview, runningTo, value);
  }
}

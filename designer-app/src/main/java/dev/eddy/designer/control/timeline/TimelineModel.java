package dev.eddy.designer.control.timeline;

import dev.eddy.designer.control.Figures;
import dev.eddy.model.operator.Family;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run as tracks. Pure.
 *
 * @param tracks of operators, from the top
 * @param timeline null before the first answer
 */
public record TimelineModel(
    List<NodeTrack> tracks, Reply.@Nullable TimelineOf timeline, Status status) {
  public TimelineModel {
    tracks = List.copyOf(tracks);
  }

  /** What the rows of a track are. */
  public enum Rows {
    /** Of an ordinary operator. */
    NORMAL,
    /** Too late for their window: shown apart. */
    LATE
  }

  /** The rows that an operator got. */
  public record NodeTrack(String nodeId, String name, Family family, Rows rows) {}

  /** A bar over {@code [from, to)} of the sequences; {@code height} from 0 to 1. */
  public record Bar(double from, double to, double height, long rows) {}

  /** A mark on the ruler. */
  public record Tick(double sequence, String text) {}

  /** A step of the watermark track, in ms: how far behind the clock, or how far it came. */
  public record Step(double from, double to, long millis) {}

  private static final long[] CLOCK_STEPS = {
    1,
    2,
    5,
    10,
    20,
    50,
    100,
    200,
    500,
    1_000,
    2_000,
    5_000,
    10_000,
    15_000,
    30_000,
    60_000,
    120_000,
    300_000,
    600_000,
    900_000,
    1_800_000,
    3_600_000,
    7_200_000,
    10_800_000,
    21_600_000,
    43_200_000,
    86_400_000,
    172_800_000,
    604_800_000,
    1_209_600_000,
    2_592_000_000L,
    7_776_000_000L,
    31_536_000_000L
  };

  public boolean isEmpty() {
    return timeline == null || timeline.bounds().length < 2;
  }

  /** The last sequence that there is anything to say of, and a little air. */
  public double end() {
    double last = Math.max(1, status.liveEdge().sequence());
    if (timeline != null && timeline.bounds().length > 0) {
      last = Math.max(last, timeline.bounds()[timeline.bounds().length - 1]);
    }
    return last * 1.02 + 1;
  }

  /**
   * Bars of a track in view, none narrower than {@code minWidth} pixels: buckets are joined until
   * they are as wide. Heights are relative to the highest rate in view.
   */
  public List<Bar> bars(String nodeId, TimeScale scale, double minWidth) {
    Reply.TimelineOf t = timeline;
    long[] rows = t == null ? null : t.rowsIn().get(nodeId);
    if (t == null || rows == null) {
      return List.of();
    }
    long[] bounds = t.bounds();
    int n = Math.min(rows.length, bounds.length - 1);
    // Joined by position in the run, not by what is in view, so that bars stay while panning.
    int join = 1;
    double bucket = n == 0 ? 1 : (double) (bounds[n] - bounds[0]) / n;
    while (bucket * join / scale.span() * scale.width() < minWidth && join < n) {
      join *= 2;
    }
    List<Bar> raw = new ArrayList<>();
    double highest = 0;
    for (int i = 0; i < n; i += join) {
      int end = Math.min(n, i + join);
      if (bounds[end] < scale.from() || bounds[i] > scale.to()) {
        continue;
      }
      long sum = 0;
      for (int j = i; j < end; j++) {
        sum += rows[j];
      }
      double rate = sum / (double) Math.max(1, bounds[end] - bounds[i]);
      highest = Math.max(highest, rate);
      raw.add(new Bar(bounds[i], bounds[end], rate, sum));
    }
    double top = highest;
    return top == 0
        ? raw
        : raw.stream().map(b -> new Bar(b.from(), b.to(), b.height() / top, b.rows())).toList();
  }

  /** Rows of a node up to a sequence, from the buckets; the bucket in which it lies in part. */
  public long rowsUpTo(String nodeId, double sequence) {
    Reply.TimelineOf t = timeline;
    long[] rows = t == null ? null : t.rowsIn().get(nodeId);
    if (t == null || rows == null) {
      return 0;
    }
    double sum = 0;
    for (int i = 0; i < rows.length && i + 1 < t.bounds().length; i++) {
      long from = t.bounds()[i];
      long to = t.bounds()[i + 1];
      if (sequence >= to) {
        sum += rows[i];
      } else if (sequence > from) {
        sum += rows[i] * (sequence - from) / (to - from);
      }
    }
    return Math.round(sum);
  }

  /**
   * What a track says at the playhead: exact where the status is of that moment, else from the
   * buckets.
   */
  public String value(NodeTrack track, Moment playhead) {
    if (playhead.equals(status.at())) {
      for (Status.NodeCounts c : status.nodes()) {
        if (c.nodeId().equals(track.nodeId())) {
          return switch (track.family()) {
            case SOURCE -> Figures.number(c.rowsOut());
            case SINK -> Figures.number(c.rowsIn());
            default -> "→ " + Figures.number(c.rowsOut());
          };
        }
      }
    }
    return Figures.number(rowsUpTo(track.nodeId(), playhead.sequence()));
  }

  /** Steps of the watermark's lag; stretches in which either is not known are left out. */
  public List<Step> lags() {
    Reply.TimelineOf t = timeline;
    List<Step> out = new ArrayList<>();
    if (t == null) {
      return out;
    }
    for (int i = 0; i + 1 < t.bounds().length; i++) {
      if (i < t.watermarks().length && i < t.clocks().length) {
        long w = t.watermarks()[i];
        long c = t.clocks()[i];
        if (c != Long.MIN_VALUE && w != Long.MIN_VALUE && w != Long.MAX_VALUE) {
          out.add(new Step(t.bounds()[i], t.bounds()[i + 1], Math.max(0, c - w)));
        }
      }
    }
    return out;
  }

  /** Whether the run's clock is kept, so that lags are known. */
  public boolean hasClock() {
    return timeline != null && timeline.clocks().length > 0;
  }

  /**
   * What the watermark's track draws: the lag behind the clock; where the clock is not kept, how
   * far the watermark came since it first was there.
   */
  public List<Step> watermarkSteps() {
    Reply.TimelineOf t = timeline;
    if (t == null || hasClock()) {
      return lags();
    }
    List<Step> out = new ArrayList<>();
    long first = Long.MIN_VALUE;
    for (int i = 0; i + 1 < t.bounds().length && i < t.watermarks().length; i++) {
      long w = t.watermarks()[i];
      if (w != Long.MIN_VALUE && w != Long.MAX_VALUE) {
        first = first == Long.MIN_VALUE ? w : first;
        out.add(new Step(t.bounds()[i], t.bounds()[i + 1], Math.max(0, w - first)));
      }
    }
    return out;
  }

  /** The lag at the playhead in words; the watermark itself where the clock is not kept. */
  public String lagAt(Moment playhead) {
    Reply.TimelineOf t = timeline;
    if (t == null) {
      return "";
    }
    if (t.clocks().length == 0) {
      int i = bucket(playhead.sequence());
      return i >= 0 && i < t.watermarks().length ? Figures.clock(t.watermarks()[i]) : "";
    }
    long end = t.bounds().length == 0 ? 0 : t.bounds()[t.bounds().length - 1];
    // The playhead at the live edge stands at the end of the last bucket.
    long at = Math.min(playhead.sequence(), end - 1);
    for (Step l : lags()) {
      if (l.from() <= at && at < l.to()) {
        // One unit is enough beside the picture: whole minutes, below that whole seconds.
        long unit = l.millis() >= 60_000 ? 60_000 : l.millis() >= 1_000 ? 1_000 : 1;
        return Figures.duration(l.millis() / unit * unit);
      }
    }
    return "none";
  }

  /**
   * What is at a place of the run in a few words: event, time of the clock, and rows of a track in
   * its bucket.
   */
  public String about(double sequence, @Nullable NodeTrack track) {
    Reply.TimelineOf t = timeline;
    Moment at = clamp(sequence);
    StringBuilder b = new StringBuilder("event ").append(Figures.number(at.sequence()));
    String gone = gapAt(sequence);
    if (!gone.isEmpty()) {
      return b.append("\nNo history here: ").append(gone).toString();
    }
    int i = bucket(at.sequence());
    if (t == null || i < 0 || i + 1 >= t.bounds().length) {
      return b.toString();
    }
    if (i < t.clocks().length && t.clocks()[i] != Long.MIN_VALUE) {
      b.append(" · clock ").append(Figures.dateTime(t.clocks()[i]));
    }
    long[] rows = track == null ? null : t.rowsIn().get(track.nodeId());
    if (rows != null && i < rows.length && track != null) {
      b.append("\n")
          .append(track.name())
          .append(": ")
          .append(Figures.count(rows[i], "row", "rows"))
          .append(" in events ")
          .append(Figures.number(t.bounds()[i]))
          .append(" … ")
          .append(Figures.number(t.bounds()[i + 1] - 1));
    }
    return b.toString();
  }

  /** Marks at round times of the run's clock, or at round sequences where it is not kept. */
  public List<Tick> ticks(TimeScale scale, double minDistance) {
    Reply.TimelineOf t = timeline;
    if (t == null || t.bounds().length < 2) {
      return List.of();
    }
    long[] clock = t.clocks().length > 0 ? t.clocks() : t.watermarks();
    double first = clockAt(clock, scale.from());
    double last = clockAt(clock, scale.to());
    if (Double.isNaN(first) || Double.isNaN(last) || last <= first) {
      return sequenceTicks(scale, minDistance);
    }
    double marks = Math.max(1, Math.floor(scale.width() / minDistance));
    long step = CLOCK_STEPS[CLOCK_STEPS.length - 1];
    for (long s : CLOCK_STEPS) {
      if ((last - first) / s <= marks) {
        step = s;
        break;
      }
    }
    List<Tick> out = new ArrayList<>();
    double lastX = Double.NEGATIVE_INFINITY;
    for (long at = (long) Math.ceil(first / step) * step; at <= last; at += step) {
      double sequence = sequenceOf(clock, at);
      // The clock jumps where times are missing; marks that would stand on each other are left out.
      if (!Double.isNaN(sequence) && scale.x(sequence) - lastX >= minDistance * 0.8) {
        lastX = scale.x(sequence);
        out.add(new Tick(sequence, tickText(at, step)));
      }
    }
    return out;
  }

  private static String tickText(long at, long step) {
    if (step >= 86_400_000L || Math.floorMod(at, 86_400_000L) == 0 && step >= 3_600_000L) {
      return Figures.dateTime(at).substring(0, 10);
    }
    return Figures.clock(at);
  }

  private static List<Tick> sequenceTicks(TimeScale scale, double minDistance) {
    double step = 1;
    while (step / scale.span() * scale.width() < minDistance) {
      step *= String.valueOf((long) step).startsWith("2") ? 2.5 : 2;
    }
    List<Tick> out = new ArrayList<>();
    for (double s = Math.ceil(scale.from() / step) * step; s <= scale.to(); s += step) {
      out.add(new Tick(s, Figures.number(Math.round(s))));
    }
    return out;
  }

  /** Time of the clock at a sequence, interpolated; NaN before the first time. */
  private double clockAt(long[] clock, double sequence) {
    long[] bounds = bounds();
    double before = Double.NaN;
    for (int i = 0; i < clock.length && i + 1 < bounds.length; i++) {
      if (clock[i] == Long.MIN_VALUE) {
        continue;
      }
      if (clock[i] == Long.MAX_VALUE) {
        break;
      }
      if (sequence < bounds[i + 1]) {
        if (Double.isNaN(before)) {
          return clock[i];
        }
        double share = (sequence - bounds[i]) / (bounds[i + 1] - bounds[i]);
        return before + (clock[i] - before) * Math.max(0, share);
      }
      before = clock[i];
    }
    return before;
  }

  /** Where the clock first reaches a time, interpolated; NaN where it does not. */
  private double sequenceOf(long[] clock, long time) {
    long[] bounds = bounds();
    double before = Double.NaN;
    for (int i = 0; i < clock.length && i + 1 < bounds.length; i++) {
      if (clock[i] == Long.MIN_VALUE || clock[i] == Long.MAX_VALUE) {
        continue;
      }
      if (clock[i] >= time) {
        if (Double.isNaN(before) || clock[i] == before) {
          return time == clock[i] ? bounds[i + 1] : bounds[i];
        }
        return bounds[i] + (time - before) / (clock[i] - before) * (bounds[i + 1] - bounds[i]);
      }
      before = clock[i];
    }
    return Double.NaN;
  }

  private long[] bounds() {
    return timeline == null ? new long[0] : timeline.bounds();
  }

  private int bucket(long sequence) {
    int i = Arrays.binarySearch(bounds(), sequence);
    return i >= 0 ? Math.min(i, bounds().length - 2) : -i - 2;
  }

  public List<Long> checkpoints() {
    return timeline == null ? List.of() : timeline.checkpoints();
  }

  public List<Moment> hits() {
    return timeline == null ? List.of() : timeline.hits();
  }

  /** Stretches that cannot be gone to, in order. */
  public List<Reply.Gap> gaps() {
    return timeline == null ? List.of() : timeline.gaps();
  }

  /** Why there is nothing to go to at a place of the run; empty where there is. */
  public String gapAt(double sequence) {
    for (Reply.Gap gap : gaps()) {
      if (sequence >= gap.from() && sequence < gap.to()) {
        return gap.reason();
      }
    }
    return "";
  }

  /** Which checkpoint lies at or before the playhead: {@code #80}, or {@code none}. */
  public String checkpointAt(Moment playhead) {
    long n = checkpoints().stream().filter(c -> c <= playhead.sequence()).count();
    return n == 0 ? "none" : "#" + Figures.number(n);
  }

  public String hitsAt(Moment playhead) {
    long n = hits().stream().filter(h -> h.compareTo(playhead) <= 0).count();
    return n == 0 ? "none" : Figures.number(n);
  }

  /** A moment kept between the start and the live edge. */
  public Moment clamp(double sequence) {
    long s = Math.max(0, Math.round(sequence));
    Moment edge = status.liveEdge();
    return s >= edge.sequence() ? edge : Moment.before(s);
  }

  /** The checkpoint next to a moment in a direction. */
  public Optional<Moment> checkpointFrom(Moment from, boolean forward) {
    List<Moment> all = checkpoints().stream().map(Moment::before).toList();
    return next(all, from, forward);
  }

  /** The breakpoint hit next to a moment in a direction. */
  public Optional<Moment> hitFrom(Moment from, boolean forward) {
    return next(hits(), from, forward);
  }

  private static Optional<Moment> next(List<Moment> all, Moment from, boolean forward) {
    return forward
        ? all.stream().filter(m -> m.compareTo(from) > 0).min(Moment::compareTo)
        : all.stream().filter(m -> m.compareTo(from) < 0).max(Moment::compareTo);
  }
}

package dev.eddy.designer.view;

import dev.eddy.designer.control.Figures;
import dev.eddy.designer.state.Run;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Moments of a run that the state at the moment shown is worth being compared with. Pure. */
final class StateMoments {
  private static final int HITS = 3;

  private StateMoments() {}

  /** A moment with what it is. */
  record Offer(String title, Moment moment) {}

  /** The nearest ones first; none twice, and none that has no history. */
  static List<Offer> offered(Run run) {
    Status status = run.status();
    if (status == null) {
      return List.of();
    }
    Moment at = status.at();
    Map<Moment, String> out = new LinkedHashMap<>();
    long event = at.step() > 0 ? at.sequence() : at.sequence() - 1;
    if (event >= 0) {
      out.put(Moment.before(event), "Before the last event");
    }
    Reply.TimelineOf t = run.timeline();
    if (t != null) {
      t.hits().stream()
          .filter(h -> h.compareTo(at) < 0)
          .sorted(Comparator.reverseOrder())
          .limit(HITS)
          .forEach(h -> out.putIfAbsent(h, "Breakpoint hit"));
      t.hits().stream()
          .filter(h -> h.compareTo(at) > 0)
          .min(Comparator.naturalOrder())
          .ifPresent(h -> out.putIfAbsent(h, "Next breakpoint hit"));
      t.checkpoints().stream()
          .map(Moment::before)
          .filter(c -> c.compareTo(at) < 0)
          .max(Comparator.naturalOrder())
          .ifPresent(c -> out.putIfAbsent(c, "Checkpoint before"));
    }
    out.putIfAbsent(Moment.START, "Start of the run");
    out.putIfAbsent(status.liveEdge(), "Live edge");
    List<Offer> offers = new ArrayList<>();
    out.forEach(
        (moment, title) -> {
          if (!moment.equals(at) && !isGone(t, moment)) {
            offers.add(new Offer(title + " · " + Figures.moment(moment), moment));
          }
        });
    return offers;
  }

  private static boolean isGone(Reply.@Nullable TimelineOf t, Moment m) {
    return t != null
        && t.gaps().stream().anyMatch(g -> m.sequence() >= g.from() && m.sequence() < g.to());
  }
}

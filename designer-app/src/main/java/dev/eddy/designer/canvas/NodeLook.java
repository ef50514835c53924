package dev.eddy.designer.canvas;

import dev.eddy.model.edit.Differences;
import dev.eddy.model.problem.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What a node says and how it is marked.
 *
 * @param line what it does, or its error
 * @param numbers left text of the last row
 * @param shortNumbers the same with three figures, where the room is short
 * @param right right text of the last row
 * @param rightIsTime whether {@code right} is event time, drawn teal with a drop
 * @param problem the gravest problem of the node, or null
 * @param paused whether execution stands here
 * @param running whether rows flow
 * @param finished whether it has had all its rows, and is shown at the end of the run
 * @param past whether the numbers are of the past
 * @param changed whether it was edited since the run whose numbers it shows
 * @param bypassed whether rows pass it by
 * @param pinned whether its rows are pinned
 * @param onPath whether it is part of an answer
 * @param faded whether it is no part of the question
 * @param stop the breakpoint of the node itself
 * @param version what became of it since the version that is compared with, or null
 * @param tag words above the node; empty for none
 */
public record NodeLook(
    String line,
    String numbers,
    String shortNumbers,
    String right,
    boolean rightIsTime,
    @Nullable Severity problem,
    boolean selected,
    boolean paused,
    boolean running,
    boolean finished,
    boolean past,
    boolean changed,
    boolean bypassed,
    boolean pinned,
    boolean onPath,
    boolean faded,
    EdgeShape.Dot stop,
    Differences.@Nullable Kind version,
    String tag) {

  /** What the tag of a node says that differs; empty for one that does not. */
  String versionWords() {
    return version == null ? "" : version == Differences.Kind.ADDED ? "new" : "changed";
  }

  /** What a screen reader says. */
  public String spoken(String name) {
    return name
        + ", "
        + line
        + ", "
        + numbers
        + (problem == null ? "" : ", has a problem")
        + (bypassed ? ", bypassed" : "")
        + (pinned ? ", pinned" : "")
        + (onPath ? ", " + tag : "")
        + (version == null ? "" : ", " + versionWords())
        + (finished ? ", finished" : "")
        + (paused ? ", paused here" : "")
        + (selected ? ", selected" : "");
  }
}

package dev.eddy.designer.canvas;

import dev.eddy.model.operator.Family;
import dev.eddy.model.problem.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node as it is drawn.
 *
 * @param line what it does, or its error
 * @param numbers left text of the last row
 * @param shortNumbers the same with three figures, where the room is short
 * @param right right text of the last row
 * @param rightIsTime whether {@code right} is event time, drawn teal with a drop
 * @param problem the gravest problem of the node, or null
 * @param paused whether execution stands here
 * @param running whether rows flow
 * @param past whether the numbers are of the past
 * @param changed whether it was edited since the run whose numbers it shows
 * @param tag words above the node; empty for none
 */
public record NodeShape(
    String id,
    Box box,
    Family family,
    String icon,
    String name,
    String line,
    String numbers,
    String shortNumbers,
    String right,
    boolean rightIsTime,
    List<PortShape> inputs,
    List<PortShape> outputs,
    @Nullable Severity problem,
    boolean selected,
    boolean paused,
    boolean running,
    boolean past,
    boolean changed,
    String tag) {

  /** What a screen reader says. */
  public String spoken() {
    return name
        + ", "
        + line
        + ", "
        + numbers
        + (problem == null ? "" : ", has a problem")
        + (paused ? ", paused here" : "")
        + (selected ? ", selected" : "");
  }
}

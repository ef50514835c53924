package dev.eddy.designer.state;

import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What is done to the pipeline as a drawing. */
public sealed interface CanvasMessage extends Message {
  /** Deletes the selection and joins what was before it to what was behind it. */
  record DeleteAndHeal() implements CanvasMessage {}

  /** Takes the selection out of its chain, which closes behind it. */
  record PullOut() implements CanvasMessage {}

  /** Selects all that feeds the selection, or all that it feeds. */
  record SelectFlow(boolean upstream) implements CanvasMessage {}

  /** Selects the nearest node in a direction. */
  record Walk(Arrange.Direction direction) implements CanvasMessage {}

  /** What needs to know how wide operators are painted, which a font decides. */
  sealed interface Measured extends CanvasMessage {
    /** By node id, in canvas units; empty where nobody has measured yet. */
    Map<String, Double> widths();

    Measured withWidths(Map<String, Double> value);
  }

  record Align(Arrange.Alignment to, Map<String, Double> widths) implements Measured {
    public Align(Arrange.Alignment to) {
      this(to, Map.of());
    }

    @Override
    public Align withWidths(Map<String, Double> value) {
      return new Align(to, value);
    }
  }

  record Distribute(boolean horizontally, Map<String, Double> widths) implements Measured {
    public Distribute(boolean horizontally) {
      this(horizontally, Map.of());
    }

    @Override
    public Distribute withWidths(Map<String, Double> value) {
      return new Distribute(horizontally, value);
    }
  }

  record SnapToGrid() implements CanvasMessage {}

  /** Arranges the whole pipeline, or the selection. */
  record AutoLayout(boolean whole) implements CanvasMessage {}

  record LaidOut(String pipeline, long revision, Map<String, Layout.Position> places)
      implements CanvasMessage {}

  record LayOutFailed(String words) implements CanvasMessage {}

  /** Gives up the arranging that is going on. */
  record CancelLayout() implements CanvasMessage {}

  /** Makes a pipeline of the selection, and a node that stands for it in its place. */
  record Group() implements CanvasMessage {}

  /** Puts the nodes of the selected sub-graph in its place. */
  record Expand() implements CanvasMessage {}

  /** Shows the pipeline that a node stands for. */
  record EnterSubGraph(String node) implements CanvasMessage {}

  /** Into the sub-graph where a run stands, or that is selected; else one step on. */
  record StepInto() implements CanvasMessage {}

  /** Out of the sub-graph that is shown, and on until the run has left it. */
  record StepOut() implements CanvasMessage {}

  /** Opens what is selected: a sub-graph's pipeline, an operator's form, a note's text. */
  record OpenSelection() implements CanvasMessage {}

  /** Shows the pipeline that was left for this one, or one that uses it. */
  record LeaveSubGraph() implements CanvasMessage {}

  /** Files were dropped on the canvas: each is to become a source there. */
  record DropFiles(List<Path> files, Layout.Position at) implements CanvasMessage {}

  /** A source that a dropped file makes. */
  record DroppedSource(String name, Value.Struct parameters) {}

  /**
   * @param pipeline where they were dropped
   * @param words what could not be made of them; empty where all was well
   */
  record FilesSampled(
      String pipeline, List<DroppedSource> sources, Layout.Position at, String words)
      implements CanvasMessage {}

  /** An edit that was begun in a pipeline which another may have taken the place of meanwhile. */
  record EditIn(String pipeline, GraphEdit edit) implements CanvasMessage {}

  record AddNote(Layout.Position at, String text) implements CanvasMessage {}

  record FrameSelection() implements CanvasMessage {}

  /** Bypasses the selected nodes, or uses them again where all are bypassed. */
  record ToggleBypass() implements CanvasMessage {}
}

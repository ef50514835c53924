package dev.eddy.designer.state;

import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.PortRef;
import java.util.ArrayList;
import java.util.List;

/**
 * Edits of one user action as they are put together: each fits the document that those before it
 * made, so that ids and names stay free.
 */
final class EditSteps {
  private final List<GraphEdit> edits = new ArrayList<>();
  private PipelineDocument now;

  EditSteps(PipelineDocument document) {
    now = document;
  }

  PipelineDocument document() {
    return now;
  }

  Graph graph() {
    return now.graph();
  }

  void add(GraphEdit edit) {
    now = edit.apply(now);
    edits.add(edit);
  }

  void connect(PortRef from, PortRef to) {
    add(Edits.connect(now.graph(), from, to));
  }

  List<GraphEdit> edits() {
    return List.copyOf(edits);
  }
}

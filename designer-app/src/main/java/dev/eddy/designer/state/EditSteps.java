package dev.eddy.designer.state;

import dev.eddy.model.edit.DocumentDraft;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Edits of one user action as they are put together: each fits the document that those before it
 * made, so that ids and names stay free.
 */
final class EditSteps {
  private final List<GraphEdit> edits = new ArrayList<>();
  private final DocumentDraft now;

  EditSteps(PipelineDocument document) {
    now = new DocumentDraft(document);
  }

  /** The nodes as the edits so far have made them. */
  Map<String, Node> nodes() {
    return now.nodes();
  }

  /** The edges as the edits so far have made them. */
  Map<String, Edge> edges() {
    return now.edges();
  }

  String freshId(String operator) {
    return now.freshNodeId(operator, RandomGenerator.getDefault());
  }

  String freshName(String wanted) {
    return now.freshName(wanted);
  }

  /** An id that no node, note or frame has. */
  String freshDecoration(String stem) {
    int n = 1;
    while (now.isTaken(stem + "-" + n)) {
      n++;
    }
    return stem + "-" + n;
  }

  void add(GraphEdit edit) {
    now.apply(edit);
    edits.add(edit);
  }

  /** Joins two ports; gives the edge. */
  Edge connect(PortRef from, PortRef to) {
    GraphEdit.AddEdge edit =
        (GraphEdit.AddEdge) now.freshEdge(from, to, RandomGenerator.getDefault());
    add(edit);
    return edit.edge();
  }

  List<GraphEdit> edits() {
    return List.copyOf(edits);
  }
}

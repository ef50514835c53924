package dev.eddy.model.edit;

import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;

/** What edits change: a pipeline's logic and layout. */
public record PipelineDocument(Graph graph, Layout layout) {
  public static final PipelineDocument EMPTY = new PipelineDocument(Graph.EMPTY, Layout.EMPTY);

  PipelineDocument withGraph(Graph value) {
    return new PipelineDocument(value, layout);
  }

  PipelineDocument withLayout(Layout value) {
    return new PipelineDocument(graph, value);
  }
}

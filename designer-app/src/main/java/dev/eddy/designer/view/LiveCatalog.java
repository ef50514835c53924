package dev.eddy.designer.view;

import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.OpenProject;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.subgraph.ProjectCatalog;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The operators of the project that is open: what is installed, and its sub-graphs. FX thread only.
 */
final class LiveCatalog implements Catalog {
  private final Catalog installed;
  private Catalog now;
  private @Nullable OpenProject shown;

  LiveCatalog(Catalog installed) {
    this.installed = installed;
    this.now = ProjectCatalog.of(installed, Map.of(), Set.of());
  }

  /** To be told before any view that asks. */
  void show(AppState s) {
    OpenProject open = s.open();
    if (open == shown) {
      return;
    }
    boolean same = open != null && shown != null && open.documents() == shown.documents();
    shown = open;
    if (open == null || same) {
      return;
    }
    Map<String, Graph> pipelines = new LinkedHashMap<>();
    open.documents().forEach((name, d) -> pipelines.put(name, d.document().graph()));
    now = ProjectCatalog.of(installed, pipelines, open.project().parameters().keySet());
  }

  @Override
  public Optional<? extends OperatorType> find(String operatorId) {
    return now.find(operatorId);
  }

  @Override
  public Collection<? extends OperatorType> all() {
    return now.all();
  }
}

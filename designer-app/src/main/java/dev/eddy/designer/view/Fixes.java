package dev.eddy.designer.view;

import dev.eddy.designer.control.problem.Fixer;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Message;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.refactor.QuickFix;
import dev.eddy.model.refactor.QuickFixes;
import java.util.List;
import java.util.random.RandomGenerator;

/** Quick fixes of the pipeline that is shown. */
final class Fixes implements Fixer {
  private final Store store;
  private final Catalog catalog;

  Fixes(Store store, Catalog catalog) {
    this.store = store;
    this.catalog = catalog;
  }

  @Override
  public List<QuickFix> of(Problem problem) {
    return of(store.state(), catalog, problem);
  }

  @Override
  public void apply(QuickFix fix) {
    store.send(new Message.Apply(fix.edit()));
  }

  static List<QuickFix> of(AppState s, Catalog catalog, Problem problem) {
    PipelineDocument document = s.document();
    return document == null
        ? List.of()
        : new QuickFixes(
                document,
                catalog,
                s.checks().inputs(),
                s.checks().outputs(),
                RandomGenerator.getDefault())
            .of(problem);
  }
}

package dev.eddy.designer.effect;

import dev.eddy.designer.state.Checks;
import dev.eddy.designer.state.RefactorWish;
import dev.eddy.model.project.Project;
import dev.eddy.model.refactor.Refactoring;

/** Checks a pipeline, and works out changes of it. Called off the FX thread, one call at a time. */
public interface Checker {
  Checks check(Project project, String pipeline, long revision);

  /** What a refactoring would do, or who uses something. */
  Refactoring plan(Project project, String pipeline, RefactorWish wish);
}

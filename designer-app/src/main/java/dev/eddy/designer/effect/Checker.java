package dev.eddy.designer.effect;

import dev.eddy.designer.state.Checks;
import dev.eddy.model.project.Project;

/** Checks a pipeline. Called off the FX thread, one call at a time. */
public interface Checker {
  Checks check(Project project, String pipeline, long revision);
}

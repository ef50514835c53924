package dev.eddy.designer.control.problem;

import dev.eddy.model.problem.Problem;
import dev.eddy.model.refactor.QuickFix;
import java.util.List;

/** Where problems are shown, knows their ready-made remedies and carries one out. FX thread. */
public interface Fixer {
  /** The safest first. */
  List<QuickFix> of(Problem problem);

  void apply(QuickFix fix);

  /** Knows none. */
  static Fixer none() {
    return new Fixer() {
      @Override
      public List<QuickFix> of(Problem problem) {
        return List.of();
      }

      @Override
      public void apply(QuickFix fix) {
        // there is none
      }
    };
  }
}

package dev.eddy.designer.control.problem;

import dev.eddy.designer.control.KeptNodes;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.refactor.QuickFix;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;

/**
 * Rows for problems; each stays while its problem and what mends it are the same. FX thread only.
 */
public final class ProblemRows {
  private record Shown(ProblemsModel.Entry entry, List<QuickFix> fixes) {}

  private final Fixer fixer;
  private final KeptNodes<Shown, ProblemRow> nodes;

  /**
   * @param named whether each says of what it is, as in a list of all
   * @param onGoTo told the problem of a row that was clicked, or on which Enter was pressed
   */
  public ProblemRows(boolean named, Fixer fixer, Consumer<Problem> onGoTo) {
    this.fixer = fixer;
    nodes = KeptNodes.ofEqual(s -> new ProblemRow(s.entry(), s.fixes(), named, fixer, onGoTo));
  }

  public List<? extends Node> of(List<ProblemsModel.Entry> entries) {
    return nodes.of(entries.stream().map(e -> new Shown(e, fixer.of(e.problem()))).toList());
  }
}

package dev.eddy.designer.control.problem;

import dev.eddy.designer.control.ControlStyles;
import dev.eddy.designer.control.EmptyState;
import dev.eddy.designer.control.KeptNodes;
import dev.eddy.model.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextFlow;

/** The problems of a pipeline; a click or Enter goes to the place, a button mends it. */
public final class ProblemsList extends StackPane {
  private static final PseudoClass FIRST = PseudoClass.getPseudoClass("first");

  private static final int MOST = 300;

  private final VBox rows = new VBox();
  private final ScrollPane scroll = new ScrollPane(rows);
  private final ProblemRows nodes;
  private ProblemsModel shown = new ProblemsModel(List.of());
  private int shownOperators = -1;

  public ProblemsList(Consumer<Problem> onGoTo, Fixer fixer) {
    nodes = new ProblemRows(true, fixer, onGoTo);
    getStyleClass().add("eddy-problems");
    rows.getStyleClass().add("eddy-problem-rows");
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("eddy-scroll");
    ControlStyles.apply(this);
    show(List.of(), 0);
  }

  /**
   * Shows problems, errors first.
   *
   * @param operators how many operators were checked, for the empty state
   */
  public void show(List<Problem> problems, int operators) {
    ProblemsModel model = ProblemsModel.of(problems);
    if (model.equals(shown) && operators == shownOperators) {
      return;
    }
    shown = model;
    shownOperators = operators;
    if (model.entries().isEmpty()) {
      getChildren().setAll(new EmptyState(EmptyState.noProblems(operators), w -> {}));
      return;
    }
    List<Node> now = new ArrayList<>(nodes.of(model.entries().stream().limit(MOST).toList()));
    int more = model.entries().size() - MOST;
    if (more > 0) {
      now.add(
          new TextFlow(
              ProblemRow.text(more + " more are shown when these are mended.", "eddy-text")));
    }
    now.forEach(n -> n.pseudoClassStateChanged(FIRST, n == now.get(0)));
    KeptNodes.put(rows.getChildren(), now);
    KeptNodes.put(getChildren(), List.of(scroll));
  }
}

package dev.eddy.designer.control.problem;

import dev.eddy.designer.control.ControlStyles;
import dev.eddy.designer.control.EmptyState;
import dev.eddy.model.problem.Problem;
import java.util.List;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextFlow;

/** The problems of a pipeline; a click or Enter goes to the place, a button mends it. */
public final class ProblemsList extends StackPane {
  private static final PseudoClass FIRST = PseudoClass.getPseudoClass("first");

  private final Consumer<Problem> onGoTo;
  private static final int MOST = 300;

  private final Fixer fixer;
  private final VBox rows = new VBox();
  private final ScrollPane scroll = new ScrollPane(rows);
  private ProblemsModel shown = new ProblemsModel(List.of());
  private int shownOperators = -1;

  public ProblemsList(Consumer<Problem> onGoTo, Fixer fixer) {
    this.onGoTo = onGoTo;
    this.fixer = fixer;
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
    rows.getChildren()
        .setAll(
            model.entries().stream()
                .limit(MOST)
                .map(e -> new ProblemRow(e, true, fixer, onGoTo))
                .toList());
    int more = model.entries().size() - MOST;
    if (more > 0) {
      rows.getChildren()
          .add(
              new TextFlow(
                  ProblemRow.text(more + " more are shown when these are mended.", "eddy-text")));
    }
    rows.getChildren().get(0).pseudoClassStateChanged(FIRST, true);
    getChildren().setAll(scroll);
  }
}

package dev.eddy.designer.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.control.expression.ColumnDrag;
import dev.eddy.designer.control.expression.ExpressionAssistant;
import dev.eddy.designer.control.expression.ExpressionField;
import dev.eddy.designer.state.Edits;
import dev.eddy.designer.state.FormsMessage;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Panels;
import dev.eddy.designer.state.RefactorWish;
import dev.eddy.designer.state.Selection;
import dev.eddy.expressions.SqlExpressions;
import dev.eddy.model.graph.Node;
import dev.eddy.model.refactor.ColumnRef;
import dev.eddy.model.value.Value;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javafx.geometry.Point2D;
import javafx.scene.control.TextField;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.Test;

/** Forms, schemas, fixes and refactorings as a user meets them, on a screen that nobody sees. */
class FormsWindowTest extends ExampleWindow {
  @Override
  ExpressionAssistant assistant() {
    return ExpressionAssistant.of(new SqlExpressions(), Runnable::run);
  }

  private void select(String node) throws Exception {
    onFx(
        () -> {
          store.send(new Message.Select(Selection.node(node)));
          return null;
        });
    await(() -> node.equals(store.state().selection().single()));
  }

  private String parameter(String node, String name) {
    Node n = state().graph().nodes().get(node);
    return n != null && n.parameters().get(name) instanceof Value.Text t ? t.text() : "";
  }

  private boolean isShown(String query) {
    return onFx(
        () ->
            robot.lookup(query).queryAll().stream()
                .anyMatch(n -> n.isVisible() && n.getScene() != null));
  }

  @Test
  void aColumnIsRenamedEverywhereFromTheKeysWithAPreview() throws Exception {
    openExample();
    select("flights");
    onFx(
        () -> {
          canvas().requestFocus();
          store.send(
              new FormsMessage.Preview(
                  new RefactorWish.RenameColumn(
                      new ColumnRef("flights", "out", "delay_minutes"),
                      "delay_minutes",
                      Set.of())));
          return null;
        });
    await(() -> isShown("#refactor-sheet") && isShown(".refactor-line"));
    onFx(
        () -> {
          robot.lookup("#refactor-field").queryAs(TextField.class).setText("late_by");
          return null;
        });
    await(
        () ->
            store.state().refactor() != null
                && store.state().refactor().fits(store.state().open().revision()));
    robot.clickOn("#refactor-carry");
    await(() -> store.state().refactor() == null);
    assertThat(parameter("valid-rows", "condition")).isEqualTo("late_by BETWEEN -30 AND 360");
    await(() -> store.state().checks().revision() == store.state().open().revision());
    assertThat(state().checks().errors()).isZero();
    onFx(
        () -> {
          store.send(new Message.Undo());
          return null;
        });
    await(() -> parameter("valid-rows", "condition").startsWith("delay_minutes"));
  }

  @Test
  void anErrorIsShownAtOnceAndMendedFromTheList() throws Exception {
    openExample();
    onFx(
        () -> {
          store.send(
              new Message.Apply(
                  Edits.set("valid-rows", "condition", Value.of("delay_minuts > 3"))));
          return null;
        });
    await(() -> store.state().checks().errors() == 1);
    onFx(
        () -> {
          store.send(new Message.ShowBottom(Panels.Bottom.PROBLEMS));
          return null;
        });
    await(() -> isShown(".eddy-problem"));
    robot.clickOn("Change to delay_minutes");
    await(() -> parameter("valid-rows", "condition").equals("delay_minutes > 3"));
    await(() -> store.state().checks().errors() == 0);
  }

  @Test
  void aColumnOfTheSchemaIsDraggedIntoAnExpression() throws Exception {
    openExample();
    select("valid-rows");
    await(() -> isShown("#form-condition"));
    AtomicReference<String> dropped = new AtomicReference<>("");
    onFx(
        () -> {
          ExpressionField field =
              (ExpressionField) robot.lookup("#form-condition").query().getParent().getParent();
          javafx.scene.control.Label source = new javafx.scene.control.Label("origin");
          ColumnDrag.install(source, "origin");
          ((javafx.scene.layout.Pane) canvas().getParent()).getChildren().add(source);
          source.setManaged(false);
          source.resizeRelocate(20, 20, 80, 20);
          dropped.set(field.text());
          return null;
        });
    Point2D to =
        onFx(
            () -> {
              javafx.geometry.Bounds b =
                  robot
                      .lookup("#form-condition")
                      .query()
                      .localToScreen(robot.lookup("#form-condition").query().getBoundsInLocal());
              return new Point2D(b.getMaxX() - 8, b.getCenterY());
            });
    robot.drag("origin", MouseButton.PRIMARY).moveTo(to).drop();
    await(() -> parameter("valid-rows", "condition").contains("origin"));
    assertThat(parameter("valid-rows", "condition")).isEqualTo(dropped.get() + " origin");
  }

  @Test
  void whatSeveralOperatorsHaveInCommonIsEditedAsOne() throws Exception {
    openExample();
    onFx(
        () -> {
          store.send(
              new Message.Select(Selection.nodes(Set.of("hourly-delay", "delayed-by-origin"))));
          return null;
        });
    await(() -> isShown("#form-keys"));
    assertThat(isShown("#form-size")).isFalse();
  }
}

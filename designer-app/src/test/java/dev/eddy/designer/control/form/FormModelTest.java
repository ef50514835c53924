package dev.eddy.designer.control.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.control.DemoData;
import dev.eddy.designer.control.expression.ExpressionAssistant.Use;
import dev.eddy.designer.control.form.FormModel.Editor;
import dev.eddy.designer.control.form.FormModel.Entry;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.value.Value;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormModelTest {
  private static FormModel model(OperatorDescriptor d, Value.Struct values) {
    return FormModel.of(
        new FormModel.Input("hourly", d, values, List.of(DemoData.FLIGHTS), DemoData.PROBLEMS));
  }

  private static Entry entry(FormModel model, String name) {
    return model.entries().stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow();
  }

  private final FormModel window = model(DemoData.WINDOW, DemoData.WINDOW_VALUES);
  private final FormModel csv = model(DemoData.CSV, DemoData.CSV_VALUES);

  @Test
  void everyParameterHasAnEditorOfItsType() {
    assertThat(window.entries())
        .extracting(e -> e.editor().getClass().getSimpleName())
        .containsExactly("Choice", "Line", "Chips", "Named");
    assertThat(csv.entries())
        .extracting(e -> e.editor().getClass().getSimpleName())
        .containsExactly("Path", "Choice", "Line", "Check", "ColumnTypes", "Choice", "Expression");
  }

  @Test
  void aDefaultIsShownAndIsNotSet() {
    Entry header = entry(csv, "header");
    assertThat(header.editor()).isEqualTo(new Editor.Check(true));
    assertThat(header.set()).isFalse();
    assertThat(header.canReset()).isFalse();
  }

  @Test
  void aValueOfTheFileCanBeResetUnlessItIsRequired() {
    assertThat(entry(window, "keys").canReset()).isTrue();
    assertThat(entry(window, "size").canReset()).isFalse();
  }

  @Test
  void unknownParametersAreShownAndKept() {
    assertThat(window.unknown()).containsExactly(new FormModel.Unknown("emit_early", "\"5 min\""));
  }

  @Test
  void aValueOfAnotherShapeIsShownAsItIs() {
    FormModel m = model(DemoData.WINDOW, DemoData.struct("size", Value.ofTexts(List.of("a", "b"))));
    assertThat(entry(m, "size").editor()).isEqualTo(new Editor.Foreign("[\"a\", \"b\"]"));
  }

  @Test
  void aNumberWhereATextBelongsIsShownInTheField() {
    FormModel m = model(DemoData.WINDOW, DemoData.struct("size", Value.of(5)));
    assertThat(entry(m, "size").editor())
        .isEqualTo(new Editor.Line("5", "", Editor.Line.Kind.DURATION));
  }

  @Test
  void inputMinusOneMeansTheOperatorsOwnColumns() {
    Editor.Choice time = (Editor.Choice) entry(csv, "event_time").editor();
    assertThat(time.options()).containsExactly("scheduled_departure", "delay_minutes");
    Editor.Expression watermark = (Editor.Expression) entry(csv, "watermark").editor();
    assertThat(watermark.input().names()).containsExactly("scheduled_departure", "delay_minutes");
  }

  @Test
  void problemsStandAtTheirParameterAndItem() {
    Entry aggregates = entry(window, "aggregates");
    assertThat(aggregates.problems()).hasSize(1);
    assertThat(aggregates.problemsOfItem(2)).hasSize(1);
    assertThat(aggregates.problemsOfItem(1)).isEmpty();
    assertThat(entry(window, "size").problems()).isEmpty();
  }

  @Test
  void aProblemOfAnotherNodeIsPassedOver() {
    assertThat(entry(csv, "watermark").problems())
        .as("it is at the node flights, the form is of hourly")
        .isEmpty();
  }

  @Test
  void aConditionKnowsItsColumns() {
    Editor.Expression where =
        (Editor.Expression) entry(model(DemoData.TOP_N, DemoData.TOP_VALUES), "where").editor();
    assertThat(where.use()).isEqualTo(Use.CONDITION);
    assertThat(where.input()).isEqualTo(DemoData.FLIGHTS);
  }

  @Test
  void aMissingInputLeavesTheColumnsEmpty() {
    FormModel m =
        FormModel.of(
            new FormModel.Input("x", DemoData.WINDOW, Value.Struct.EMPTY, List.of(), List.of()));
    assertThat(entry(m, "keys").editor()).isEqualTo(new Editor.Chips(List.of(), List.of()));
  }

  @Test
  void whatIsTypedAsANumberBecomesOneAndOtherTextStays() {
    assertThat(FormValues.integer(" 40\u202f169 ")).isEqualTo(new Value.Num(new BigDecimal(40169)));
    assertThat(FormValues.integer("\u22125")).isEqualTo(new Value.Num(new BigDecimal(-5)));
    assertThat(FormValues.integer("3 rows")).isEqualTo(Value.of("3 rows"));
    assertThat(FormValues.integer("  ")).isNull();
  }

  @Test
  void blankTextTakesTheParameterOutOfTheFile() {
    assertThat(FormValues.text("  ")).isNull();
    assertThat(FormValues.text(" a")).isEqualTo(Value.of(" a"));
  }

  @Test
  void aRowMovedBeyondAnEndStays() {
    assertThat(FormValues.moved(List.of(1, 2, 3), 0, 1)).containsExactly(2, 1, 3);
    assertThat(FormValues.moved(List.of(1, 2, 3), 0, -1)).containsExactly(1, 2, 3);
    assertThat(FormValues.moved(List.of(1, 2, 3), 2, 1)).containsExactly(1, 2, 3);
  }

  @Test
  void columnsAreOfferedByTheirStartFirstAndOnce() {
    Editor.Chips chips = new Editor.Chips(DemoData.FLIGHTS.names(), List.of("origin"));
    assertThat(ChipsEditor.offers(chips, "d"))
        .containsExactly("delay_minutes", "distance_miles", "destination", "scheduled_departure");
    assertThat(ChipsEditor.offers(chips, "origin")).isEmpty();
  }

  @Test
  void aChoiceThatIsNoOptionIsKeptAsOne() {
    assertThat(ChoiceEditor.options(new Editor.Choice(List.of("a", "b"), "old", false)))
        .containsExactly("a", "b", "old");
    assertThat(ChoiceEditor.options(new Editor.Choice(List.of("a"), "", true)))
        .containsExactly("", "a");
  }

  @Test
  void theTypesOnOfferAreTypes() {
    assertThat(ColumnTypesEditor.TYPES).allMatch(ColumnTypesEditor::isType);
    assertThat(ColumnTypesEditor.isType("VARCHR")).isFalse();
  }
}

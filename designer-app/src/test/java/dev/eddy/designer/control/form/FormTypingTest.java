package dev.eddy.designer.control.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.control.DemoData;
import dev.eddy.designer.control.HeadlessStage;
import dev.eddy.designer.control.expression.ExpressionAssistant;
import dev.eddy.designer.control.expression.ExpressionField;
import dev.eddy.designer.control.form.FormModel.Editor;
import dev.eddy.designer.control.problem.Fixer;
import dev.eddy.model.graph.Node;
import dev.eddy.model.io.Json;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is typed into a form, and what becomes of it in the file. */
@Timeout(120)
class FormTypingTest {
  private final Map<String, Optional<Value>> changes = new LinkedHashMap<>();
  private @Nullable PropertyForm form;
  private @Nullable HeadlessStage stage;

  @AfterEach
  void close() {
    if (stage != null) {
      stage.close();
    }
  }

  private static final Value NULL = new Value.Null();

  // Values

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "1e-999999999", "9e2147483647", "1E+5000"})
  void aNumberThatNobodyCouldReadIsKeptAsTheTextThatItIs(String typed) {
    Value v = FormValues.integer(typed);
    assertThat(v).isEqualTo(Value.of(typed));
    assertThat(FormValues.shown(v)).isEqualTo(typed);
    FormModel m = FormModel.of(input(DemoData.TOP_N, DemoData.struct("n", v)));
    assertThat(m.entries().get(0).editor())
        .isEqualTo(new Editor.Line(typed, "", Editor.Line.Kind.INTEGER));
  }

  @Property
  void everyNumberThatIsTypedIsWrittenAndReadAgain(@ForAll long n) throws Exception {
    Value v = FormValues.integer(Long.toString(n));
    assertThat(v).isEqualTo(new Value.Num(BigDecimal.valueOf(n)));
    byte[] json = Json.write(Value.Struct.EMPTY.with("n", v));
    Value.Struct read = (Value.Struct) Json.read(json, Json.Limits.FILE);
    assertThat(FormValues.shown(read.get("n"))).isEqualTo(Long.toString(n));
  }

  @Property(tries = 300)
  void noTextBreaksAFieldOrIsLost(@ForAll @Size(max = 12) String typed) {
    for (Value v :
        java.util.Arrays.asList(
            FormValues.integer(typed), FormValues.text(typed), FormValues.exact(typed))) {
      if (v == null) {
        assertThat(typed.isBlank() || typed.strip().matches("[\u202f\u00a0]*")).isTrue();
      } else if (v instanceof Value.Text t) {
        assertThat(t.text()).isEqualTo(typed);
      } else {
        assertThat(v).isInstanceOf(Value.Num.class);
      }
    }
    FormValues.stepped(typed, 1);
  }

  @Property
  void aStepUpAndAStepDownLeadBackToTheSameNumber(
      @ForAll @IntRange(min = 10, max = 1_000_000) int n,
      @ForAll @IntRange(min = 1, max = 10) int by) {
    for (String unit : List.of("", " s", " min", " h", " d")) {
      String text = n + unit;
      String up = FormValues.stepped(text, by);
      assertThat(up).isNotNull();
      assertThat(FormValues.stepped(up, -by)).isEqualTo(text);
    }
  }

  @Test
  void aDelimiterMayBeABlankAndADurationMayNot() {
    assertThat(FormValues.exact(" ")).isEqualTo(Value.of(" "));
    assertThat(FormValues.exact("")).isNull();
    assertThat(FormValues.text(" ")).isNull();
  }

  @Test
  void aNewColumnHasANameThatNoOtherHas() {
    List<Value.Struct> rows = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      rows.add(DemoData.struct("name", Value.of(FormValues.freshColumn(rows))));
    }
    rows.remove(0);
    String fresh = FormValues.freshColumn(rows);
    assertThat(rows).noneMatch(r -> FormValues.field(r, "name").equals(fresh));
  }

  // Models

  private static FormModel.Input input(OperatorDescriptor d, Value.Struct values, Problem... ps) {
    return new FormModel.Input("n", d, values, List.of(DemoData.FLIGHTS), List.of(ps));
  }

  /** A value of each shape that a file may hold. */
  private static final List<Value> SHAPES =
      List.of(
          Value.of("text"),
          Value.of(""),
          Value.of(5),
          Value.of(true),
          Value.ofTexts(List.of("a", "b")),
          new Value.Items(List.of()),
          new Value.Items(List.of(Value.of(1), Value.of("x"))),
          new Value.Items(List.of(Value.Struct.EMPTY)),
          new Value.Items(List.of(new Value.Items(List.of()))),
          Value.Struct.EMPTY,
          Value.Struct.EMPTY.with("a", Value.of(1)),
          NULL);

  @Test
  void aValueOfAnyShapeIsShownInAFormOfEveryOperator() {
    for (OperatorDescriptor d : DemoData.ALL) {
      for (ParameterSpec p : d.parameters()) {
        for (Value shape : SHAPES) {
          FormModel m = FormModel.of(input(d, Value.Struct.EMPTY.with(p.name(), shape)));
          FormModel.Entry e =
              m.entries().stream().filter(x -> x.name().equals(p.name())).findFirst().orElseThrow();
          assertThat(e.set())
              .as("%s.%s of %s", d.id(), p.name(), shape)
              .isEqualTo(!NULL.equals(shape));
          assertThat(m.unknown()).isEmpty();
        }
      }
    }
  }

  @Test
  void whatAnEditorCannotHoldIsNeverOfferedToBeWrittenOver() {
    for (OperatorDescriptor d : DemoData.ALL) {
      for (ParameterSpec p : d.parameters()) {
        Value odd = new Value.Items(List.of(Value.of(1), Value.Struct.EMPTY));
        FormModel m = FormModel.of(input(d, Value.Struct.EMPTY.with(p.name(), odd)));
        assertThat(m.entries())
            .filteredOn(e -> e.name().equals(p.name()))
            .as("%s.%s", d.id(), p.name())
            .extracting(FormModel.Entry::editor)
            .allMatch(Editor.Foreign.class::isInstance);
      }
    }
  }

  @Test
  void aProblemOfTheTenthItemIsNotOneOfTheFirst() {
    Problem ten =
        Problem.error("x", Place.node("n", "n").withParameter("aggregates[10].name"), "m", "");
    Problem list = Problem.error("x", Place.node("n", "n").withParameter("aggregates"), "m", "");
    Problem other = Problem.error("x", Place.node("n", "n").withParameter("aggregates2"), "m", "");
    FormModel m = FormModel.of(input(DemoData.WINDOW, DemoData.WINDOW_VALUES, ten, list, other));
    FormModel.Entry e =
        m.entries().stream().filter(x -> x.name().equals("aggregates")).findFirst().orElseThrow();
    assertThat(e.problems()).containsExactly(ten, list);
    assertThat(e.problemsOfItem(1)).isEmpty();
    assertThat(e.problemsOfItem(10)).containsExactly(ten);
  }

  @Test
  void aNullInTheFilesOfTwoNodesIsAsGoodAsNoValue() {
    Node a = new Node("a", "top-n", "a", Value.Struct.EMPTY.with("where", NULL));
    Node b = new Node("b", "top-n", "b", Value.Struct.EMPTY);
    List<Schema> inputs = List.of(DemoData.FLIGHTS);
    FormModel.Input input =
        CommonProperties.of(
                List.of(
                    new CommonProperties.Member(a, DemoData.TOP_N, inputs),
                    new CommonProperties.Member(b, DemoData.TOP_N, inputs)))
            .orElseThrow();
    assertThat(input.mixed()).isEmpty();
    assertThat(input.values().fields()).doesNotContainKey("where");
  }

  @Test
  void severalNodesWithDifferentListsShowNeitherOfThem() {
    Node a = new Node("a", "w", "a", Value.Struct.EMPTY.with("keys", Value.ofTexts(List.of("x"))));
    Node b = new Node("b", "w", "b", Value.Struct.EMPTY.with("keys", Value.ofTexts(List.of("y"))));
    List<CommonProperties.Member> members =
        List.of(
            new CommonProperties.Member(a, DemoData.WINDOW, List.of(DemoData.FLIGHTS)),
            new CommonProperties.Member(b, DemoData.WINDOW, List.of(DemoData.FLIGHTS)));
    FormModel.Entry keys =
        FormModel.of(CommonProperties.of(members).orElseThrow()).entries().stream()
            .filter(e -> e.name().equals("keys"))
            .findFirst()
            .orElseThrow();
    assertThat(keys.mixed()).isTrue();
    assertThat(((Editor.Chips) keys.editor()).chosen()).isEmpty();
    assertThat(((Editor.Chips) keys.editor()).available()).contains("origin");
    assertThat(keys.canReset()).isTrue();
  }

  // Windows

  private void open(OperatorDescriptor d, Value.Struct values) throws Exception {
    stage =
        HeadlessStage.show(
            () ->
                new PropertyForm(
                    ExpressionAssistant.none(),
                    (type, now) -> Optional.empty(),
                    (node, parameter, value) -> changes.put(parameter, Optional.ofNullable(value)),
                    Fixer.none()),
            420,
            700);
    form = stage.find(".eddy-form-panel", PropertyForm.class);
    show(d, values);
  }

  private void show(OperatorDescriptor d, Value.Struct values, Problem... problems)
      throws Exception {
    stage.run(() -> form.show(input(d, values, problems)));
  }

  private void type(String selector, String text) throws Exception {
    TextField field = stage.find(selector, TextField.class);
    stage.run(() -> field.setText(text));
  }

  @Test
  void clearingAFieldTakesTheValueOutOfTheFileAndTheDefaultStandsInIt() throws Exception {
    open(DemoData.CSV, DemoData.CSV_VALUES.with("delimiter", Value.of(";")));
    TextField field = stage.find("#form-delimiter", TextField.class);
    assertThat(field.getText()).isEqualTo(";");
    type("#form-delimiter", "");
    assertThat(changes).containsEntry("delimiter", Optional.empty());
    show(DemoData.CSV, DemoData.CSV_VALUES);
    assertThat(field.getText()).isEmpty();
    assertThat(field.getPromptText()).isEqualTo(", (default)");
    type("#form-delimiter", " ");
    assertThat(changes)
        .as("a blank is a delimiter")
        .containsEntry("delimiter", Optional.of(Value.of(" ")));
  }

  @Test
  void whatIsSaidBelowAFieldStaysWhileItSaysTheSame() throws Exception {
    open(DemoData.WINDOW, DemoData.WINDOW_VALUES);
    Problem wrong =
        Problem.error("x", Place.node("n", "n").withParameter("size"), "Too long.", "Shorten it.");
    show(DemoData.WINDOW, DemoData.WINDOW_VALUES, wrong);
    VBox said = stage.find(".eddy-severity-error", VBox.class);
    show(DemoData.WINDOW, DemoData.WINDOW_VALUES.with("size", Value.of("9 h")), wrong);
    assertThat(stage.find(".eddy-severity-error", VBox.class))
        .as("a press on a fix would be lost with it")
        .isSameAs(said);
    show(
        DemoData.WINDOW,
        DemoData.WINDOW_VALUES,
        Problem.error("x", wrong.place(), "Too short.", "Lengthen it."));
    assertThat(stage.find(".eddy-severity-error", VBox.class)).isNotSameAs(said);
    show(DemoData.WINDOW, DemoData.WINDOW_VALUES);
    assertThat(stage.robot().lookup(".eddy-severity-error").tryQuery()).isEmpty();
  }

  @Test
  void anUndoElsewhereIsTakenOverAndTheEchoOfTypingIsNot() throws Exception {
    open(DemoData.WINDOW, DemoData.WINDOW_VALUES);
    TextField size = stage.find("#form-size", TextField.class);
    String was = size.getText();
    type("#form-size", "2");
    type("#form-size", "2 h");
    show(DemoData.WINDOW, DemoData.WINDOW_VALUES.with("size", Value.of("2")));
    assertThat(size.getText()).as("the late answer of the first letter").isEqualTo("2 h");
    show(DemoData.WINDOW, DemoData.WINDOW_VALUES.with("size", Value.of("2 h")));
    show(DemoData.WINDOW, DemoData.WINDOW_VALUES);
    assertThat(size.getText()).as("undone").isEqualTo(was);
  }

  @Test
  void whatIsOfTheNodeBeforeDoesNotStayInTheFieldsOfTheNext() throws Exception {
    open(DemoData.WINDOW, DemoData.WINDOW_VALUES);
    type("#form-size", "99 d");
    FormModel.Input next =
        new FormModel.Input(
            "another",
            DemoData.WINDOW,
            DemoData.WINDOW_VALUES,
            List.of(DemoData.FLIGHTS),
            List.of());
    stage.run(() -> form.show(next));
    assertThat(stage.find("#form-size", TextField.class).getText())
        .isEqualTo(FormValues.shown(DemoData.WINDOW_VALUES.get("size")));
  }

  @Test
  void aResetBringsTheDefaultBackAndIsNotOfferedForWhatIsRequired() throws Exception {
    open(
        DemoData.CSV,
        DemoData.CSV_VALUES.with("header", Value.of(false)).with("delimiter", Value.of("|")));
    List<Button> resets =
        HeadlessStage.onFx(
            () ->
                stage.scene().getRoot().lookupAll(".eddy-reset").stream()
                    .map(Button.class::cast)
                    .filter(b -> b.isVisible() && b.getParent().isVisible())
                    .toList());
    assertThat(resets).as("of delimiter, and of what else the file sets").isNotEmpty();
    stage.run(() -> resets.forEach(Button::fire));
    assertThat(changes).containsEntry("delimiter", Optional.empty());
    assertThat(changes).as("those are required").doesNotContainKeys("path", "columns");
    assertThat(changes.values()).allMatch(Optional::isEmpty);
  }

  @Test
  void aCheckBoxThatIsSetBackToItsDefaultCanBeReset() throws Exception {
    open(DemoData.CSV, DemoData.CSV_VALUES.with("header", Value.of(false)));
    CheckBox header = stage.find("#form-header", CheckBox.class);
    assertThat(header.isSelected()).isFalse();
    stage.run(header::fire);
    assertThat(changes).containsEntry("header", Optional.of(Value.of(true)));
  }

  @Test
  void aListKeepsWhatItDoesNotKnowOfItsRows() throws Exception {
    Value.Struct column =
        Value.Struct.EMPTY
            .with("name", Value.of("a"))
            .with("type", Value.of("INT"))
            .with("comment", Value.of("from a later version"));
    open(DemoData.CSV, DemoData.CSV_VALUES.with("columns", new Value.Items(List.of(column))));
    List<TextField> cells =
        HeadlessStage.onFx(
            () ->
                stage.scene().getRoot().lookupAll(".eddy-cell-field").stream()
                    .map(TextField.class::cast)
                    .toList());
    assertThat(cells).hasSize(2);
    stage.run(() -> cells.get(0).setText("renamed"));
    assertThat(changes.get("columns"))
        .contains(new Value.Items(List.of(column.with("name", Value.of("renamed")))));
    stage.run(() -> cells.get(1).setText("NOSUCH"));
    assertThat(HeadlessStage.onFx(() -> cells.get(1).getPseudoClassStates().toString()))
        .contains("invalid");
  }

  @Test
  void theLastRowOfAListTakesTheParameterOutOfTheFile() throws Exception {
    Value.Struct column =
        Value.Struct.EMPTY.with("name", Value.of("a")).with("type", Value.of("INT"));
    open(DemoData.CSV, DemoData.CSV_VALUES.with("columns", new Value.Items(List.of(column))));
    Button remove =
        HeadlessStage.onFx(
            () ->
                stage.scene().getRoot().lookupAll(".eddy-icon-button").stream()
                    .map(Button.class::cast)
                    .filter(b -> "Remove the column".equals(b.getAccessibleText()))
                    .findFirst()
                    .orElseThrow());
    stage.run(remove::fire);
    assertThat(changes).containsEntry("columns", Optional.empty());
  }

  @Test
  void aChoiceThatNoOptionIsAnyMoreStaysUntilAnotherIsChosen() throws Exception {
    open(DemoData.CSV, DemoData.CSV_VALUES.with("compression", Value.of("zstd")));
    @SuppressWarnings("unchecked")
    ComboBox<String> combo = stage.find("#form-compression", ComboBox.class);
    assertThat(combo.getValue()).isEqualTo("zstd");
    assertThat(changes).as("showing it changes nothing").isEmpty();
    stage.run(() -> combo.setValue("gzip"));
    assertThat(changes).containsEntry("compression", Optional.of(Value.of("gzip")));
    show(DemoData.CSV, DemoData.CSV_VALUES.with("compression", Value.of("gzip")));
    assertThat(combo.getItems()).doesNotContain("zstd");
    assertThat(changes).hasSize(1);
  }

  @Test
  void showingAnyValuesOfAnyOperatorChangesNothing() throws Exception {
    open(DemoData.WINDOW, DemoData.WINDOW_VALUES);
    for (OperatorDescriptor d : DemoData.ALL) {
      for (Value shape : SHAPES) {
        Value.Struct values = Value.Struct.EMPTY;
        for (ParameterSpec p : d.parameters()) {
          values = values.with(p.name(), shape);
        }
        show(d, values);
      }
    }
    assertThat(changes).as("nobody has typed anything").isEmpty();
  }

  @Test
  void everyFieldOfEveryFormSaysToAScreenReaderWhatItIs() throws Exception {
    open(DemoData.WINDOW, DemoData.WINDOW_VALUES);
    for (OperatorDescriptor d : DemoData.ALL) {
      show(d, Value.Struct.EMPTY);
      List<String> silent =
          HeadlessStage.onFx(
              () -> {
                List<String> out = new ArrayList<>();
                for (javafx.scene.Node n : stage.scene().getRoot().lookupAll("*")) {
                  boolean input =
                      n instanceof TextField || n instanceof ComboBox || n instanceof Button;
                  boolean worded =
                      n.getAccessibleText() != null && !n.getAccessibleText().isBlank()
                          || n instanceof Button b && b.getText() != null && !b.getText().isBlank();
                  if (input && n.isFocusTraversable() && !worded) {
                    out.add(d.id() + " " + n);
                  }
                }
                return out;
              });
      assertThat(silent).isEmpty();
    }
  }

  @Test
  void theWorstProblemStandsBelowItsFieldInPlaceOfTheHelp() throws Exception {
    Place size = Place.node("n", "n").withParameter("size");
    open(DemoData.WINDOW, DemoData.WINDOW_VALUES);
    show(
        DemoData.WINDOW,
        DemoData.WINDOW_VALUES,
        Problem.warning("w", size, "rather long", ""),
        Problem.error("e", size, "no duration", "Write 1 h."));
    List<String> labels = hints();
    assertThat(labels).doesNotContain("Length of a window.");
    assertThat(problems()).contains("no duration").doesNotContain("rather long");
    show(DemoData.WINDOW, DemoData.WINDOW_VALUES);
    assertThat(hints()).contains("Length of a window.");
    assertThat(problems()).isEmpty();
  }

  private List<String> hints() throws Exception {
    return HeadlessStage.onFx(
        () ->
            stage.scene().getRoot().lookupAll(".eddy-hint").stream()
                .map(n -> ((Label) n).getText())
                .toList());
  }

  private List<String> problems() throws Exception {
    return HeadlessStage.onFx(
        () ->
            stage.scene().getRoot().lookupAll(".eddy-problem-message").stream()
                .map(n -> ((javafx.scene.text.Text) n).getText())
                .toList());
  }

  @Test
  void theFocusGoesToTheFieldOfAProblemAndToTheRowOfAnItem() throws Exception {
    open(DemoData.WINDOW, DemoData.WINDOW_VALUES);
    stage.run(() -> form.focus("size"));
    assertThat(HeadlessStage.onFx(() -> stage.scene().getFocusOwner().getId()))
        .isEqualTo("form-size");
    stage.run(() -> form.focus("aggregates[1].expression"));
    ExpressionField open = stage.find(".eddy-named-detail .eddy-expression", ExpressionField.class);
    Value.Items items = (Value.Items) DemoData.WINDOW_VALUES.get("aggregates");
    assertThat(open.text())
        .isEqualTo(FormValues.field((Value.Struct) items.items().get(1), "expression"));
    stage.run(() -> form.focus("aggregates[77]"));
    stage.run(() -> form.focus("nosuch"));
  }
}

package dev.eddy.designer.control.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.control.HeadlessStage;
import dev.eddy.designer.control.expression.ExpressionAssistant.Use;
import dev.eddy.expressions.SqlExpressions;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.input.KeyCode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The expression editor as it is typed into, with the SQL that really answers. */
class ExpressionFieldTest {
  private static final Schema INPUT =
      Schema.of(
          new Field("delay_minutes", DataType.INT),
          new Field("Delay Cause", DataType.VARCHAR),
          new Field("origin", DataType.VARCHAR));
  private static final ExpressionAssistant ASSISTANT =
      ExpressionAssistant.of(new SqlExpressions(), Runnable::run);

  /** What a completion makes of a text, whose caret is a bar; the first offer is taken. */
  private static String completed(ExpressionField field, HeadlessStage stage, String withCaret)
      throws Exception {
    int caret = withCaret.indexOf('|');
    stage.run(
        () -> {
          field.open(shown(withCaret.replace("|", "")));
          field.requestFocus();
          field.area().moveTo(caret);
        });
    stage.robot().press(KeyCode.CONTROL, KeyCode.SPACE).release(KeyCode.SPACE, KeyCode.CONTROL);
    stage.settle();
    stage.robot().push(KeyCode.ENTER);
    stage.settle();
    return HeadlessStage.onFx(
        () ->
            new StringBuilder(field.text())
                .insert(field.area().getCaretPosition(), '|')
                .toString());
  }

  private static ExpressionField.Shown shown(String text) {
    return new ExpressionField.Shown("c", "", text, INPUT, Use.VALUE, List.of());
  }

  @Test
  void aCompletionTakesThePlaceOfWhatStandsThereAndNotOfMore() throws Exception {
    AtomicReference<String> sent = new AtomicReference<>("");
    try (HeadlessStage stage =
        HeadlessStage.show(() -> new ExpressionField(true, ASSISTANT, sent::set), 500, 300)) {
      ExpressionField field = stage.find(".eddy-expression", ExpressionField.class);
      assertThat(completed(field, stage, "ori| = 'A'")).isEqualTo("origin| = 'A'");
      assertThat(sent.get()).isEqualTo("origin = 'A'");
      assertThat(completed(field, stage, "1 + del|xy")).isEqualTo("1 + delay_minutes|");
      assertThat(completed(field, stage, "`Delay C|` = 'x'")).isEqualTo("`Delay Cause`| = 'x'");
      assertThat(completed(field, stage, "`Delay C|")).isEqualTo("`Delay Cause`|");
      assertThat(completed(field, stage, "ABS|")).isEqualTo("ABS(|)");
      assertThat(completed(field, stage, "ABS|(delay_minutes)"))
          .as("a bracket that is there is not made twice")
          .isEqualTo("ABS(|delay_minutes)");
      assertThat(completed(field, stage, "origin IS NUL|")).isEqualTo("origin IS NULL|");
    }
  }

  @Test
  void enterWithoutAnOfferIsALineAndEscapeKeepsTheText() throws Exception {
    try (HeadlessStage stage =
        HeadlessStage.show(() -> new ExpressionField(true, ASSISTANT, t -> {}), 500, 300)) {
      ExpressionField field = stage.find(".eddy-expression", ExpressionField.class);
      assertThat(completed(field, stage, "'in a text|'"))
          .as("nothing is offered in a text, so Enter is a line of it")
          .isEqualTo("'in a text\n|'");
      stage.run(
          () -> {
            field.open(shown("del"));
            field.area().moveTo(3);
          });
      stage.robot().press(KeyCode.CONTROL, KeyCode.SPACE).release(KeyCode.SPACE, KeyCode.CONTROL);
      stage.settle();
      stage.robot().push(KeyCode.ESCAPE);
      stage.settle();
      assertThat(field.text()).isEqualTo("del");
    }
  }

  @Test
  void aSingleLineIsLaidOutOnOneLineAndACommentStaysWhatItIs() {
    List<String> columns = INPUT.names();
    String longer =
        "delay_minutes between -30 and 360 and origin like 'A%' or `Delay Cause` = 'weather'";
    assertThat(SqlFormat.format(longer, columns)).contains("\n");
    assertThat(SqlFormat.oneLine(longer, columns)).doesNotContain("\n").contains(" AND origin");
    String comment = "delay_minutes -- of it\n + 1";
    assertThat(SqlFormat.oneLine(comment, columns))
        .as("on one line the rest would be comment")
        .isEqualTo(comment);
    assertThat(SqlFormat.oneLine("delay_minutes+1 -- end", columns))
        .isEqualTo("delay_minutes + 1 -- end");
    assertThat(SqlFormat.oneLine("'a\n  b'||origin", columns)).isEqualTo("'a\n  b' || origin");
  }

  @Property(tries = 500)
  void layingOutOnOneLineChangesNoToken(@ForAll("texts") String text) {
    List<String> before = tokens(text);
    assertThat(tokens(SqlFormat.oneLine(text, List.of()))).isEqualTo(before);
  }

  private static List<String> tokens(String text) {
    return SqlLexer.of(text).stream()
        .map(t -> t.kind() + t.text().toUpperCase(java.util.Locale.ROOT))
        .toList();
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "a",
            "and",
            "or",
            "case",
            "when",
            "end",
            "(",
            ")",
            "-",
            "1",
            "'x\ny'",
            "-- c\n",
            "-- d",
            "\n",
            "/* e\nf */",
            "`x y`",
            ".",
            ",",
            "N'a'",
            "U&'b'",
            "_x",
            "'c'")
        .list()
        .ofMaxSize(20)
        .map(l -> String.join(" ", l));
  }
}

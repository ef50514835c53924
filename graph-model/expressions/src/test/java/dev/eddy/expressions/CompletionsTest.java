package dev.eddy.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.expression.Expressions.Completion;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is offered at the caret. */
class CompletionsTest {
  private static final Schema SCHEMA =
      Generated.schema(
          "delay_minutes INT", "origin VARCHAR", "max_delay INT", "value INT", "a VARCHAR");

  private static List<Completion> at(String textWithCaret) {
    int caret = textWithCaret.indexOf('|');
    return Generated.SQL.complete(textWithCaret.replace("|", ""), caret, SCHEMA);
  }

  @Test
  void columnsComeFirstThenWhatHoldsTheWordInside() {
    assertThat(at("1 < del|"))
        .extracting(Completion::label)
        .containsExactly("delay_minutes", "max_delay");
    assertThat(at("1 < del|").get(0).from()).isEqualTo(4);
    assertThat(at("1 < del|").get(0).detail()).isEqualTo("INT");
  }

  @Test
  void functionsComeWithTheirSignature() {
    Completion c = at("UPP|").get(0);
    assertThat(c.kind()).isEqualTo(Completion.Kind.FUNCTION);
    assertThat(c.insert()).isEqualTo("UPPER(");
    assertThat(c.detail()).startsWith("UPPER(text)");
    assertThat(at("upp|").get(0).label()).isEqualTo("UPPER");
  }

  @Test
  void keywordsAreOffered() {
    assertThat(at("origin IS N|")).extracting(Completion::label).contains("NOT", "NULL", "NULLIF");
    assertThat(at("BETW|").get(0).kind()).isEqualTo(Completion.Kind.KEYWORD);
  }

  @Test
  void behindAnOperandTheWordsThatGoOnFromItComeFirst() {
    assertThat(at("delay_minutes > 5 a|").get(0).label()).isEqualTo("AND");
    assertThat(at("origin |")).extracting(Completion::label).startsWith("AND", "AS", "BETWEEN");
    assertThat(at("delay_minutes > a|").get(0).label()).isEqualTo("a");
    assertThat(at("delay_minutes > 5 AND |").get(0).kind()).isEqualTo(Completion.Kind.COLUMN);
  }

  @Test
  void aNameThatIsAWordOfSqlIsInsertedInQuotes() {
    assertThat(at("val|").get(0).insert()).isEqualTo("`value`");
    Completion quoted = at("1 + `val|").get(0);
    assertThat(quoted.insert()).isEqualTo("`value`");
    assertThat(quoted.from()).isEqualTo(4);
  }

  @Test
  void nothingIsOfferedInsideATextOrANumber() {
    assertThat(at("origin = 'A|'")).isEmpty();
    assertThat(at("12|")).isEmpty();
  }

  @Test
  void everythingIsOfferedWhereNothingIsWritten() {
    List<Completion> all = at("|");
    assertThat(all.get(0).kind()).isEqualTo(Completion.Kind.COLUMN);
    assertThat(all).hasSizeGreaterThan(100);
  }

  @Test
  void anyCaretIsTaken() {
    assertThat(Generated.SQL.complete("origin", 99, SCHEMA)).isNotEmpty();
    assertThat(Generated.SQL.complete("", -1, SCHEMA)).isNotEmpty();
  }

  @Test
  void everyFunctionHasAHelp() {
    assertThat(Generated.SQL.functions())
        .hasSizeGreaterThan(70)
        .allSatisfy(
            (name, help) -> assertThat(help).startsWith(name.substring(0, 2)).contains(": "));
  }

  @Test
  void nothingIsOfferedInAComment() {
    assertThat(at("-- del|")).isEmpty();
    assertThat(at("1 // del|")).isEmpty();
    assertThat(at("1 /* del|")).isEmpty();
    assertThat(at("1 /* del| */ + 2")).isEmpty();
    assertThat(at("-- origin's\n del|")).as("a quote in a comment opens no text").isNotEmpty();
    assertThat(at("/* c */ del|")).isNotEmpty();
    assertThat(at("'--' || ori|")).as("nor do dashes in a text").isNotEmpty();
  }

  @Test
  void aNameWithBlanksIsGoneOnWithInItsQuotes() {
    Schema names =
        Schema.of(new Field("Delay Cause", DataType.VARCHAR), new Field("delay", DataType.INT));
    String text = "1 + `Delay C";
    List<Completion> offers = Generated.SQL.complete(text, text.length(), names);
    assertThat(offers).extracting(Completion::insert).containsExactly("`Delay Cause`");
    assertThat(offers.get(0).from()).as("from its quote on").isEqualTo(4);
    assertThat(Generated.SQL.complete("`Delay Cause` = d", 17, names).get(0).label())
        .as("behind the quotes all is as ever")
        .isEqualTo("delay");
  }

  @Test
  void behindIsTheWordsThatCanStandThereComeFirst() {
    assertThat(at("origin IS N|").get(0).label()).isIn("NULL", "NOT");
    assertThat(at("origin IS NOT N|").get(0).label()).isIn("NULL", "NOT");
    assertThat(at("origin IS |")).extracting(Completion::label).startsWith("FALSE", "NOT", "NULL");
    assertThat(at("this N|").get(0).label()).as("IS is a word of its own").isNotEqualTo("NULL");
  }
}

package dev.eddy.designer.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NoteTextTest {
  private static List<NoteText.Line> lines(String text, double width) {
    return NoteText.lines(text, width, (t, style) -> 10.0 * t.length());
  }

  @Test
  void wordsFlowIntoLinesThatFit() {
    assertThat(lines("a row is known when\nthe plane has left", 120))
        .extracting(NoteText.Line::text)
        .containsExactly("a row is", "known when", "the plane", "has left");
  }

  @Test
  void headingsItemsBoldAndCodeAreSetAsSuch() {
    List<NoteText.Line> lines = lines("# Delays\n- **late** rows\n- `origin`\n\nend", 400);
    assertThat(lines.get(0).runs())
        .containsExactly(new NoteText.Run("Delays", NoteText.Style.HEADING));
    assertThat(lines.get(1).text()).isEqualTo("•late rows");
    assertThat(lines.get(1).runs().get(1).style()).isEqualTo(NoteText.Style.BOLD);
    assertThat(lines.get(2).runs().get(1))
        .isEqualTo(new NoteText.Run("origin", NoteText.Style.CODE));
    assertThat(lines.get(3).text()).isEmpty();
    assertThat(lines.get(4).text()).isEqualTo("end");
  }

  @Test
  void aMarkThatIsNotClosedIsText() {
    assertThat(lines("2 ** 3 and a ` b", 900).get(0).text()).isEqualTo("2 ** 3 and a ` b");
  }

  @Property(tries = 200)
  void noLetterIsLostAndNoLineIsWiderThanTheNote(
      @ForAll @StringLength(max = 80) @CharRange(from = 'a', to = 'e') String letters) {
    String text = letters.replace('a', ' ').replace('b', '\n');
    List<NoteText.Line> lines = lines(text, 60);
    StringBuilder all = new StringBuilder();
    for (NoteText.Line l : lines) {
      all.append(l.text().replace(" ", ""));
      assertThat(10.0 * l.text().length()).isLessThanOrEqualTo(60);
    }
    assertThat(all.toString()).isEqualTo(text.replaceAll("\\s", ""));
  }

  @Test
  void aWordThatIsWiderThanTheNoteIsBrokenBetweenItsCharacters() {
    assertThat(lines("see https://example.org/a", 100))
        .extracting(NoteText.Line::text)
        .containsExactly("see", "https://ex", "ample.org/", "a");
    assertThat(lines("- abcdefgh", 62))
        .extracting(NoteText.Line::text)
        .containsExactly("•abcde", "fgh");
    assertThat(lines("🛫🛬🛫🛬", 50))
        .extracting(NoteText.Line::text)
        .as("a character of two halves stays whole")
        .containsExactly("🛫🛬", "🛫🛬");
    assertThat(lines("ab", 5)).extracting(NoteText.Line::text).containsExactly("a", "b");
  }

  @Test
  void aMarkWithinAWordTearsItNotApart() {
    assertThat(lines("rows that are **late**, or (`null`)", 900).get(0).text())
        .isEqualTo("rows that are late, or (null)");
    assertThat(lines("half**bold**half", 900).get(0).text()).isEqualTo("halfboldhalf");
    assertThat(lines("**a** **b**", 900).get(0).text()).isEqualTo("a b");
    assertThat(lines("one\n**two**\nthree", 900).get(0).text()).isEqualTo("one two three");
    assertThat(lines("- **a**: b", 900).get(0).text()).isEqualTo("•a: b");
  }

  @Property(tries = 300)
  void withoutTheMarksAllIsThereWithItsBlanks(
      @ForAll @StringLength(max = 40) @CharRange(from = 'a', to = 'f') String letters) {
    String text = letters.replace("b", " ").replace("e", "**").replace("f", "`");
    String plain = String.join(" ", lines(text, 1e6).stream().map(NoteText.Line::text).toList());
    String unmarked = text.replaceAll("[*`]", "");
    assertThat(plain.replaceAll("[*`]", "").replaceAll(" +", " ").strip())
        .isEqualTo(unmarked.replaceAll(" +", " ").strip());
  }
}

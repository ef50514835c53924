package dev.eddy.designer.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.protocol.Reply;
import dev.eddy.model.time.Moment;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EdgeDataTest {
  private static final List<String> COLUMNS = List.of("n");

  private static List<Reply.EdgeRow> rows(long first, int count) {
    List<Reply.EdgeRow> out = new ArrayList<>();
    for (long n = first; n < first + count; n++) {
      out.add(new Reply.EdgeRow(new Moment(n + 1, 1), "+I", List.of(String.valueOf(n))));
    }
    return out;
  }

  private static Reply.Rows last(long total, int count) {
    return new Reply.Rows(COLUMNS, rows(total - count, count), true, null);
  }

  @Test
  void aRowIsFoundByItsNumberWhicheverWayItCame() {
    EdgeData d = EdgeData.of("e", 0).withLast(Moment.START, last(1_000_000, 200), 1_000_000);
    assertThat(d.row(999_999).cells()).containsExactly("999999");
    assertThat(d.row(999_799)).isNull();
    d = d.with(400_000, COLUMNS, rows(400_000, 100));
    assertThat(d.row(400_050).cells()).containsExactly("400050");
    assertThat(d.has(4_000)).isTrue();
    assertThat(d.has(4_001)).isFalse();
  }

  @Test
  void whatWasFetchedStaysTrueWhenTheRunGoesBack() {
    EdgeData d =
        EdgeData.of("e", 0)
            .withLast(Moment.START, last(1_000, 200), 1_000)
            .withLast(Moment.START, last(500, 200), 500);
    assertThat(d.total()).isEqualTo(500);
    assertThat(d.row(450).cells()).containsExactly("450");
    assertThat(d.row(950).cells())
        .as("it is behind the moment, but the same row")
        .containsExactly("950");
  }

  @Test
  void aPageThatIsNotFullYetCountsAsThereUpToTheLastRow() {
    EdgeData d = EdgeData.of("e", 0).withLast(Moment.START, last(250, 50), 250);
    assertThat(d.has(2)).isTrue();
    assertThat(d.withLast(Moment.START, new Reply.Rows(COLUMNS, List.of(), true, null), 260).has(2))
        .isFalse();
  }

  @Property(tries = 40)
  void howeverFarSomebodyScrollsFewRowsAreKeptAndTheLastAreThere(
      @ForAll @Size(min = 1, max = 120) List<@IntRange(max = 9_999) Integer> pages) {
    EdgeData d = EdgeData.of("e", 1_000_000);
    for (int p : pages) {
      d = d.with((long) p * EdgeData.PAGE, COLUMNS, rows((long) p * EdgeData.PAGE, EdgeData.PAGE));
      assertThat(d.has(p)).isTrue();
      assertThat(d.pages()).hasSizeLessThanOrEqualTo(60);
    }
    d.pages()
        .forEach(
            (page, rows) ->
                assertThat(rows.get(0).cells())
                    .containsExactly(String.valueOf(page * EdgeData.PAGE)));
  }

  @Test
  void theLinesOfAStreamThatIsLongerThanATableAreItsNewestRows() {
    EdgeData d = EdgeData.of("e", 5_000_000_000L);
    long first = 5_000_000_000L - (Integer.MAX_VALUE - 8L);
    assertThat(d.firstShown()).isEqualTo(first);
    assertThat(d.pageOf(0)).isEqualTo(first / EdgeData.PAGE);
    assertThat(d.pageOf(Integer.MAX_VALUE - 9)).isEqualTo(4_999_999_999L / EdgeData.PAGE);
    assertThat(EdgeData.of("e", 250).pageOf(249)).isEqualTo(2);
  }
}

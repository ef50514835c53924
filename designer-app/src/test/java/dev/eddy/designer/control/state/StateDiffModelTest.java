package dev.eddy.designer.control.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.control.table.TableContent;
import dev.eddy.designer.control.table.TableContent.Line;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.time.Moment;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StateDiffModelTest {
  private static final Moment EARLY = new Moment(10, 0);
  private static final Moment LATE = new Moment(2_000, 1);

  private static Reply.StateEntry entry(String key, Moment writer, @Nullable String... value) {
    return new Reply.StateEntry(List.of(key), Arrays.asList(value), writer);
  }

  private static Reply.DiffEntry differs(
      String key, Reply.@Nullable StateEntry was, Reply.@Nullable StateEntry is) {
    return new Reply.DiffEntry(List.of(key), was, is);
  }

  private static Reply.DiffOf diff(long total, Reply.DiffEntry... entries) {
    return new Reply.DiffOf(
        List.of(
            new Reply.DiffTable(
                "sums", List.of("origin"), List.of("n", "name"), List.of(entries), total),
            new Reply.DiffTable("rest", List.of("origin"), List.of("n"), List.of(), 0)));
  }

  @Test
  void changesGoFromTheEarlierToTheLaterMomentWhicheverIsShown() {
    Reply.StateEntry early = entry("PHX", EARLY, "1", "a");
    Reply.StateEntry late = entry("PHX", LATE, "2", "a");
    StateDiffModel back = StateDiffModel.of(diff(1, differs("PHX", late, early)), LATE, EARLY);
    StateDiffModel forth = StateDiffModel.of(diff(1, differs("PHX", early, late)), EARLY, LATE);
    assertThat(back).isEqualTo(forth);
    assertThat(back.title()).isEqualTo("From 10·0 to 2\u202f000·1");
    assertThat(back.tables()).as("a state in which nothing differs is left out").hasSize(1);
    Line line = back.tables().get(0).content().lines().get(0);
    assertThat(line.cells()).containsExactly("changed", "PHX", "1 → 2", "a", "2000.1");
    assertThat(line.changed()).containsExactly(2);
    assertThat(line.moments()).containsEntry(4, LATE);
  }

  @Test
  void whatCameAndWhatWentAreToldApartFromWhatChanged() {
    TableContent c =
        StateDiffModel.of(
                diff(
                    700,
                    differs("ATL", entry("ATL", LATE, "5", null), null),
                    differs("ORD", null, entry("ORD", EARLY, "6", ""))),
                LATE,
                EARLY)
            .tables()
            .get(0)
            .content();
    assertThat(c.lines().get(0).cells()).startsWith("new", "ATL", "5", "null");
    assertThat(c.lines().get(1).cells()).startsWith("gone", "ORD", "6", "''");
    assertThat(c.lines().get(1).mark()).isEqualTo(TableContent.Mark.WAITING);
    assertThat(
            StateDiffModel.of(
                    diff(700, differs("A", null, entry("A", LATE, "1", "x"))), EARLY, LATE)
                .tables()
                .get(0)
                .size())
        .isEqualTo("700 entries differ, the first 1 shown");
  }
}

package dev.eddy.operators;

import static dev.eddy.operator.torture.TestRows.row;
import static dev.eddy.operator.torture.TestRows.schema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.row.Row;
import dev.eddy.model.row.RowKind;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.torture.Element;
import dev.eddy.operator.torture.Emitted;
import dev.eddy.operator.torture.TestSetup;
import dev.eddy.operator.torture.Torture;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What operators forget, and when: an entry is over when its last write is so long ago. */
class StateLifetimeTest {
  private static final Schema IN = schema("key VARCHAR", "n BIGINT NOT NULL");
  private static final Schema NAME = schema("id VARCHAR", "name VARCHAR");
  private static final Contract APPEND = Contract.append(IN, null, true);

  private static Element in(String key, long n) {
    return Element.row(0, row(IN, key, n));
  }

  private static Element name(String id, String name) {
    return Element.row(1, row(NAME, id, name));
  }

  private static List<Row> rows(List<Emitted> out) {
    return out.stream().map(Emitted::row).toList();
  }

  @Test
  void aDuplicateIsNewAgainWhenTheFirstIsForgotten() {
    TestSetup setup =
        TestSetup.of(new Deduplicate())
            .columns("keys", "key")
            .set("state_ttl", "10 s")
            .input(APPEND);

    List<Emitted> out =
        Torture.run(
            new Deduplicate(),
            setup,
            List.of(
                Element.tick(1000),
                in("a", 1),
                Element.tick(10_999),
                in("a", 2),
                Element.tick(11_000),
                in("a", 3),
                in("a", 4),
                Element.end()));

    assertThat(rows(out)).containsExactly(row(IN, "a", 1L), row(IN, "a", 3L));
  }

  @Test
  void aJoinForgetsEachRowByItself() {
    for (String type : List.of("inner", "left")) {
      TestSetup setup =
          TestSetup.of(new Join())
              .columns("left_keys", "key")
              .columns("right_keys", "id")
              .set("type", type)
              .set("state_ttl", "10 s")
              .input(APPEND)
              .input(Contract.append(NAME, null, true));

      List<Emitted> out =
          Torture.run(
              new Join(),
              setup,
              List.of(
                  Element.tick(0),
                  name("a", "old"),
                  Element.tick(6_000),
                  name("a", "young"),
                  Element.tick(10_000),
                  in("a", 1),
                  Element.tick(16_000),
                  in("b", 2),
                  in("a", 3),
                  Element.end()));

      List<String> names = out.stream().map(e -> e.row().getObject(3) + "").toList();
      assertThat(names)
          .as(type)
          .isEqualTo(type.equals("inner") ? List.of("young") : List.of("young", "null", "null"));
    }
  }

  @Test
  void rowsOfAnUpdatingSideAreForgottenToo() {
    TestSetup setup =
        TestSetup.of(new Join())
            .columns("left_keys", "key")
            .columns("right_keys", "id")
            .set("state_ttl", "10 s")
            .input(APPEND)
            .input(
                Contract.append(NAME, null, true).updating(ChangelogMode.RETRACT, List.of("id")));

    List<Emitted> out =
        Torture.run(
            new Join(),
            setup,
            List.of(
                Element.tick(0),
                name("a", "one"),
                in("a", 1),
                Element.tick(10_000),
                Element.row(1, row(NAME, "a", "one").setKind(RowKind.DELETE)),
                in("a", 2),
                Element.end()));

    assertThat(out).hasSize(1);
  }

  @Test
  void whatIsWrittenLivesOnAndWhatIsOnlyReadDoesNot() {
    TestSetup setup =
        TestSetup.of(new Deduplicate())
            .columns("keys", "key")
            .set("keep", "last")
            .set("state_ttl", "10 s")
            .input(APPEND);

    List<Emitted> out =
        Torture.run(
            new Deduplicate(),
            setup,
            List.of(
                Element.tick(0),
                in("a", 1),
                Element.tick(8_000),
                in("a", 2),
                Element.tick(16_000),
                in("a", 3),
                Element.tick(26_000),
                in("a", 4),
                Element.end()));

    assertThat(rows(out).stream().map(Row::kind))
        .containsExactly(
            RowKind.INSERT,
            RowKind.UPDATE_BEFORE,
            RowKind.UPDATE_AFTER,
            RowKind.UPDATE_BEFORE,
            RowKind.UPDATE_AFTER,
            RowKind.INSERT);
  }
}

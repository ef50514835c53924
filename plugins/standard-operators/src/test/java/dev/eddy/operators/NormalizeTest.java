package dev.eddy.operators;

import static dev.eddy.operator.torture.TestRows.row;
import static dev.eddy.operator.torture.TestRows.schema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.row.RowKind;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.torture.Element;
import dev.eddy.operator.torture.TestSetup;
import dev.eddy.operator.torture.Torture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NormalizeTest {
  private static final Schema IN = schema("k INT", "v INT");
  private static final Contract UPSERT =
      Contract.append(IN, null, true).updating(ChangelogMode.UPSERT, List.of("k"));

  private static TestSetup upserts() {
    return TestSetup.of(new Normalize()).input(UPSERT);
  }

  private static Element change(RowKind kind, @Nullable Integer key, @Nullable Integer value) {
    return Element.row(0, row(kind, IN, key, value));
  }

  private static List<String> run(TestSetup setup, Element... elements) {
    List<Element> all = new ArrayList<>(List.of(elements));
    all.add(Element.end());
    return Torture.run(new Normalize(), setup, all).stream()
        .map(
            e ->
                e.row().kind().shortName()
                    + " "
                    + (e.row().isNull(0) ? null : e.row().getLong(0))
                    + " "
                    + (e.row().isNull(1) ? null : e.row().getLong(1)))
        .toList();
  }

  @Test
  void anUpsertStreamGetsTheRowsThatWereBefore() {
    assertThat(
            run(
                upserts(),
                change(RowKind.INSERT, 1, 10),
                change(RowKind.UPDATE_AFTER, 1, 11),
                change(RowKind.UPDATE_AFTER, 2, 20),
                change(RowKind.DELETE, 1, null),
                change(RowKind.INSERT, 1, 12)))
        .containsExactly("+I 1 10", "-U 1 10", "+U 1 11", "+I 2 20", "-D 1 11", "+I 1 12");
  }

  @Test
  void whatChangesNothingGivesNothing() {
    assertThat(
            run(
                upserts(),
                change(RowKind.DELETE, 1, 1),
                change(RowKind.INSERT, 1, 10),
                change(RowKind.UPDATE_AFTER, 1, 10),
                change(RowKind.DELETE, 1, 9),
                change(RowKind.DELETE, 1, 9)))
        .as("a deletion carries the row that was there, whatever its own values are")
        .containsExactly("+I 1 10", "-D 1 10");
  }

  @Test
  void whereStateIsForgottenARowThatChangesNothingIsPassedOnToo() {
    assertThat(
            run(
                upserts().set("state_ttl", "10 s"),
                Element.tick(1_000),
                change(RowKind.INSERT, 1, 10),
                change(RowKind.UPDATE_AFTER, 1, 10)))
        .containsExactly("+I 1 10", "-U 1 10", "+U 1 10");
  }

  @Test
  void rowsThatAppendAreUpsertsByTheKeyAndThoseOfTheConditionDelete() {
    TestSetup setup =
        TestSetup.of(new Normalize())
            .columns("keys", "k")
            .predicate("deletes", r -> r.isNull(1))
            .input(Contract.append(IN, null, true));
    assertThat(
            run(
                setup,
                change(RowKind.INSERT, 1, 10),
                change(RowKind.INSERT, 1, 11),
                change(RowKind.INSERT, 2, null),
                change(RowKind.INSERT, 1, null)))
        .containsExactly("+I 1 10", "-U 1 10", "+U 1 11", "-D 1 11");
    assertThat(setup.output(0).changelog()).isEqualTo(ChangelogMode.RETRACT);
    assertThat(setup.output(0).upsertKeys()).containsExactly("k");
    assertThat(setup.output(0).partitionedBy()).containsExactly("k");
  }

  @Test
  void aStreamWithoutAKeyIsRefusedWithARemedyAndSoIsAnotherKeyThanItsOwn() {
    TestSetup without = TestSetup.of(new Normalize()).input(Contract.append(IN, null, true));
    without.inferred(0);
    assertThat(without.problems()).extracting(Problem::code).containsExactly("no-key");
    TestSetup other = upserts().columns("keys", "v");
    other.inferred(0);
    assertThat(other.problems()).extracting(Problem::code).containsExactly("other-key");
    assertThat(other.problems().get(0).message()).contains("updates by k");
  }

  record Change(RowKind kind, int key, @Nullable Integer value) {}

  @Provide
  Arbitrary<List<Change>> changes() {
    return Combinators.combine(
            Arbitraries.of(RowKind.INSERT, RowKind.UPDATE_AFTER, RowKind.DELETE),
            Arbitraries.integers().between(1, 3),
            Arbitraries.integers().between(0, 2).injectNull(0.2))
        .as(Change::new)
        .list()
        .ofMaxSize(20);
  }

  /** Whoever applies the changes, without a key, has the table that the upserts lead to. */
  @Property(tries = 60)
  void theChangesLeadToTheTableOfTheUpsertsRowByRow(@ForAll("changes") List<Change> changes) {
    Map<Integer, String> table = new HashMap<>();
    List<Element> elements = new ArrayList<>();
    for (Change c : changes) {
      elements.add(change(c.kind(), c.key(), c.value()));
      if (c.kind() == RowKind.DELETE) {
        table.remove(c.key());
      } else {
        table.put(c.key(), c.key() + " " + c.value());
      }
    }
    List<String> bag = new ArrayList<>();
    String awaited = null;
    for (String out : run(upserts(), elements.toArray(new Element[0]))) {
      String values = out.substring(3);
      String key = values.substring(0, values.indexOf(' '));
      if (awaited != null) {
        assertThat(out).as("behind -U its +U").startsWith("+U " + awaited + " ");
      }
      awaited = out.startsWith("-U") ? key : null;
      if (out.startsWith("-")) {
        assertThat(bag.remove(values)).as("%s takes away what is there", out).isTrue();
      } else {
        bag.add(values);
      }
    }
    assertThat(bag).containsExactlyInAnyOrderElementsOf(table.values());
    assertThat(Objects.requireNonNullElse(awaited, "")).isEmpty();
  }
}

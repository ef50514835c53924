package dev.eddy.operators;

import static dev.eddy.operator.torture.TestRows.row;
import static dev.eddy.operator.torture.TestRows.schema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.row.RowKind;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import dev.eddy.operator.torture.Element;
import dev.eddy.operator.torture.Emitted;
import dev.eddy.operator.torture.TestSetup;
import dev.eddy.operator.torture.Torture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProjectTest {
  private static final Schema IN =
      schema("time TIMESTAMP(3) NOT NULL", "id BIGINT NOT NULL", "delay INT");
  private static final Schema OUT =
      schema("happened TIMESTAMP(3) NOT NULL", "id BIGINT NOT NULL", "late BOOLEAN");

  private static Value named(String name, String expression) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("name", Value.of(name));
    fields.put("expression", Value.of(expression));
    return new Value.Struct(fields);
  }

  private static TestSetup setup(Contract in) {
    return TestSetup.of(new Project())
        .set(
            "columns",
            new Value.Items(
                List.of(
                    named("happened", "`time`"), named("id", "id"), named("late", "delay > 15"))))
        .input(in)
        .projection("columns", OUT.fields())
        .function(
            "columns",
            (from, to) -> {
              to.setFrom(0, from, 0);
              to.setFrom(1, from, 1);
              if (from.isNull(2)) {
                to.setNull(2);
              } else {
                to.setBoolean(2, from.getLong(2) > 15);
              }
            });
  }

  @Test
  void eachRowIsMadeAnewAndKeepsItsKind() {
    Contract in = Contract.append(IN, "time", false).updating(ChangelogMode.RETRACT, List.of("id"));

    List<Emitted> out =
        Torture.run(
            new Project(),
            setup(in),
            List.of(
                Element.row(0, row(IN, 1L, 7L, 20)),
                Element.row(0, row(RowKind.UPDATE_BEFORE, IN, 1L, 7L, 20)),
                Element.row(0, row(RowKind.UPDATE_AFTER, IN, 1L, 7L, null)),
                Element.end()));

    assertThat(out)
        .containsExactly(
            new Emitted(0, row(OUT, 1L, 7L, true)),
            new Emitted(0, row(RowKind.UPDATE_BEFORE, OUT, 1L, 7L, true)),
            new Emitted(0, row(RowKind.UPDATE_AFTER, OUT, 1L, 7L, null)));
  }

  @Test
  void aColumnThatIsPassedOnKeepsItsRoleUnderItsNewName() {
    Contract in =
        Contract.append(IN, "time", true)
            .updating(ChangelogMode.UPSERT, List.of("id"))
            .partitionedBy(List.of("id"));

    assertThat(setup(in).inferred(0))
        .isEqualTo(
            new Contract(
                OUT, ChangelogMode.UPSERT, List.of("id"), "happened", null, List.of("id"), true));
  }

  @Test
  void aStreamUpdatedByAKeyMustNotLoseIt() {
    Contract in =
        Contract.append(IN, "time", true).updating(ChangelogMode.UPSERT, List.of("delay"));

    List<Problem> problems = setup(in).problems();

    assertThat(problems).extracting(Problem::code).containsExactly("key-lost");
    assertThat(problems.get(0).message()).contains("delay");
  }

  @Test
  void twoColumnsOfOneNameAreRefused() {
    TestSetup setup =
        setup(Contract.append(IN, "time", true))
            .projection("columns", new ArrayList<>(List.of(OUT.field(0), OUT.field(0))));

    assertThat(setup.problems()).extracting(Problem::code).containsExactly("duplicate-column");
  }
}

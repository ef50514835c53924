package dev.eddy.operators;

import static dev.eddy.operator.torture.TestRows.row;
import static dev.eddy.operator.torture.TestRows.schema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.torture.Element;
import dev.eddy.operator.torture.Emitted;
import dev.eddy.operator.torture.TestSetup;
import dev.eddy.operator.torture.Torture;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnionTest {
  private static final Schema A = schema("time TIMESTAMP(3)", "x INT NOT NULL");

  @Test
  void duplicatesStay() {
    TestSetup setup = TestSetup.of(new Union()).input(Contract.append(A, null, true));

    List<Emitted> out =
        Torture.run(
            new Union(),
            setup,
            List.of(Element.row(0, row(A, 1L, 1)), Element.row(0, row(A, 1L, 1)), Element.end()));

    assertThat(out).containsExactly(new Emitted(0, row(A, 1L, 1)), new Emitted(0, row(A, 1L, 1)));
  }

  @Test
  void nullabilityWidensAndTheTimeStaysWhereAllAgree() {
    Schema b = schema("time TIMESTAMP(3)", "x INT");
    TestSetup setup =
        TestSetup.of(new Union())
            .input(Contract.append(A, "time", true))
            .inputToo(0, Contract.append(b, "time", false));

    assertThat(setup.inferred(0)).isEqualTo(Contract.append(b, "time", false));
  }

  @Test
  void streamsOfDifferentColumnsAreRefused() {
    TestSetup setup =
        TestSetup.of(new Union())
            .input(Contract.append(A, "time", true))
            .inputToo(0, Contract.append(schema("time TIMESTAMP(3)", "y INT"), "time", true));

    assertThat(setup.problems()).extracting(Problem::code).containsExactly("different-columns");
    assertThat(setup.problems().get(0).remedy()).contains("Project");
  }
}

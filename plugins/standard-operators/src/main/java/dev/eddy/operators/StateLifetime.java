package dev.eddy.operators;

import dev.eddy.model.operator.Dependence;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.operator.Parameters;
import dev.eddy.operator.StateSpec;
import dev.eddy.operator.Ttl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long an operator keeps what it has not changed (Flink SQL's table.exec.state.ttl). */
final class StateLifetime {
  private static final String NAME = "state_ttl";

  private StateLifetime() {}

  static ParameterSpec parameter() {
    return ParameterSpec.optional(
        NAME,
        "Forget after",
        new ParameterType.Duration(),
        null,
        "State that was not written for so long is forgotten, by the clock, not by event time;"
            + " none: it is kept for ever. What comes later than that is as if it were the first.");
  }

  /** That what was forgotten depends on when it was. */
  static Dependence dependence() {
    return Dependence.onClockWhere(NAME);
  }

  static @Nullable Ttl of(Parameters p) {
    long millis = p.duration(NAME).orElse(0L);
    return millis <= 0 ? null : Ttl.ofWrites(millis);
  }

  static List<StateSpec> with(Parameters p, List<StateSpec> states) {
    Ttl ttl = of(p);
    return states.stream().map(s -> s.withTtl(ttl)).toList();
  }
}

package dev.eddy.operators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.operator.Dependence;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.value.Value;
import dev.eddy.operator.Providers;
import org.junit.jupiter.api.Test;

class ProvidersTest {
  @Test
  void allStandardOperatorsAreFoundByTheServiceLoader() {
    Providers providers = Providers.load(getClass().getClassLoader());

    assertThat(providers.all())
        .extracting(p -> p.descriptor().id())
        .contains(
            "filter",
            "project",
            "union",
            "window",
            "window-aggregate",
            "top-n",
            "deduplicate",
            "group-aggregate",
            "join",
            "window-join",
            "interval-join",
            "broadcast-join",
            "normalize",
            "blackhole");
  }

  @Test
  void whatForgetsByTheClockSaysSo() {
    Value.Struct forgetting = Value.Struct.EMPTY.with("state_ttl", Value.of("1 h"));
    for (OperatorType type : Providers.load(getClass().getClassLoader()).all()) {
      var d = type.descriptor();
      assertThat(d.depends(Dependence.On.CLOCK, forgetting))
          .as(d.id())
          .isEqualTo(d.parameter("state_ttl").isPresent());
    }
  }

  @Test
  void eachHasATitleASummaryAnIconAndHelpForEachParameter() {
    for (OperatorType type : Providers.load(getClass().getClassLoader()).all()) {
      var d = type.descriptor();
      assertThat(d.title()).as(d.id()).isNotBlank();
      assertThat(d.summary()).as(d.id()).endsWith(".");
      assertThat(d.icon()).as(d.id()).isNotBlank();
      for (ParameterSpec p : d.parameters()) {
        assertThat(p.title()).as(d.id() + " " + p.name()).isNotBlank();
        assertThat(p.help()).as(d.id() + " " + p.name()).isNotBlank();
      }
    }
  }
}

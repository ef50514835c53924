package dev.eddy.connector.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.operator.Providers;
import org.junit.jupiter.api.Test;

class ProvidersTest {
  @Test
  void theConnectorsAreFoundByTheServiceLoader() {
    assertThat(Providers.load(getClass().getClassLoader()).all())
        .extracting(p -> p.descriptor().id())
        .contains("csv-source", "sample-rows", "file-sink", "upsert-file-sink");
  }

  @Test
  void eachParameterHasATitleAndHelp() {
    for (OperatorType type : Providers.load(getClass().getClassLoader()).all()) {
      for (ParameterSpec p : type.descriptor().parameters()) {
        assertThat(p.title()).as(type.descriptor().id() + " " + p.name()).isNotBlank();
        assertThat(p.help()).as(type.descriptor().id() + " " + p.name()).endsWith(".");
      }
    }
  }
}

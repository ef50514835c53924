package dev.eddy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.operator.OperatorProvider;
import dev.eddy.operator.Providers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {
  @TempDir Path temp;

  @Test
  void anIndexAnnouncesWhatTheJarsDo() throws Exception {
    Path index = temp.resolve("index");
    Plugins.index(index);
    assertThat(classes(Plugins.load(index)))
        .hasSizeGreaterThan(10)
        .isEqualTo(classes(Providers.load(Plugins.loader())));
  }

  @Test
  void andNothingElse() throws Exception {
    Path index = Files.writeString(temp.resolve("index"), "");
    assertThat(Plugins.load(index).all()).isEmpty();
  }

  @Test
  void anIndexOfOtherJarsIsNoticed() throws Exception {
    Path index = Files.writeString(temp.resolve("index"), "dev.eddy.operators.Gone\n");
    assertThatThrownBy(() -> Plugins.load(index)).isInstanceOf(ServiceConfigurationError.class);
  }

  private static List<Class<?>> classes(Providers providers) {
    return providers.all().stream().<Class<?>>map(OperatorProvider::getClass).toList();
  }
}

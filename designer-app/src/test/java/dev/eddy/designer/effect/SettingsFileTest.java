package dev.eddy.designer.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.state.Settings;
import dev.eddy.designer.state.Shelf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
  @TempDir private Path config;

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    Settings s =
        Settings.DEFAULT
            .withLook(Settings.Look.DARK)
            .withScale(150)
            .withWheel(Settings.Wheel.PANS)
            .withAutosave(true)
            .withCalm(true)
            .withPreset("blender")
            .withKeys("file.save", List.of("F12"))
            .withKeys("file.open", List.of())
            .withShelf(new Shelf(List.of("filter"), List.of("top-n", "join")))
            .withSubtasks(Path.of("/projects/p"), 4)
            .withState(Path.of("/projects/p"), Settings.State.ROCKSDB);
    SettingsFile.write(config, s);
    assertThat(SettingsFile.read(config)).isEqualTo(new SettingsFile.Loaded(s, ""));
    assertThat(Files.readString(config.resolve("settings.json")))
        .contains("\"theme\": \"dark\"")
        .contains("\"file.save\": [\"F12\"]");
  }

  @Test
  void withoutAFileTheDefaultsHold() {
    assertThat(SettingsFile.read(config)).isEqualTo(new SettingsFile.Loaded(Settings.DEFAULT, ""));
  }

  @Test
  void wrongValuesHaveTheirDefaultsAndUnknownKeysSurvive() throws IOException {
    Files.writeString(
        config.resolve("settings.json"),
        "{\"theme\": \"pink\", \"scale\": 9000, \"keys\": {\"a.b\": 7}, \"later\": {\"x\": 1}}");
    Settings s = SettingsFile.read(config).settings();
    assertThat(s).isEqualTo(Settings.DEFAULT.withScale(Settings.MAX_SCALE));
    SettingsFile.write(config, s);
    assertThat(Files.readString(config.resolve("settings.json"))).contains("\"later\"");
  }

  @Test
  void aBrokenFileIsSaidAndPutAsideNotOverwritten() throws IOException {
    Files.writeString(config.resolve("settings.json"), "{\"theme\": ");
    SettingsFile.Loaded loaded = SettingsFile.read(config);
    assertThat(loaded.settings()).isEqualTo(Settings.DEFAULT);
    assertThat(loaded.note()).contains("settings.json").contains("ends in the middle");
    SettingsFile.write(config, Settings.DEFAULT);
    assertThat(config.resolve("settings.json.broken")).hasContent("{\"theme\": ");
  }

  @Test
  void aFileOfSomethingElseIsSaidAndPutAsideToo() throws IOException {
    Files.writeString(config.resolve("settings.json"), "[1]");
    SettingsFile.Loaded loaded = SettingsFile.read(config);
    assertThat(loaded.settings()).isEqualTo(Settings.DEFAULT);
    assertThat(loaded.note()).contains("settings.json").contains("holds no object");
    SettingsFile.write(config, Settings.DEFAULT);
    assertThat(config.resolve("settings.json.broken")).hasContent("[1]");
  }
}

package dev.eddy.runtime.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.disk.Disk;
import dev.eddy.runtime.io.RecordingInfo.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingInfoTest {
  /** As it was written before there were options in it. */
  private static final String EARLIER =
      """
      {
        "format": 2,
        "project": "big",
        "pipeline": "big",
        "status": "finished",
        "splits": ["in/in.csv"],
        "checksum": "f3fcb897"
      }
      """;

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    RecordingInfo info =
        new RecordingInfo(
            "p", "q", Status.FAILED, "it did", List.of("s/f"), Map.of("state", "rocksdb"));
    Path file = folder.resolve("recording.json");
    info.write(Disk.LOCAL, file);
    assertThat(RecordingInfo.read(Disk.LOCAL, file)).isEqualTo(info);
  }

  @Test
  void oneFromBeforeThereWereOptionsHasNone() throws IOException {
    Path file = Files.writeString(folder.resolve("recording.json"), EARLIER);
    assertThat(RecordingInfo.read(Disk.LOCAL, file))
        .isEqualTo(
            new RecordingInfo("big", "big", Status.FINISHED, "", List.of("in/in.csv"), Map.of()));
  }
}

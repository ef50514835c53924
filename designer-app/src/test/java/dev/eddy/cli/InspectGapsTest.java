package dev.eddy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.protocol.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

class InspectGapsTest {
  @Test
  void aGapNamesItsEventsAndItsReason() {
    assertThat(InspectCommand.gapLines(List.of(new Reply.Gap(12, 2001, "The file was edited."))))
        .containsExactly("events 12 to 2 000 cannot be gone to: The file was edited.");
    assertThat(InspectCommand.gapLines(List.of())).isEmpty();
  }
}

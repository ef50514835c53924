package dev.eddy.designer.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.state.Looks;
import dev.eddy.model.protocol.Notice;
import dev.eddy.model.time.Moment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogLinesTest {
  private final Deque<Runnable> later = new ArrayDeque<>();
  private final List<List<Notice.Logged>> answers = new ArrayList<>();
  private final LogLines lines = new LogLines(answers::add, later::add);

  private static Notice.Logged line(int n) {
    return new Notice.Logged("b", new Moment(n, 0), "line " + n);
  }

  @Test
  void linesThatComeTogetherAreOneMessage() {
    lines.add(line(1));
    lines.add(line(2));
    assertThat(later).hasSize(1);
    later.remove().run();
    lines.add(line(3));
    later.remove().run();
    assertThat(answers).containsExactly(List.of(line(1), line(2)), List.of(line(3)));
  }

  @Test
  void ofAFloodTheNewestLinesAreHandedOn() {
    for (int i = 0; i < 50_000; i++) {
      lines.add(line(i));
    }
    assertThat(later).hasSize(1);
    later.remove().run();
    assertThat(answers.get(0)).hasSize(Looks.LOG_LINES).endsWith(line(49_999));
  }
}

package dev.eddy.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.row.Row;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboxTest {
  private static final long NO_TICK = Long.MAX_VALUE;

  private final Channel left = new Channel(0, 0, 0, 1);
  private final Channel right = new Channel(1, 1, 1, 1);
  private final Inbox inbox = new Inbox();

  InboxTest() {
    // The order of the edges counts, not that of adding.
    inbox.add(right);
    inbox.add(left);
  }

  private static void row(Channel to, long sequence, long value) {
    Row row = new Row(1);
    row.setLong(0, value);
    to.add(row, sequence, null, null);
  }

  /** What comes, as words, until nothing does. */
  private List<String> all(long tickAt) {
    List<String> out = new ArrayList<>();
    long tick = tickAt;
    while (true) {
      Inbox.Next next = inbox.poll(tick);
      switch (next) {
        case NOTHING -> {
          return out;
        }
        case ROW -> {
          Channel c = inbox.channel();
          out.add(inbox.sequence() + " row " + c.row().getLong(0) + " of edge " + c.edge);
          c.next();
        }
        case WATERMARK -> out.add(inbox.sequence() + " watermark " + inbox.watermark());
        case TICK -> {
          out.add(inbox.sequence() + " tick");
          tick = NO_TICK;
        }
      }
    }
  }

  @Test
  void rowsComeBySequenceThenByEdge() {
    row(right, 1, 10);
    row(right, 2, 11);
    row(left, 2, 20);
    row(left, 3, 21);
    assertThat(all(NO_TICK))
        .containsExactly(
            "1 row 10 of edge 1", "2 row 20 of edge 0", "2 row 11 of edge 1", "3 row 21 of edge 0");
  }

  @Test
  void aWatermarkComesBehindTheRowsOfItsSequenceAndIsTheLeastOfAllEdges() {
    left.addWatermark(2, 500);
    row(right, 2, 1);
    right.addWatermark(2, 300);
    row(right, 3, 2);
    left.addWatermark(4, 900);
    assertThat(all(NO_TICK))
        .containsExactly(
            "2 row 1 of edge 1", "2 watermark 300", "3 row 2 of edge 1", "4 watermark 300");
  }

  @Test
  void anEdgeWithoutAWatermarkHoldsAllOthers() {
    left.addWatermark(1, 500);
    assertThat(all(NO_TICK)).containsExactly("1 watermark " + Long.MIN_VALUE);
  }

  @Test
  void aTickComesBehindTheRowsOfItsSequenceAndBeforeLaterOnes() {
    row(left, 5, 1);
    row(left, 6, 2);
    right.addWatermark(6, 10);
    assertThat(all(5))
        .containsExactly(
            "5 row 1 of edge 0", "5 tick", "6 row 2 of edge 0", "6 watermark " + Long.MIN_VALUE);
  }

  @Test
  void channelsAreUsedAgainWhenNothingIsLeft() {
    row(left, 1, 1);
    all(NO_TICK);
    row(left, 2, 2);
    assertThat(left.pendingRows()).isEqualTo(1);
    row(right, 3, 3);
    inbox.reset();
    assertThat(all(NO_TICK)).isEmpty();
    assertThat(left.pendingRows() + right.pendingRows()).isZero();
    assertThat(inbox.taken()).as("counted by who takes them").isZero();
  }
}

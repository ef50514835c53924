package dev.eddy.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.row.Row;
import dev.eddy.runtime.fixture.Memory;
import dev.eddy.runtime.fixture.PlanBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GaugesTest {
  private final Memory memory = new Memory();

  /** Two sources, of two splits and of one. */
  private LoadedPlan plan() throws FlowException {
    memory.put("one", List.of(List.of(), List.of()));
    memory.put("two", List.of(List.of()));
    return LoadedPlan.load(
        new PlanBuilder()
            .source("a", "one")
            .add("x", "fold", "a")
            .source("b", "two")
            .add("y", "drop", "b")
            .add("m", "merge", "x", "y")
            .add("out", "store", "m")
            .build(),
        memory.providers(),
        GaugesTest.class.getClassLoader());
  }

  private static List<Object> now(Network network) {
    List<Object> out = new ArrayList<>();
    Gauges g = network.gauges();
    for (int rank = 0; rank < network.loaded().size(); rank++) {
      out.add(List.of(rank, g.watermark(rank), g.rowsIn(rank)));
    }
    for (int e = 0; e < network.loaded().plan().edges().size(); e++) {
      out.add(List.of(e, g.rowsOfEdge(e)));
    }
    return out;
  }

  private static List<Object> at(Network network, Network.Frame frame) {
    List<Object> out = new ArrayList<>();
    Gauges g = network.gauges();
    for (int rank = 0; rank < network.loaded().size(); rank++) {
      out.add(List.of(rank, g.watermark(frame, rank), g.rowsIn(frame, rank)));
    }
    for (int e = 0; e < network.loaded().plan().edges().size(); e++) {
      out.add(List.of(e, g.rowsOfEdge(frame, e)));
    }
    return out;
  }

  @Test
  void whatAKeyframeSaysIsWhatTheNetworkSaidThen() throws Exception {
    try (Network network = Network.build(plan(), new int[] {2, 1}, 1)) {
      network.mute(true);
      List<Network.Frame> frames = new ArrayList<>();
      List<List<Object>> said = new ArrayList<>();
      Row row = new Row(3);
      for (int i = 1; i <= 60; i++) {
        row.setLong(0, 1000 + i * i);
        row.setString(1, "k" + i % 3);
        row.setLong(2, i);
        // Sources go at a different pace, or their numbers would be the same.
        network.push(i, i % 5 == 0 ? 1 : 0, i % 5 == 0 ? 0 : i % 2, 0, row);
        frames.add(network.frame());
        said.add(now(network));
      }
      assertThat(said).doesNotHaveDuplicates();
      for (int i = 0; i < frames.size(); i++) {
        assertThat(at(network, frames.get(i))).isEqualTo(said.get(i));
      }
      network.seek(frames.get(10));
      assertThat(now(network)).isEqualTo(said.get(10));
    }
  }
}

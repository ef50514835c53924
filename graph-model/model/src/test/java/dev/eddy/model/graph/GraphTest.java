package dev.eddy.model.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.model.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphTest {
  private static final Node A = new Node("a", "filter", "A", Value.Struct.EMPTY);
  private static final Node B = new Node("b", "filter", "B", Value.Struct.EMPTY);
  private static final Edge E = new Edge("e", new PortRef("a", "out"), new PortRef("b", "in"));

  @Test
  void edgesJoinNodesThatExist() {
    assertThatThrownBy(() -> Graph.of(List.of(A), List.of(E)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("edge e ends nowhere");
    assertThatThrownBy(() -> Graph.of(List.of(B), List.of(E))).hasMessage("edge e starts nowhere");
  }

  @Test
  void idsAreDistinctAndTheKeysOfTheirMaps() {
    assertThatThrownBy(() -> Graph.of(List.of(A, A), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Graph.EMPTY.withNodes(Map.of("x", A))).hasMessage("node x");
  }

  @Test
  void aGraphKeepsItsOrderAndIsNotChangedFromOutside() {
    Map<String, Node> nodes = new LinkedHashMap<>();
    nodes.put("b", B);
    nodes.put("a", A);
    Graph g = Graph.EMPTY.withNodes(nodes);
    nodes.clear();
    assertThat(g.nodes().keySet()).containsExactly("b", "a");
    assertThatThrownBy(() -> g.nodes().clear()).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void edgesAreFoundByTheirEnds() {
    Graph g = Graph.of(List.of(A, B), List.of(E));
    assertThat(g.outOf("a")).containsExactly(E);
    assertThat(g.into("b")).containsExactly(E);
    assertThat(g.into("a")).isEmpty();
    assertThat(g.edge("e")).contains(E);
    assertThat(g.node("z")).isEmpty();
  }
}

package dev.eddy.designer.control.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.effect.GraphChecks;
import dev.eddy.designer.refactor.Flights;
import dev.eddy.designer.state.Checks;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.project.Project;
import dev.eddy.model.value.Value;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SchemaModelTest {
  private static final Checks CHECKS = check(Flights.graph());

  private static Checks check(Graph g) {
    Project.Pipeline p = new Project.Pipeline("p", g, Flights.PIPELINE.layout());
    Project project =
        new Project(
            Path.of("/p"), "p", "UTC", Map.of(), Map.of(), Map.of("p", p), Value.Struct.EMPTY);
    return new GraphChecks(Flights.CATALOG, Flights.SQL).check(project, "p", 0);
  }

  private static SchemaModel of(String node) {
    return SchemaModel.ofNode(
        Flights.graph(),
        Flights.CATALOG,
        CHECKS.inputs(),
        CHECKS.outputs(),
        Objects.requireNonNull(Flights.graph().nodes().get(node)));
  }

  @Test
  void outputsComeBeforeInputsAndActionsOfAnInputGoToWhereItComesFrom() {
    SchemaModel m = of("add-airport-name");
    assertThat(m.ports())
        .extracting(SchemaModel.Port::title)
        .containsExactly("Output", "Input left", "Input right");
    assertThat(m.ports().get(2).output()).isEqualTo(new PortRef("airports", "out"));
  }

  @Test
  void columnsSayWhatTheyAreBesides() {
    SchemaModel.Port out = of("valid-rows").ports().get(0);
    assertThat(out.lines().get(0))
        .isEqualTo(
            new SchemaModel.Line(
                "scheduled_departure", "TIMESTAMP(3)", true, java.util.List.of("time")));
    SchemaModel.Port counts = of("delayed-by-origin").ports().get(0);
    assertThat(counts.lines().get(0).marks()).contains("key");
    assertThat(counts.updating()).isTrue();
  }

  @Test
  void theFactsSayModeTimeWatermarkAndWhereItComesFrom() {
    assertThat(of("valid-rows").ports().get(0).facts())
        .contains(
            new SchemaModel.Fact("Changes", "append: rows are only added"),
            new SchemaModel.Fact("Event time", "scheduled_departure"),
            new SchemaModel.Fact(
                "Watermark", "scheduled_departure - INTERVAL '30' MINUTE, from flights"),
            new SchemaModel.Fact("Ends", "by itself (bounded)"));
    assertThat(of("delayed-by-origin").ports().get(0).facts())
        .contains(new SchemaModel.Fact("Changes", "retract, key origin"));
  }

  @Test
  void whatIsNotKnownIsSaid() {
    SchemaModel m =
        SchemaModel.ofNode(
            Flights.graph(),
            Flights.CATALOG,
            Map.of(),
            Map.of(),
            Objects.requireNonNull(Flights.graph().nodes().get("top-3")));
    assertThat(m.ports()).noneMatch(SchemaModel.Port::known);
  }

  @Test
  void anEdgeShowsWhatItsOutputGives() {
    SchemaModel m =
        SchemaModel.ofEdge(
            Flights.graph(),
            Flights.CATALOG,
            CHECKS.outputs(),
            Objects.requireNonNull(Flights.graph().edges().get("e1")));
    assertThat(m.ports()).hasSize(1);
    assertThat(m.ports().get(0).lines()).hasSize(5);
  }
}

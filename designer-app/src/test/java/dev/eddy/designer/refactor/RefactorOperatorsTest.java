package dev.eddy.designer.refactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.refactor.CheckedGraph;
import dev.eddy.model.refactor.ColumnChange;
import dev.eddy.model.refactor.ColumnRef;
import dev.eddy.model.refactor.Refactoring;
import dev.eddy.model.refactor.Usages;
import dev.eddy.model.refactor.Use;
import dev.eddy.model.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RefactorOperatorsTest {
  private static Graph apply(Graph g, Refactoring r) {
    return Objects.requireNonNull(r.edit()).apply(new PipelineDocument(g, Layout.EMPTY)).graph();
  }

  private static Refactoring rename(Graph g, String node, String from, String to) {
    return ColumnChange.rename(Flights.checked(g), new ColumnRef(node, "out", from), to, Set.of());
  }

  private static List<String> places(Refactoring r) {
    return r.uses().stream().map(u -> u.site().nodeId() + " " + u.site().place()).toList();
  }

  @Test
  void aColumnOfTheSourceIsFollowedThroughTheWholeExample() {
    Graph g = Flights.graph();
    Refactoring r = rename(g, "flights", "origin", "airport");
    assertThat(r.conflicts()).isEmpty();
    assertThat(places(r))
        .containsExactlyInAnyOrder(
            "flights columns[3].name",
            "hourly-delay keys[0]",
            "top-3 order[1]",
            "add-airport-name left_keys[0]",
            "report columns[2]",
            "delayed-by-origin keys[0]",
            "delay-counts keys[0]",
            "delay-counts columns[0]");
    Graph after = apply(g, r);
    assertThat(Flights.checked(after).checked().problems())
        .extracting(Problem::code)
        .isEqualTo(Flights.checked(g).checked().problems().stream().map(Problem::code).toList());
    assertThat(apply(after, rename(after, "flights", "airport", "origin"))).isEqualTo(g);
  }

  @Test
  void everyColumnOfEveryOutputCanBeRenamedAndBackOrIsRefusedWithAReason() {
    Graph g = Flights.graph();
    CheckedGraph in = Flights.checked(g);
    List<String> refused = new ArrayList<>();
    in.checked()
        .nodes()
        .forEach(
            (id, c) -> {
              if (c.outputs().isEmpty() || c.outputs().get(0) == null) {
                return;
              }
              for (String name : Objects.requireNonNull(c.outputs().get(0)).schema().names()) {
                Refactoring r = rename(g, id, name, "fresh");
                if (r.refusal() != null) {
                  refused.add(name);
                  assertThat(r.refusal().remedy()).contains("Project");
                  continue;
                }
                assertThat(r.conflicts()).as(id + "." + name).isEmpty();
                Graph after = apply(g, r);
                assertThat(Flights.checked(after).checked().hasErrors()).isFalse();
                Refactoring back = rename(after, id, "fresh", name);
                assertThat(apply(after, back)).as(id + "." + name).isEqualTo(g);
              }
            });
    assertThat(refused).allMatch(n -> n.startsWith("window_") || n.equals("rank"));
  }

  @Test
  void aJoinKeyOfOneNameOnBothSidesIsRenamedOnBoth() {
    Graph g = apply(Flights.graph(), rename(Flights.graph(), "airports", "iata", "origin"));
    assertThat(Flights.checked(g).checked().hasErrors()).isFalse();
    Refactoring r = rename(g, "flights", "origin", "airport");
    assertThat(r.conflicts()).isEmpty();
    assertThat(places(r)).contains("airports columns[0].name", "add-airport-name right_keys[0]");
    assertThat(Flights.checked(apply(g, r)).checked().hasErrors()).isFalse();
  }

  @Test
  void anotherTypeShowsWhatNoLongerFits() {
    CheckedGraph in = Flights.checked(Flights.graph());
    Refactoring wide =
        ColumnChange.retype(
            in, new ColumnRef("valid-rows", "out", "delay_minutes"), DataType.BIGINT);
    assertThat(wide.conflicts()).isEmpty();
    assertThat(wide.uses()).extracting(Use::after).containsExactly("BIGINT");
    Refactoring text =
        ColumnChange.retype(in, new ColumnRef("flights", "out", "delay_minutes"), DataType.VARCHAR);
    assertThat(text.conflicts())
        .extracting(p -> p.place().nodeId())
        .contains("valid-rows", "delayed-by-origin");
  }

  @Test
  void whatADeletionWouldBreakIsSaid() {
    CheckedGraph in = Flights.checked(Flights.graph());
    assertThat(Usages.deleteNodes(in, Set.of("airports")).conflicts())
        .extracting(Problem::code)
        .contains("missing-input");
    assertThat(
            Usages.deleteColumn(in, new ColumnRef("flights", "out", "distance_miles")).conflicts())
        .isEmpty();
    assertThat(Usages.deleteColumn(in, new ColumnRef("flights", "out", "origin")).conflicts())
        .extracting(Problem::code)
        .contains("unknown-column");
    assertThat(
            Usages.deleteColumn(in, new ColumnRef("hourly-delay", "out", "window_start")).refusal())
        .isNotNull();
  }
}

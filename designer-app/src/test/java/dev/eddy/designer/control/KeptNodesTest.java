package dev.eddy.designer.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Nodes stay with their values, and children that stay are never taken out. */
class KeptNodesTest {
  private static KeptNodes<Integer, Region> regions() {
    return KeptNodes.ofEqual(
        i -> {
          Region r = new Region();
          r.setUserData(i);
          return r;
        });
  }

  @Property(tries = 500)
  void childrenAreTheListAndThoseThatStayNeverLeaveTheirPane(
      @ForAll @Size(max = 12) List<@Size(max = 9) List<@IntRange(max = 6) Integer>> lists) {
    KeptNodes<Integer, Region> kept = regions();
    VBox pane = new VBox();
    List<Integer> before = List.of();
    for (List<Integer> next : lists) {
      List<Node> were = List.copyOf(pane.getChildren());
      List<Node> left = new ArrayList<>();
      were.forEach(
          n ->
              n.parentProperty()
                  .addListener(
                      (o, was, is) -> {
                        if (is == null) {
                          left.add(n);
                        }
                      }));
      KeptNodes.put(pane.getChildren(), kept.of(next));
      assertThat(pane.getChildren().stream().map(Node::getUserData)).isEqualTo(List.copyOf(next));
      assertThat(left)
          .as("what is still there did not leave")
          .doesNotContainAnyElementsOf(
              pane.getChildren().isEmpty() ? List.of(new Text()) : pane.getChildren());
      for (int value = 0; value <= 6; value++) {
        int of = value;
        long here = next.stream().filter(v -> v == of).count();
        long was = before.stream().filter(v -> v == of).count();
        assertThat(
                pane.getChildren().stream()
                    .filter(n -> n.getUserData().equals(of) && were.contains(n))
                    .count())
            .as("nodes of " + of + " that were taken over")
            .isEqualTo(Math.min(here, was));
      }
      before = next;
    }
  }

  @Test
  void aNodeShowsTheNewestOfTheValuesThatAreAlike() {
    KeptNodes<String, Text> kept =
        new KeptNodes<>(s -> s.toLowerCase(Locale.ROOT), s -> new Text(), Text::setText);
    Text a = kept.of(List.of("a")).get(0);
    assertThat(a.getText()).isEqualTo("a");
    assertThat(kept.of(Arrays.asList("b", "A"))).element(1).isSameAs(a);
    assertThat(a.getText()).isEqualTo("A");
    assertThat(kept.of(List.of())).isEmpty();
    assertThat(kept.of(List.of("a"))).as("it was given up").doesNotContain(a);
  }

  @Test
  void nodesThatNobodyKeepsMayStandBetweenThem() {
    KeptNodes<Integer, Region> kept = regions();
    VBox pane = new VBox();
    KeptNodes.put(pane.getChildren(), kept.of(List.of(1, 2)));
    List<Node> two = List.copyOf(pane.getChildren());
    Text between = new Text("between");
    KeptNodes.put(pane.getChildren(), List.of(two.get(1), between, two.get(0)));
    assertThat(pane.getChildren()).containsExactly(two.get(1), between, two.get(0));
    KeptNodes.put(pane.getChildren(), kept.of(List.of(2)));
    assertThat(pane.getChildren()).containsExactly(two.get(1));
  }
}

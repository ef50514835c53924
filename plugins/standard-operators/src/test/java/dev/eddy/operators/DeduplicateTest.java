package dev.eddy.operators;

import static dev.eddy.operator.torture.TestRows.row;
import static dev.eddy.operator.torture.TestRows.schema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.torture.Element;
import dev.eddy.operator.torture.TestSetup;
import dev.eddy.operator.torture.Torture;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeduplicateTest {
  private static final Schema IN = schema("k INT", "v INT", "t TIMESTAMP(3) NOT NULL");
  private static final Schema WINDOWED =
      schema(
          "k INT",
          "v INT",
          "t TIMESTAMP(3) NOT NULL",
          "window_start TIMESTAMP(3) NOT NULL",
          "window_end TIMESTAMP(3) NOT NULL");

  private static TestSetup setup(String keep, String order) {
    return TestSetup.of(new Deduplicate())
        .columns("keys", "k")
        .set("keep", keep)
        .set("order", order)
        .input(Contract.append(IN, "t", true));
  }

  private static Element at(int key, int value, long time) {
    return Element.row(0, row(IN, key, value, time));
  }

  private static List<String> run(TestSetup setup, Element... elements) {
    List<Element> all = new ArrayList<>(List.of(elements));
    all.add(Element.end());
    return Torture.run(new Deduplicate(), setup, all).stream()
        .map(e -> e.row().kind().shortName() + " " + e.row().getLong(0) + " " + e.row().getLong(1))
        .toList();
  }

  private static final Element[] ROWS = {at(1, 10, 5), at(1, 11, 3), at(1, 12, 5), at(2, 20, 1)};

  @Test
  void theFirstToArriveIsAppended() {
    assertThat(run(setup("first", "arrival"), ROWS)).containsExactly("+I 1 10", "+I 2 20");
    assertThat(setup("first", "arrival").output(0).isUpdating()).isFalse();
  }

  @Test
  void theLastToArriveIsUpdated() {
    assertThat(run(setup("last", "arrival"), ROWS))
        .containsExactly("+I 1 10", "-U 1 10", "+U 1 11", "-U 1 11", "+U 1 12", "+I 2 20");
    assertThat(setup("last", "arrival").output(0).upsertKeys()).containsExactly("k");
  }

  @Test
  void anEarlierRowThatArrivesLaterReplacesTheFirstByTime() {
    assertThat(run(setup("first", "time"), ROWS))
        .containsExactly("+I 1 10", "-U 1 10", "+U 1 11", "+I 2 20");
  }

  @Test
  void ofEqualTimesTheLastToArriveIsTheLast() {
    assertThat(run(setup("last", "time"), ROWS))
        .containsExactly("+I 1 10", "-U 1 10", "+U 1 12", "+I 2 20");
  }

  @Test
  void inWindowsOneRowIsGivenWhenTheWindowIsOver() {
    Contract in =
        Contract.append(WINDOWED, "t", true)
            .withWindow(new Contract.Window("window_start", "window_end"));
    TestSetup setup =
        TestSetup.of(new Deduplicate())
            .columns("keys", "k")
            .set("keep", "last")
            .set("order", "time")
            .input(in);

    assertThat(
            run(
                setup,
                Element.row(0, row(WINDOWED, 1, 10, 5L, 0L, 10L)),
                Element.row(0, row(WINDOWED, 1, 11, 4L, 0L, 10L)),
                Element.row(0, row(WINDOWED, 1, 12, 15L, 10L, 20L)),
                Element.watermark(9),
                Element.row(0, row(WINDOWED, 1, 13, 6L, 0L, 10L))))
        .containsExactly("+I 1 10", "+I 1 12");
    assertThat(setup.output(0).isUpdating()).isFalse();
  }
}

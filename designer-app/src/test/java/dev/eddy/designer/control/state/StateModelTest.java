package dev.eddy.designer.control.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.control.DemoData;
import dev.eddy.designer.control.table.TableContent;
import dev.eddy.designer.control.table.TableContent.Look;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.time.Moment;
import dev.eddy.model.type.Schema;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateModelTest {
  private final StateModel model = StateModel.of(DemoData.state(), "");

  @Test
  void theRowAboutToBeHandledIsShownByColumnWithItsKeyMarked() {
    assertThat(model.nextMoment()).isEqualTo(new Moment(40_169, 2));
    assertThat(model.next()).hasSize(5);
    assertThat(model.next())
        .filteredOn(StateModel.NextColumn::isKey)
        .extracting(StateModel.NextColumn::name)
        .containsExactly("origin");
  }

  @Test
  void keysComeFirstAndTheLastWriterLast() {
    assertThat(model.tables().get(0).content().columns())
        .extracting(TableContent.Column::name)
        .containsExactly("origin", "window_end", "flights", "sum", "max", "last writer");
  }

  @Test
  void numbersAndTimesAreToldByTheirValues() {
    assertThat(model.tables().get(0).content().columns())
        .extracting(TableContent.Column::look)
        .containsExactly(Look.TEXT, Look.TIME, Look.NUMBER, Look.NUMBER, Look.NUMBER, Look.MOMENT);
  }

  @Test
  void theEntryOfTheRowsKeyIsMarked() {
    TableContent content = model.tables().get(0).content();
    String key = content.lines().get(content.current()).cells().get(0);
    assertThat(key).isEqualTo(DemoData.row(40_169).cells().get(3));
  }

  @Test
  void whatTheLastStepChangedIsMarked() {
    TableContent content = model.tables().get(0).content();
    assertThat(content.lines())
        .filteredOn(l -> !l.changed().isEmpty())
        .singleElement()
        .satisfies(
            l -> {
              assertThat(l.cells().get(0)).isEqualTo("ORD");
              assertThat(l.changed()).containsExactly(3);
            });
  }

  @Test
  void oneWindowCanBeLookedAtAlone() {
    assertThat(model.windows()).containsExactly("2001-01-03 13:00:00.000");
    StateModel one = StateModel.of(DemoData.state(), model.windows().get(0));
    assertThat(one.tables().get(0).content().columns())
        .extracting(TableContent.Column::name)
        .containsExactly("origin", "flights", "sum", "max", "last writer");
    assertThat(one.tables().get(0).content().lines()).hasSize(8);
    assertThat(one.tables().get(0).content().lines())
        .filteredOn(l -> !l.changed().isEmpty())
        .singleElement()
        .satisfies(l -> assertThat(l.changed()).containsExactly(2));
  }

  @Test
  void aChangeOfTooMuchIsNoStepAndIsNotMarked() {
    StateModel.Input now = DemoData.state();
    StateModel.Input jumped =
        new StateModel.Input(
            now.nodeName(),
            now.state(),
            null,
            now.nextSchema(),
            0,
            new Reply.StateOf(
                List.of(
                    new Reply.StateTable(
                        "accumulator", List.of("origin"), List.of("flights"), List.of(), 0)),
                List.of(),
                0));
    assertThat(StateModel.of(jumped, "").tables().get(0).content().lines())
        .allMatch(l -> l.changed().isEmpty());
  }

  @Test
  void aLargeStateSaysHowMuchOfItIsShown() {
    assertThat(model.tables().get(0).size()).isEqualTo("179 entries, the first 8 shown");
  }

  @Test
  void timersAreInTheirOrderWithTheTimeLeft() {
    assertThat(model.timers().size()).isEqualTo("179 pending");
    assertThat(model.timers().timers())
        .containsExactly(
            new StateModel.Timer("08:44:59.999", "40 keys, end", "due in 1 min 40 s"),
            new StateModel.Timer("09:29:59.999", "139 keys, end", "due in 46 min 40 s"));
  }

  @Test
  void aTimerAtOrBeforeTheWatermarkIsDue() {
    Reply.StateOf state =
        new Reply.StateOf(List.of(), List.of(new Reply.TimerGroup("t", 1_000, 1)), 1);
    StateModel m =
        StateModel.of(new StateModel.Input("n", state, null, Schema.EMPTY, 1_000, null), "");
    assertThat(m.timers().timers().get(0).left()).isEqualTo("due now");
    assertThat(m.timers().timers().get(0).who()).isEqualTo("1 key, t");
  }

  @Test
  void anOperatorWithoutAnythingIsEmpty() {
    StateModel.Input nothing =
        new StateModel.Input("n", null, null, Schema.EMPTY, Long.MIN_VALUE, null);
    assertThat(StateModel.of(nothing, "").isEmpty()).isTrue();
  }
}

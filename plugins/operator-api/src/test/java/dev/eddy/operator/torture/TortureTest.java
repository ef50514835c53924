package dev.eddy.operator.torture;

import static dev.eddy.operator.torture.TestRows.row;
import static dev.eddy.operator.torture.TestRows.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OutputPort;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.ListState;
import dev.eddy.operator.MapState;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Shape;
import dev.eddy.operator.StateSpec;
import dev.eddy.operator.ValueState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The kit lets a good operator pass and catches each way of being a bad one. */
class TortureTest {
  private static final Schema IN = schema("key VARCHAR", "n BIGINT NOT NULL");
  private static final Schema COUNT = schema("n BIGINT NOT NULL");

  private record Provider(Supplier<Operator> operator, List<StateSpec> states)
      implements ProcessProvider {
    @Override
    public OperatorDescriptor descriptor() {
      return new OperatorDescriptor(
          "tested",
          "Tested",
          "For a test.",
          "x",
          Family.TRANSFORM,
          List.of(InputPort.any("in")),
          List.of(OutputPort.main()),
          List.of(),
          List.of());
    }

    @Override
    public void infer(Inference inference) {
      inference.output(0, inference.input(0));
    }

    @Override
    public Shape shape(OperatorSetup setup) {
      return new Shape(List.of(new int[] {0}), states);
    }

    @Override
    public Operator create(OperatorSetup setup) {
      return operator.get();
    }
  }

  private static List<Emitted> torture(Supplier<Operator> operator, StateSpec... states) {
    Provider provider = new Provider(operator, List.of(states));
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      elements.add(Element.row(0, row(IN, "K" + i % 5, (long) i)));
      if (i % 4 == 3) {
        elements.add(Element.watermark(i));
      }
    }
    elements.add(Element.end());
    return Torture.run(
        provider, TestSetup.of(provider).input(Contract.append(IN, null, true)), elements);
  }

  private static void caught(String condition, Supplier<Operator> operator, StateSpec... states) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> torture(operator, states))
        .withMessageContaining(condition);
  }

  /** Counts the rows of each key, and gives the count back in the place of n. */
  private static final class Counter implements Operator {
    private ValueState count;

    @Override
    public void open(OperatorContext context) {
      count = context.valueState("count");
    }

    @Override
    public void onRow(int port, Row in, OperatorContext context) {
      Row before = count.get();
      Row now = new Row(1);
      now.setLong(0, before == null ? 1 : before.getLong(0) + 1);
      count.set(now);
      context.registerTimer("flush", in.getLong(1) + 2);
    }

    @Override
    public void onTimer(String name, long time, OperatorContext context) {
      Row out = context.output(0);
      out.setFrom(0, context.key(), 0);
      out.setLong(1, count.get().getLong(0));
      context.emit(0, out);
    }
  }

  @Test
  void anOperatorThatKeepsAllInStatePasses() {
    List<Emitted> out = torture(Counter::new, StateSpec.value("count", COUNT));

    assertThat(out).hasSize(12);
    assertThat(out.get(0).row()).isEqualTo(row(IN, "K0", 1L));
  }

  /** Gives the rows of a key that has been quiet for two ticks. */
  private static final class Quiet implements Operator {
    private ValueState due;
    private long kept;

    private final boolean keepsInField;

    Quiet(boolean keepsInField) {
      this.keepsInField = keepsInField;
    }

    @Override
    public void open(OperatorContext context) {
      due = context.valueState("due");
    }

    @Override
    public void onRow(int port, Row in, OperatorContext context) {
      Row before = due.get();
      if (before != null) {
        context.deleteProcessingTimer("quiet", before.getLong(0));
      }
      Row now = new Row(1);
      now.setLong(0, Math.max(0, context.processingTime()) + 2);
      kept = now.getLong(0);
      due.set(now);
      context.registerProcessingTimer("quiet", now.getLong(0));
    }

    @Override
    public void onProcessingTimer(String name, long time, OperatorContext context) {
      Row out = context.output(0);
      out.setFrom(0, context.key(), 0);
      out.setLong(1, keepsInField ? kept : time);
      context.emit(0, out);
      due.clear();
    }
  }

  private static List<Emitted> byClock(Supplier<Operator> operator) {
    Provider plain = new Provider(operator, List.of(StateSpec.value("due", COUNT)));
    ProcessProvider clocked =
        new ProcessProvider() {
          @Override
          public OperatorDescriptor descriptor() {
            return plain.descriptor();
          }

          @Override
          public void infer(Inference inference) {
            plain.infer(inference);
          }

          @Override
          public Shape shape(OperatorSetup setup) {
            return plain.shape(setup).withProcessingTime();
          }

          @Override
          public Operator create(OperatorSetup setup) {
            return plain.create(setup);
          }
        };
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      elements.add(Element.tick(i));
      elements.add(Element.row(0, row(IN, "K" + i * i % 5, (long) i)));
    }
    elements.add(Element.end());
    return Torture.run(
        clocked, TestSetup.of(clocked).input(Contract.append(IN, null, true)), elements);
  }

  @Test
  void timersOfProcessingTimeFireByTheClockAndThoseLeftAtTheEndNever() {
    List<Emitted> out = byClock(() -> new Quiet(false));

    // K0 at 0, K1 at 1, K4 at 2 and 3, K1 at 4; each fires two later unless it was seen again.
    assertThat(out.get(0).row()).isEqualTo(row(IN, "K0", 2L));
    assertThat(out.get(1).row()).isEqualTo(row(IN, "K1", 3L));
    assertThat(out.get(2).row()).isEqualTo(row(IN, "K4", 5L));
    assertThat(out).allMatch(e -> e.row().getLong(1) <= 11);
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> byClock(() -> new Quiet(true)))
        .withMessageContaining("restored after every element");
  }

  @Test
  void aListUnderNoKeyIsRestoredAndDealtOutToOtherSubtasks() {
    List<Integer> sizes = new ArrayList<>();
    Provider keyed =
        new Provider(
            () ->
                new Operator() {
                  private ListState kept;

                  @Override
                  public void open(OperatorContext context) {
                    kept = context.listState("kept");
                  }

                  @Override
                  public void onRow(int port, Row in, OperatorContext context) {
                    kept.add(in);
                    sizes.add(kept.all().size());
                    if (kept.all().size() == 4) {
                      kept.all().forEach(r -> context.emit(0, r));
                      kept.clear();
                    }
                  }
                },
            List.of());
    ProcessProvider listing =
        new ProcessProvider() {
          @Override
          public OperatorDescriptor descriptor() {
            return keyed.descriptor();
          }

          @Override
          public void infer(Inference inference) {
            keyed.infer(inference);
          }

          @Override
          public Shape shape(OperatorSetup setup) {
            return new Shape(List.of(), List.of(StateSpec.operatorList("kept", IN)));
          }

          @Override
          public Operator create(OperatorSetup setup) {
            return keyed.create(setup);
          }
        };
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      elements.add(Element.row(0, row(IN, "K", (long) i)));
    }
    List<Emitted> out =
        Torture.run(
            listing, TestSetup.of(listing).input(Contract.append(IN, null, true)), elements);

    assertThat(out).hasSize(8);
    // Plain twice, restored, timers twice; then from 1 to 3 subtasks, from 3 to 2.
    assertThat(sizes.subList(40, 60))
        .containsExactly(1, 2, 3, 4, 1, 1, 2, 1, 2, 3, 1, 1, 1, 2, 2, 3, 4, 4, 1, 1);
  }

  @Test
  void processingTimeThatIsNotDeclaredIsRefused() {
    caught("not declared", () -> new Quiet(false), StateSpec.value("due", COUNT));
  }

  @Test
  void aCountInAFieldDoesNotSurviveARestore() {
    caught(
        "restored after every element",
        () ->
            new Operator() {
              private long count;

              @Override
              public void onRow(int port, Row in, OperatorContext context) {
                Row out = context.output(0);
                out.setAll(in);
                out.setLong(1, ++count);
                context.emit(0, out);
              }
            });
  }

  @Test
  void aRowThatIsKeptAfterTheCallIsSpoilt() {
    Row[] kept = new Row[1];
    Provider provider = new Provider(() -> (port, in, context) -> kept[0] = in, List.of());
    TestHost host =
        new TestHost(provider, TestSetup.of(provider).input(Contract.append(IN, null, true)));

    host.row(0, row(IN, "K", 1L));

    assertThat(kept[0]).isNotEqualTo(row(IN, "K", 1L));
  }

  @Test
  void aStaticCounterMakesASecondRunDifferent() {
    long[] shared = {0};
    caught(
        "a second run",
        () ->
            (port, in, context) -> {
              Row out = context.output(0);
              out.setAll(in);
              out.setLong(1, shared[0]++);
              context.emit(0, out);
            });
  }

  @Test
  void writingToTheInputRowIsCaught() {
    caught("wrote to its input row", () -> (port, in, context) -> in.setLong(1, 7));
  }

  @Test
  void writingToARowOfStateIsCaught() {
    caught(
        "wrote to a row of its state",
        () ->
            new Operator() {
              private MapState map;

              @Override
              public void open(OperatorContext context) {
                map = context.mapState("map");
              }

              @Override
              public void onRow(int port, Row in, OperatorContext context) {
                Row key = new Row(1);
                key.setLong(0, 1);
                Row old = map.get(key);
                if (old != null) {
                  old.setLong(0, 5);
                } else {
                  map.put(key, key);
                }
              }
            },
        StateSpec.map("map", COUNT, COUNT));
  }

  @Test
  void aRowOfStateIsSpoiltByTheNextCallOnTheState() {
    Row[] kept = new Row[2];
    Provider provider =
        new Provider(
            () ->
                (port, in, context) -> {
                  ValueState count = context.valueState("count");
                  Row one = new Row(1);
                  one.setLong(0, 1);
                  count.set(one);
                  kept[0] = count.get();
                  one.setLong(0, 2);
                  count.set(one);
                  kept[1] = kept[0].copy();
                },
            List.of(StateSpec.value("count", COUNT)));
    TestHost host =
        new TestHost(provider, TestSetup.of(provider).input(Contract.append(IN, null, true)));

    host.row(0, row(IN, "K", 1L));

    assertThat(kept[1].getObject(0)).isEqualTo("spoilt");
  }

  @Test
  void aNullInANotNullColumnIsCaught() {
    caught(
        "column n: null, but it is BIGINT NOT NULL",
        () -> (port, in, context) -> context.emit(0, context.output(0)));
  }

  @Test
  void relyingOnTheOrderInWhichKeysFireIsCaught() {
    caught(
        "timers of one instant in another order",
        () ->
            new Operator() {
              private long fired;

              @Override
              public void onRow(int port, Row in, OperatorContext context) {
                context.registerTimer("t", 100);
              }

              @Override
              public void onTimer(String name, long time, OperatorContext context) {
                Row out = context.output(0);
                out.setFrom(0, context.key(), 0);
                out.setLong(1, fired++);
                context.emit(0, out);
              }
            });
  }

  @Test
  void stateThatWasNotDeclaredIsRefused() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(
            () ->
                torture(
                    () ->
                        new Operator() {
                          @Override
                          public void open(OperatorContext context) {
                            context.listState("secret");
                          }

                          @Override
                          public void onRow(int port, Row in, OperatorContext context) {}
                        }))
        .withMessageContaining("no LIST state is declared with the name secret");
  }

  @Test
  void listsKeepTheirOrderAndMapsAreSortedByKey() {
    Provider provider =
        new Provider(
            () ->
                new Operator() {
                  private ListState list;
                  private MapState map;

                  @Override
                  public void open(OperatorContext context) {
                    list = context.listState("list");
                    map = context.mapState("map");
                  }

                  @Override
                  public void onRow(int port, Row in, OperatorContext context) {
                    Row n = new Row(1);
                    n.setLong(0, in.getLong(1));
                    list.add(n);
                    map.put(n, n);
                    context.registerTimer("read", 10);
                  }

                  @Override
                  public void onTimer(String name, long time, OperatorContext context) {
                    list.all().forEach(n -> emit(n, context));
                    map.entries().forEach(e -> emit(e.key(), context));
                    list.clear();
                    map.clear();
                  }

                  private static void emit(Row n, OperatorContext context) {
                    Row out = context.output(0);
                    out.setFrom(1, n, 0);
                    context.emit(0, out);
                  }
                },
            List.of(StateSpec.list("list", COUNT), StateSpec.map("map", COUNT, COUNT)));
    TestSetup setup = TestSetup.of(provider).input(Contract.append(IN, null, true));
    TestHost host = new TestHost(provider, setup);
    for (long n : new long[] {3, -1, 2}) {
      host.row(0, row(IN, "K", n));
    }

    assertThat(host.snapshot().entries()).isEqualTo(6);
    host = new TestHost(provider, setup, host.snapshot());
    host.watermark(10);
    assertThat(host.takeOutput())
        .extracting(e -> e.row().getLong(1))
        .containsExactly(3L, -1L, 2L, -1L, 2L, 3L);
    assertThat(host.snapshot().entries()).isZero();
  }
}

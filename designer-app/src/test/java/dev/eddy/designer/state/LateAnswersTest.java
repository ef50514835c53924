package dev.eddy.designer.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Request;
import dev.eddy.model.protocol.Status;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/**
 * What a worker says after the user has gone on: stopped, run again, shown another pipeline, closed
 * the project; or after it has died.
 */
class LateAnswersTest {
  private static final List<String> NAMES = List.of("s", "f", "w", "k", "e1", "e2", "main", "x");

  /** All messages that say of which run they are. */
  private static final List<Class<?>> ANSWERS =
      AnyValue.leaves(Message.class).stream().filter(LateAnswersTest::isOfARun).toList();

  private static boolean isOfARun(Class<?> message) {
    return message.isRecord()
        && Arrays.stream(message.getRecordComponents())
            .anyMatch(c -> c.getName().equals("run") && c.getType() == int.class);
  }

  private static Message answer(AnyValue any, Class<?> kind, int run) {
    try {
      Object made = any.of(kind);
      RecordComponent[] parts = kind.getRecordComponents();
      Object[] values = new Object[parts.length];
      Class<?>[] types = new Class<?>[parts.length];
      for (int i = 0; i < parts.length; i++) {
        var get = parts[i].getAccessor();
        get.setAccessible(true);
        types[i] = parts[i].getType();
        values[i] = parts[i].getName().equals("run") ? (Object) run : get.invoke(made);
      }
      Constructor<?> c = kind.getDeclaredConstructor(types);
      c.setAccessible(true);
      return (Message) c.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(kind.toString(), e);
    }
  }

  /** States in which run 1 is another's business, and how they came about. */
  private static Map<String, AppState> afterwards() {
    Map<String, AppState> out = new LinkedHashMap<>();
    AppState paused = Situations.looking();
    AppState dead = States.after(paused, new Message.WorkerGone(1, "killed"));
    out.put("put away", States.after(dead, new Message.StopRun()));
    out.put("run again", States.after(paused, new Message.StartRun(true)));
    out.put("another pipeline", States.after(paused, new Message.ShowPipeline("second")));
    out.put("closed", States.after(paused, new Message.CloseProject()));
    out.put("another recording", States.after(paused, new Message.OpenRecording(Path.of("/r"))));
    return out;
  }

  @Test
  void thereAreAnswersToTry() {
    assertThat(ANSWERS).hasSizeGreaterThan(15).contains(Message.StatusCame.class);
    afterwards()
        .forEach((name, s) -> assertThat(s.run() == null || s.run().id() != 1).as(name).isTrue());
  }

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void whatARunOfBeforeStillSaysChangesNothingAndSetsOffNothing(@ForAll long seed) {
    AnyValue any = new AnyValue(seed, NAMES);
    for (Map.Entry<String, AppState> after : afterwards().entrySet()) {
      for (Class<?> kind : ANSWERS) {
        Message late = answer(any, kind, 1);
        Next next = Update.update(after.getValue(), late);
        assertThat(next).as("%s: %s", after.getKey(), late).isEqualTo(Next.of(after.getValue()));
      }
    }
  }

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void aWorkerThatHasGoneNeverComesBackWhateverWasStillOnItsWay(@ForAll long seed) {
    Random random = new Random(seed);
    AnyValue any = new AnyValue(seed, NAMES);
    AppState s = random.nextBoolean() ? Situations.running() : Situations.looking();
    s = States.after(s, new Message.WorkerGone(1, "killed"));
    for (int i = 0; i < 12; i++) {
      Message late = answer(any, ANSWERS.get(random.nextInt(ANSWERS.size())), 1);
      Next next = Update.update(s, late);
      assertThat(next.state().run().stage()).as("after " + late).isEqualTo(Run.Stage.GONE);
      assertThat(next.effects()).as("after " + late).noneMatch(LateAnswersTest::asksTheWorker);
      s = next.state();
    }
  }

  /** Nobody is there to answer: a panel that had asked would wait for ever. */
  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void nothingIsAskedOfAWorkerThatHasGone(@ForAll long seed) {
    Random random = new Random(seed);
    AnyValue any = new AnyValue(seed, NAMES);
    List<Class<?>> kinds = new ArrayList<>(AnyValue.leaves(Message.class));
    kinds.removeAll(ANSWERS);
    // These begin runs of their own.
    kinds.removeAll(
        List.of(Message.StartRun.class, Message.StartPreview.class, Message.OpenRecording.class));
    AppState s = States.after(Situations.looking(), new Message.WorkerGone(1, "killed"));
    for (int i = 0; i < 20; i++) {
      Message m =
          random.nextInt(3) == 0
              ? new Message.Select(
                  random.nextBoolean() ? Selection.node("w") : Selection.edge("e1"))
              : (Message) any.of(kinds.get(random.nextInt(kinds.size())));
      Next next = Update.update(s, m);
      if (next.state().run() == null || next.state().run().id() != 1) {
        break;
      }
      assertThat(next.effects()).as("after " + m).noneMatch(LateAnswersTest::asksTheWorker);
      s = next.state();
    }
  }

  private static boolean asksTheWorker(Effect e) {
    return e instanceof Effect.Send
        || e instanceof Effect.SetStops
        || e instanceof Effect.Ask
        || e.getClass().getSimpleName().startsWith("Fetch");
  }

  @Test
  void aWorkerThatDoesNotStopIsEndedByStoppingAgain() {
    AppState s = Situations.running();
    Next first = Update.update(s, new Message.StopRun());
    assertThat(first.effects()).containsExactly(new Effect.Send(1, new Request.StopRun()));
    // A loop without an end in an operator: the worker says nothing any more.
    Next again = Update.update(first.state(), new Message.StopRun());
    assertThat(again.effects()).containsExactly(new Effect.EndRun(1));
    assertThat(again.state().run().stage()).isEqualTo(Run.Stage.GONE);
    assertThat(again.state().run().words()).isNotBlank();
    assertThat(again.state().run().recording())
        .as("what was recorded is not lost")
        .isEqualTo(s.run().recording());
  }

  @Test
  void whileARunStopsTheStatusBarOffersToEndIt() {
    AppState s = States.after(Situations.running(), new Message.StopRun());
    assertThat(dev.eddy.designer.view.StatusWords.of(s)).anyMatch(w -> w.contains("End it now"));
    AppState rests =
        States.after(
            s,
            new Message.StatusCame(
                1, Situations.status(Status.Phase.FINISHED, 9, 9), 2_000_000_000L));
    assertThat(dev.eddy.designer.view.StatusWords.of(rests))
        .noneMatch(w -> w.contains("End it now"));
  }

  @Test
  void aRunThatHasStoppedIsLetGoOfAndNotLostByStoppingAgain() {
    AppState s = Situations.running();
    Status still = Situations.status(Status.Phase.RUNNING, 9, 9);
    Status stopped = Situations.status(Status.Phase.FINISHED, 9, 9);
    AppState asked =
        States.after(s, new Message.StopRun(), new Message.StatusCame(1, still, 2_000_000_000L));
    assertThat(Update.update(asked, new Message.StopRun()).effects())
        .as("figures of the way there are no end of it")
        .containsExactly(new Effect.EndRun(1));
    AppState ended = States.after(asked, new Message.StatusCame(1, stopped, 3_000_000_000L));
    assertThat(ended.run().isLive()).as("it is gone through backwards").isTrue();
    assertThat(ended.run().looks().stopping()).isFalse();
    assertThat(States.after(ended, new Message.StopRun()).run())
        .as("it is let go of, and not said to be lost")
        .isNull();
  }

  /** The worker has the breakpoints that the panel shows, after any edit of them. */
  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void breakpointsThatAreEditedWhileItRunsAreThoseThatTheWorkerIsToldOf(@ForAll long seed) {
    Random random = new Random(seed);
    AppState s = random.nextBoolean() ? Situations.running() : Situations.paused();
    List<Stop> told = List.of();
    for (int i = 0; i < 25; i++) {
      Message m = edit(s, random);
      Next next = Update.update(s, m);
      s = next.state();
      for (Effect e : next.effects()) {
        if (e instanceof Effect.SetStops set) {
          assertThat(set.run()).isEqualTo(1);
          told = set.stops();
        }
      }
      assertThat(told).as("after " + m).containsExactlyElementsOf(s.stops().values());
    }
  }

  private static Message edit(AppState s, Random random) {
    List<Stop> stops = List.copyOf(s.stops().values());
    String edge = random.nextBoolean() ? "e1" : "e2";
    Stop one = stops.isEmpty() ? new Stop(edge, "", true) : stops.get(random.nextInt(stops.size()));
    return switch (random.nextInt(7)) {
      case 0, 1 -> new Message.ToggleStop(edge);
      case 2 -> new Message.AddStop(new Stop(edge, "n > " + random.nextInt(9), true));
      case 3 -> new Message.SetStop(one.withEnabled(random.nextBoolean()));
      case 4 -> new Message.RemoveStop(one.id());
      case 5 ->
          new Message.StatusCame(
              1,
              Situations.status(
                  random.nextBoolean() ? Status.Phase.RUNNING : Status.Phase.PAUSED,
                  random.nextInt(8),
                  8),
              random.nextInt(1_000_000));
      default -> new Message.Select(Selection.edge(edge));
    };
  }

  @Test
  void rowsThatWereAskedForBeforeTheRunWentOnAreNotShownForTheNewMoment() {
    AppState s = Situations.looking();
    AppState on =
        States.after(
            s,
            new Message.StatusCame(
                1, Situations.status(Status.Phase.PAUSED, 9, 9), 2_000_000_000L));
    Reply.Rows rows = Situations.rows();
    AppState late = States.after(on, new Message.RowsCame(1, "e2", s.run().status().at(), rows));
    assertThat(late).isEqualTo(on);
  }
}

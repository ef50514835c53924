package dev.eddy.designer.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.eddy.designer.command.Command;
import dev.eddy.designer.command.Commands;
import dev.eddy.designer.theme.Mood;
import dev.eddy.model.edit.History;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.subgraph.SubGraphs;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Whatever is sent, in whatever order: no state is reached that could not be shown. */
class AnyMessagesTest {
  private static final List<String> NAMES =
      List.of("s", "f", "w", "k", "e1", "e2", "main", "second", "note-1", "frame-1", "", "gone");
  private static final List<Class<?>> KINDS = AnyValue.leaves(Message.class);

  /** Messages without which little else does anything. */
  private static final List<Message> OFTEN =
      List.of(
          new Message.Opened(Situations.PROJECT, "main", List.of(), true),
          new Message.Select(Selection.nodes(Set.of("s", "f"))),
          new Message.Select(Selection.node("w")),
          new Message.Select(Selection.edge("e1")),
          new Message.Undo(),
          new Message.Redo(),
          new Message.StartRun(false),
          new Message.Checked("main", Situations.CHECKS),
          new Message.Apply(Edits.rename("f", "another")),
          new ShellMessage.NewPipeline("third"),
          new Message.ShowPipeline("second"),
          new Message.ShowPipeline("main"));

  private static Message message(Random random, AnyValue any, AppState state) {
    int what = random.nextInt(10);
    if (what < 3) {
      return OFTEN.get(random.nextInt(OFTEN.size()));
    }
    if (what == 3) {
      List<Command> can = Commands.all().stream().filter(c -> c.isEnabled(state)).toList();
      return can.get(random.nextInt(can.size())).message().apply(state);
    }
    if (what == 4 && state.run() != null) {
      Status.Phase[] phases = Status.Phase.values();
      return new Message.StatusCame(
          state.run().id(),
          Situations.status(phases[random.nextInt(phases.length)], random.nextInt(9), 8),
          random.nextInt(1_000_000));
    }
    return (Message) any.of(KINDS.get(random.nextInt(KINDS.size())));
  }

  @Test
  void aValueOfEveryMessageCanBeMade() {
    for (Class<?> kind : KINDS) {
      AnyValue any = new AnyValue(7, NAMES);
      assertThatCode(() -> any.of(kind)).as(kind.getSimpleName()).doesNotThrowAnyException();
    }
    assertThat(KINDS).hasSizeGreaterThan(100);
  }

  @Test
  void everyMessageIsTakenInEverySituation() {
    for (Map.Entry<String, AppState> situation : Situations.all().entrySet()) {
      for (Class<?> kind : KINDS) {
        AnyValue any = new AnyValue(kind.getSimpleName().hashCode(), NAMES);
        for (int i = 0; i < 4; i++) {
          Message m = (Message) any.of(kind);
          assertThatCode(() -> step(situation.getValue(), m))
              .as(situation.getKey() + ": " + m)
              .doesNotThrowAnyException();
        }
      }
    }
  }

  @Property(tries = 120)
  void noSequenceOfMessagesLeadsToABrokenState(@ForAll long seed) {
    Random random = new Random(seed);
    AnyValue any = new AnyValue(seed, NAMES);
    AppState state = AppState.start(Mood.LIGHT, List.of(), List.of());
    List<Message> sent = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Message m = message(random, any, state);
      sent.add(m);
      try {
        state = step(state, m);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(
            "after " + i + " messages, the last " + sent.subList(Math.max(0, i - 3), i + 1), e);
      }
    }
  }

  private static AppState step(AppState before, Message m) {
    Next next = Update.update(before, m);
    check(before, next);
    return next.state();
  }

  private static void check(AppState before, Next next) {
    AppState s = next.state();
    Graph g = s.graph();
    OpenProject open = s.open();
    assertThat(g.nodes().keySet()).containsAll(s.selection().nodes());
    assertThat(s.selection().edge())
        .satisfiesAnyOf(e -> assertThat(e).isNull(), e -> assertThat(g.edges()).containsKey(e));
    assertThat(s.stops().values()).allMatch(stop -> stop.isIn(s.rootGraph(), open));
    assertThat(s.inside().steps()).allMatch(step -> open != null && isStep(open, step));
    assertThat(s.changedSinceRun()).isSubsetOf(g.nodes().keySet());
    if (open == null) {
      assertThat(s.run()).as("nothing runs on the start page").isNull();
      assertThat(s.refactor()).isNull();
      assertThat(s.selection().isEmpty()).isTrue();
    } else {
      check(open);
      assertThat(notes(open.layout())).containsAll(s.selection().notes());
      checkTrust(open, next.effects());
    }
    checkRuns(before, s);
    checkMood(s);
    // What panels ask of a state never fails.
    s.observedPort();
    s.observedNode();
    s.problemsByNode();
    Tour.of(s);
    for (Command c : Commands.all()) {
      assertThat(c.label().apply(s)).isNotBlank();
      if (c.isEnabled(s)) {
        assertThat(c.message().apply(s)).as(c.id()).isNotNull();
      }
    }
  }

  private static boolean isStep(OpenProject open, Inside.Step step) {
    return open.documents().containsKey(step.pipeline())
        && open.document(step.pipeline()).graph().nodes().containsKey(step.node());
  }

  private static Set<String> notes(Layout layout) {
    Set<String> out = new HashSet<>(layout.notes().keySet());
    out.addAll(layout.frames().keySet());
    return out;
  }

  private static void check(OpenProject open) {
    assertThat(open.tabs()).isNotEmpty().doesNotHaveDuplicates().contains(open.pipeline());
    assertThat(open.documents().keySet()).containsAll(open.tabs());
    open.documents()
        .forEach(
            (name, change) -> {
              Graph g = change.document().graph();
              for (Edge e : g.edges().values()) {
                assertThat(g.nodes()).containsKeys(e.from().node(), e.to().node());
              }
              check(change);
              assertThat(open.isDirty(name))
                  .isEqualTo(!change.document().equals(open.onDisk().get(name)));
            });
    assertThat(open.current().pipelines().keySet()).containsAll(open.documents().keySet());
    assertThat(open.usersOfShown())
        .allMatch(
            user ->
                open.document(user).graph().nodes().values().stream()
                    .anyMatch(n -> n.operator().equals(SubGraphs.PREFIX + open.pipeline())));
  }

  private static void check(History.Change change) {
    PipelineDocument now = change.document();
    if (change.history().canUndo()) {
      History.Change back = change.history().undo(now);
      assertThat(back.history().canRedo()).isTrue();
      assertThat(back.history().redo(back.document()).document()).isEqualTo(now);
    }
    if (change.history().canRedo()) {
      History.Change on = change.history().redo(now);
      assertThat(on.history().canUndo()).isTrue();
      assertThat(on.history().undo(on.document()).document()).isEqualTo(now);
    }
  }

  private static void checkTrust(OpenProject open, List<Effect> effects) {
    if (!open.trusted()) {
      assertThat(effects)
          .doesNotHaveAnyElementsOfTypes(
              Effect.Launch.class, Effect.LookAt.class, Effect.StartDeploy.class);
    }
  }

  private static void checkRuns(AppState before, AppState s) {
    if (s.run() != null && before.run() != s.run()) {
      int last = before.run() == null ? 0 : before.run().id();
      assertThat(s.run().id()).isGreaterThanOrEqualTo(last);
    }
  }

  private static void checkMood(AppState s) {
    assertThat(s.mood())
        .isEqualTo(
            switch (s.settings().look()) {
              case LIGHT -> Mood.LIGHT;
              case DARK -> Mood.DARK;
              case SYSTEM -> s.desktop();
            });
  }
}

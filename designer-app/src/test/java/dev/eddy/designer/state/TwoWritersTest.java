package dev.eddy.designer.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.project.Project;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * One edits in the window, another in the files. Each only adds operators, so that whatever is not
 * there at the end was lost: only what somebody said shall go may go.
 */
class TwoWritersTest {
  /** The disk, the designer and the jobs between them, which are done in order. */
  private static final class Desk {
    private final Random random;
    private final List<String> log = new ArrayList<>();
    private final Deque<Runnable> files = new ArrayDeque<>();
    private final Set<String> mine = new HashSet<>();
    private final Set<String> theirs = new HashSet<>();
    private PipelineDocument disk = new PipelineDocument(Pipelines.GRAPH, Pipelines.LAYOUT);
    private AppState state = States.of(disk);
    private int count;

    Desk(long seed) {
      random = new Random(seed);
    }

    private Project project(PipelineDocument d) {
      Map<String, Project.Pipeline> all = new LinkedHashMap<>();
      all.put("main", new Project.Pipeline("main", d.graph(), d.layout()));
      return OpenProject.with(state.open().project(), all);
    }

    private void send(Message m) {
      Next next = Update.update(state, m);
      state = next.state();
      for (Effect e : next.effects()) {
        if (e instanceof Effect.WriteProject w) {
          files.add(() -> write(w));
        }
      }
    }

    /** As the designer's files are written: not over what nobody here has seen. */
    private void write(Effect.WriteProject w) {
      PipelineDocument wanted = OpenProject.documentsOf(w.project()).get("main");
      boolean foreign = !disk.equals(w.onDisk().get("main")) && !disk.equals(wanted);
      if (foreign) {
        send(new ShellMessage.FilesRead(project(disk), List.of()));
      } else {
        disk = wanted;
        send(new Message.Saved(w.project()));
      }
    }

    private GraphEdit add(String id) {
      return new GraphEdit.AddNode(
          Pipelines.node(id, "filter"), new Layout.Position(16 * count, 320), -1);
    }

    void step() {
      count++;
      switch (random.nextInt(9)) {
        case 0, 1 -> {
          String id = "mine-" + count;
          log.add(id);
          send(new Message.Apply(add(id)));
          mine.add(id);
        }
        case 2 -> {
          String id = "theirs-" + count;
          log.add(id);
          disk = add(id).apply(disk);
          theirs.add(id);
          files.add(() -> send(new ShellMessage.FilesRead(project(disk), List.of())));
        }
        case 3 -> {
          log.add("save");
          send(new Message.Save());
        }
        case 4 -> answer();
        case 5 -> {
          log.add("undo");
          undo();
        }
        case 6 -> {
          log.add("read");
          files.add(() -> send(new ShellMessage.FilesRead(project(disk), List.of())));
        }
        default -> work();
      }
    }

    private void undo() {
      Set<String> before = new HashSet<>(state.graph().nodes().keySet());
      send(new Message.Undo());
      before.removeAll(state.graph().nodes().keySet());
      // The user has taken these back, or the reading of them.
      mine.removeAll(before);
      theirs.removeAll(before);
    }

    private void work() {
      Runnable job = files.poll();
      if (job != null) {
        log.add("files");
        job.run();
      }
    }

    private void answer() {
      state.notices().stream()
          .flatMap(n -> n.actions().stream())
          .filter(a -> a.message() instanceof ShellMessage.Settle)
          .skip(random.nextInt(3))
          .findFirst()
          .ifPresent(
              a -> {
                ShellMessage.Settle s = (ShellMessage.Settle) a.message();
                log.add(s.choice().name());
                if (s.choice() == ShellMessage.Choice.THEIRS) {
                  mine.retainAll(s.theirs().graph().nodes().keySet());
                } else if (s.choice() == ShellMessage.Choice.MINE) {
                  theirs.removeIf(
                      id ->
                          s.theirs().graph().nodes().containsKey(id)
                              && !state.graph().nodes().containsKey(id));
                }
                send(s);
              });
    }

    private void check() {
      Set<String> here = state.graph().nodes().keySet();
      Set<String> there = disk.graph().nodes().keySet();
      assertThat(here).as("what was made here: %s", log).containsAll(mine);
      Set<String> known = new HashSet<>(here);
      known.addAll(there);
      assertThat(known).as("what others made: %s", log).containsAll(theirs);
      assertThat(state.open().isDirty())
          .isEqualTo(!state.open().document().equals(state.open().onDisk().get("main")));
    }

    /** All jobs are done, every question is answered by a merge, and a save goes through. */
    private void end() {
      for (int i = 0; i < 20 && (state.open().isDirty() || !files.isEmpty()); i++) {
        while (!files.isEmpty()) {
          work();
          check();
        }
        state.notices().stream()
            .flatMap(n -> n.actions().stream())
            .filter(
                a ->
                    a.message() instanceof ShellMessage.Settle s
                        && s.choice() == ShellMessage.Choice.MERGE)
            .findFirst()
            .ifPresent(a -> send(a.message()));
        send(new Message.Save());
      }
      while (!files.isEmpty()) {
        work();
      }
    }
  }

  @Property(tries = 400, shrinking = ShrinkingMode.OFF)
  void whateverTheOrderNothingIsLostThatNobodyGaveUp(@ForAll long seed) {
    Desk desk = new Desk(seed);
    for (int i = 0; i < 40; i++) {
      desk.step();
      desk.check();
    }
    desk.end();
    desk.check();
    assertThat(desk.state.open().isDirty()).as("%s", desk.log).isFalse();
    assertThat(desk.disk)
        .as("the file is what is shown: %s", desk.log)
        .isEqualTo(desk.state.open().document());
    assertThat(desk.disk.graph().nodes().keySet())
        .as("%s", desk.log)
        .containsAll(desk.mine)
        .containsAll(desk.theirs);
  }
}

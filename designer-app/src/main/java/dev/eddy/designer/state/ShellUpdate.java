package dev.eddy.designer.state;

import dev.eddy.designer.theme.Mood;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What messages of the shell do. */
final class ShellUpdate {
  private ShellUpdate() {}

  static Next update(AppState s, ShellMessage message) {
    if (message instanceof ShellMessage.Set m) {
      return set(s, m.settings());
    }
    if (message instanceof ShellMessage.Favourite m) {
      return set(s, s.settings().withShelf(s.settings().shelf().toggled(m.operator())));
    }
    if (message instanceof ShellMessage.SetSubtasks m) {
      return s.open() == null
          ? Next.of(s)
          : set(s, s.settings().withSubtasks(s.open().project().folder(), m.count()));
    }
    if (message instanceof ShellMessage.SetState m) {
      return s.open() == null
          ? Next.of(s)
          : set(s, s.settings().withState(s.open().project().folder(), m.state()));
    }
    if (message instanceof ShellMessage.DesktopIs m) {
      AppState next = s.withDesktop(m.mood());
      return Next.of(next.withMood(mood(next)));
    }
    if (message instanceof ShellMessage.ShowLeft m) {
      return Next.of(s.withPanels(s.panels().withLeft(m.tab())));
    }
    if (message instanceof ShellMessage.ResetPanels) {
      return Next.of(s.withFreshPanels(), Effect.Sizes.RESET);
    }
    if (message instanceof ShellMessage.CreateProject m) {
      return Next.of(s, new Effect.CreateProject(m.folder(), m.name(), m.timeZone(), m.from()));
    }
    if (message instanceof ShellMessage.Say m) {
      return Next.of(s.withNotice(m.notice()));
    }
    if (message instanceof ShellMessage.Working m) {
      Work work = new Work(m.id(), m.words(), new ShellMessage.CancelWork(m.id()));
      return Next.of(s.withWork(with(s.work(), work)));
    }
    if (message instanceof ShellMessage.Worked m) {
      return Next.of(s.withWork(others(s, m.id()).toList()));
    }
    if (message instanceof ShellMessage.CancelWork m) {
      return Next.of(
          s.withWork(others(s, m.id()).toList()).withNote("Cancelled."),
          new Effect.CancelWork(m.id()));
    }
    if (message instanceof ShellMessage.FloatInspector m) {
      return Next.of(s.withPanels(s.panels().withInspectorFloats(m.floats())));
    }
    if (message instanceof ShellMessage.Float m) {
      return Next.of(s.withPanels(s.panels().withFloating(m.tab(), m.floats())));
    }
    if (message instanceof ShellMessage.Freeze m) {
      return Next.of(s.withFrozen(m.frozen()));
    }
    if (message instanceof ShellMessage.Dismiss m) {
      return Next.of(s.withoutNotice(m.id()));
    }
    if (message instanceof ShellMessage.Arranged m) {
      return Next.of(s, new Effect.KeepArrangement(m.folder(), m.arrangement()));
    }
    if (message instanceof ShellMessage.Search m) {
      return FindUpdate.update(s, m);
    }
    if (message instanceof ShellMessage.Disk m) {
      return DiskUpdate.update(s, m);
    }
    OpenProject open = s.open();
    if (open == null) {
      return Next.of(s);
    }
    if (message instanceof ShellMessage.ArrangementRead m) {
      return m.folder().equals(open.project().folder()) ? arranged(s, open, m) : Next.of(s);
    }
    if (message instanceof ShellMessage.Exchange m) {
      return ExchangeUpdate.update(s, open, m);
    }
    if (message instanceof ShellMessage.Version m) {
      return VersionsUpdate.update(s, open, m);
    }
    return message instanceof ShellMessage.Tab m
        ? TabUpdate.update(s, open, m)
        : ClipUpdate.update(s, open, (ShellMessage.Clipboard) message);
  }

  /**
   * The tabs as they were and the pipeline that was shown; but what was asked for by name, or
   * chosen since, is what is shown.
   */
  private static Next arranged(AppState s, OpenProject open, ShellMessage.ArrangementRead m) {
    Arrangement a = m.arrangement();
    boolean free = !m.named() && open.tabs().size() == 1 && s.run() == null;
    if (free
        && open.documents().containsKey(a.pipeline())
        && !a.pipeline().equals(open.pipeline())) {
      Next shown = FilesUpdate.show(s, a.pipeline());
      Next next = arranged(shown.state(), Objects.requireNonNull(shown.state().open()), a);
      return new Next(next.state(), shown.effects()).and(next.effects());
    }
    return arranged(s, open, a);
  }

  private static Next arranged(AppState s, OpenProject open, Arrangement a) {
    List<String> tabs = new ArrayList<>(a.tabs());
    tabs.removeIf(t -> !open.documents().containsKey(t));
    if (!tabs.contains(open.pipeline())) {
      tabs.add(open.pipeline());
    }
    return Next.of(
        s.withOpen(open.withTabs(tabs.stream().distinct().toList(), open.pipeline())),
        new Effect.Arrange(a));
  }

  /** In the place of the one that it goes on with, else as the newest. */
  private static List<Work> with(List<Work> all, Work work) {
    List<Work> out = new ArrayList<>(all);
    for (int i = 0; i < out.size(); i++) {
      if (out.get(i).id().equals(work.id())) {
        out.set(i, work);
        return List.copyOf(out);
      }
    }
    out.add(work);
    return List.copyOf(out);
  }

  private static Stream<Work> others(AppState s, String id) {
    return s.work().stream().filter(w -> !w.id().equals(id));
  }

  private static Next set(AppState s, Settings settings) {
    if (settings.equals(s.settings())) {
      return Next.of(s);
    }
    AppState next = s.withSettings(settings);
    return Next.of(next.withMood(mood(next)), new Effect.WriteSettings(settings));
  }

  /** After operators were placed: the palette remembers which. */
  static Next used(AppState s, List<String> operators) {
    return operators.isEmpty()
        ? Next.of(s)
        : set(s, s.settings().withShelf(s.settings().shelf().withUsed(operators)));
  }

  /** Light or dark by a command: from then on the desktop is not followed. */
  static Next choose(AppState s, Mood mood) {
    return set(
        s, s.settings().withLook(mood == Mood.DARK ? Settings.Look.DARK : Settings.Look.LIGHT));
  }

  private static Mood mood(AppState s) {
    return switch (s.settings().look()) {
      case LIGHT -> Mood.LIGHT;
      case DARK -> Mood.DARK;
      case SYSTEM -> s.desktop();
    };
  }
}

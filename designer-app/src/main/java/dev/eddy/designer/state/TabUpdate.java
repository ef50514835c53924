package dev.eddy.designer.state;

import dev.eddy.model.edit.History;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.io.ProjectFiles;
import java.util.ArrayList;
import java.util.List;

/** Which pipelines are open, in which order, and which is shown. Histories are not touched. */
final class TabUpdate {
  private TabUpdate() {}

  static Next update(AppState s, OpenProject open, ShellMessage.Tab message) {
    List<String> tabs = new ArrayList<>(open.tabs());
    if (message instanceof ShellMessage.CloseTab m) {
      return close(s, open, tabs, m.pipeline());
    }
    if (message instanceof ShellMessage.CloseOtherTabs m) {
      if (!tabs.contains(m.pipeline())) {
        return Next.of(s);
      }
      Next next = FilesUpdate.show(s, m.pipeline());
      OpenProject now = next.state().open();
      return now == null
          ? next
          : new Next(
              next.state().withOpen(now.withTabs(List.of(m.pipeline()), m.pipeline())),
              next.effects());
    }
    if (message instanceof ShellMessage.MoveTab m) {
      if (!tabs.remove(m.pipeline())) {
        return Next.of(s);
      }
      tabs.add(Math.max(0, Math.min(tabs.size(), m.index())), m.pipeline());
      return Next.of(s.withOpen(open.withTabs(tabs, open.pipeline())));
    }
    if (message instanceof ShellMessage.StepTab m) {
      int at = Math.floorMod(tabs.indexOf(open.pipeline()) + m.by(), tabs.size());
      return FilesUpdate.show(s, tabs.get(at));
    }
    return fresh(s, open, ((ShellMessage.NewPipeline) message).name().strip());
  }

  private static Next close(AppState s, OpenProject open, List<String> tabs, String pipeline) {
    int at = tabs.indexOf(pipeline);
    if (at < 0) {
      return Next.of(s);
    }
    if (tabs.size() == 1) {
      return Next.of(s.withNote("The last tab stays open."));
    }
    tabs.remove(at);
    if (!pipeline.equals(open.pipeline())) {
      return Next.of(s.withOpen(open.withTabs(tabs, open.pipeline())));
    }
    String neighbour = tabs.get(Math.min(at, tabs.size() - 1));
    Next next = FilesUpdate.show(s, neighbour);
    OpenProject now = next.state().open();
    return now == null
        ? next
        : new Next(next.state().withOpen(now.withTabs(tabs, neighbour)), next.effects());
  }

  private static Next fresh(AppState s, OpenProject open, String name) {
    if (!ProjectFiles.isPipelineName(name)) {
      return Next.of(s.withNote("A pipeline cannot be named '" + name + "': it names a file."));
    }
    if (open.isTaken(name)) {
      return Next.of(s.withNote("There is a pipeline " + name + " already."));
    }
    OpenProject with = open.with(name, new History.Change(History.EMPTY, PipelineDocument.EMPTY));
    return FilesUpdate.show(s.withOpen(with), name);
  }
}

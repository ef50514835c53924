package dev.eddy.designer.state;

import java.util.List;

/** Search in the pipeline that is shown, and going to what a search of the project found. */
final class FindUpdate {
  private FindUpdate() {}

  static Next update(AppState s, ShellMessage.Search message) {
    OpenProject open = s.open();
    if (open == null) {
      return Next.of(s);
    }
    Find f = s.find();
    if (message instanceof ShellMessage.ShowFind m) {
      return Next.of(s.withFind(new Find(m.shown(), f.query(), -1)));
    }
    if (message instanceof ShellMessage.FindText m) {
      return Next.of(s.withFind(new Find(true, m.query(), -1)));
    }
    if (message instanceof ShellMessage.StepFind m) {
      List<Find.Hit> hits = Find.hits(open.pipeline(), open.graph(), f.query());
      if (hits.isEmpty()) {
        return Next.of(s.withFind(new Find(true, f.query(), -1)));
      }
      int from = f.at() < 0 && m.by() < 0 ? 0 : f.at();
      int at = Math.floorMod(from + m.by(), hits.size());
      return go(s.withFind(new Find(true, f.query(), at)), hits.get(at).node().id());
    }
    ShellMessage.Reveal m = (ShellMessage.Reveal) message;
    Next shown = FilesUpdate.show(s, m.pipeline());
    Next next = go(shown.state(), m.node());
    return new Next(next.state(), shown.effects()).and(next.effects());
  }

  private static Next go(AppState s, String node) {
    return s.graph().nodes().containsKey(node)
        ? ViewUpdate.observing(s, s.withSelection(Selection.node(node)))
            .and(new Effect.Aim(Effect.Aim.Kind.REVEAL, node))
        : Next.of(s);
  }
}

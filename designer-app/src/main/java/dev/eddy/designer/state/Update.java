package dev.eddy.designer.state;

/** What a message does to the state: a pure function, the only place where states are made. */
public final class Update {
  private Update() {}

  public static Next update(AppState state, Message message) {
    Message within = ScopedAsks.inward(state, message);
    if (within == null) {
      return Next.of(state);
    }
    Next next = handle(state, within);
    if (message instanceof Message.Opened) {
      return next;
    }
    Next kept = ScopeUpdate.follow(kept(state, guarded(state, next)));
    AppState made = VersionsUpdate.follow(state, kept.state());
    return new Next(made, ScopedAsks.outward(made, kept.effects()));
  }

  /** Nothing of a project runs before the user has said that it may. */
  private static Next guarded(AppState before, Next next) {
    OpenProject open = next.state().open();
    if (open == null
        || open.trusted()
        || next.effects().stream().noneMatch(Update::runsTheProject)) {
      return next;
    }
    return Next.of(
        before
            .withNotice(DiskUpdate.untrusted())
            .withNote("Not run: the project is not trusted yet."));
  }

  private static boolean runsTheProject(Effect e) {
    // A recording holds the classes of what it ran.
    return e instanceof Effect.Launch
        || e instanceof Effect.LookAt
        || e instanceof Effect.StartDeploy;
  }

  /** What the documents have and the files have not is kept on the side. */
  private static Next kept(AppState before, Next next) {
    OpenProject was = before.open();
    OpenProject is = next.state().open();
    if (is == null
        || was == null
        || is.revision() == was.revision() && is.onDisk().equals(was.onDisk())) {
      return next;
    }
    if (!is.isDirty()) {
      return next.and(new Effect.DropDraft(is.project().folder()));
    }
    Next with = next.and(new Effect.KeepDraft(is.current(), is.onDisk()));
    return is.revision() != was.revision() && next.state().settings().autosave()
        ? with.and(new Effect.SaveSoon())
        : with;
  }

  private static Next handle(AppState state, Message message) {
    if (message instanceof Message.View m) {
      return ViewUpdate.update(state, m);
    }
    if (message instanceof Message.Files m) {
      return FilesUpdate.update(state, m);
    }
    if (message instanceof Message.Change m) {
      return ChangeUpdate.update(state, m);
    }
    if (message instanceof Message.Running m) {
      return RunUpdate.update(state, m);
    }
    if (message instanceof Message.Data m) {
      return DataUpdate.update(state, m);
    }
    if (message instanceof Message.Cluster m) {
      return ClusterUpdate.update(state, m);
    }
    if (message instanceof CanvasMessage m) {
      return CanvasUpdate.update(state, m);
    }
    if (message instanceof ShellMessage m) {
      return ShellUpdate.update(state, m);
    }
    if (message instanceof FormsMessage m) {
      return FormsUpdate.update(state, m);
    }
    if (message instanceof LooksMessage m) {
      return LooksUpdate.update(state, m);
    }
    Message.Checked m = (Message.Checked) message;
    return checked(state, m);
  }

  private static Next checked(AppState state, Message.Checked m) {
    OpenProject open = state.open();
    if (open == null
        || !open.pipeline().equals(m.pipeline())
        || m.checks().revision() < state.checks().revision()) {
      return Next.of(state);
    }
    return Next.of(state.withChecks(m.checks()));
  }

  /** The check of what is shown now. */
  static Effect check(OpenProject open) {
    return new Effect.Check(open.current(), open.pipeline(), open.revision());
  }
}

package dev.eddy.designer.state;

/** The deploy sheet and the job that it started. */
final class ClusterUpdate {
  private ClusterUpdate() {}

  static Next update(AppState s, Message.Cluster message) {
    Deploy d = s.deploy();
    if (message instanceof Message.ShowDeploy m) {
      return Next.of(s.withDeploy(d.withOpen(m.shown())));
    }
    if (message instanceof Message.SetTarget m) {
      return Next.of(s.withDeploy(d.withTarget(m.url().strip())));
    }
    if (message instanceof Message.SetSavepoint m) {
      return Next.of(s.withDeploy(d.withSavepoint(m.path().strip())));
    }
    if (message instanceof Message.StartDeploy) {
      OpenProject open = s.open();
      if (open == null || d.busy() || d.target().isEmpty()) {
        return Next.of(s);
      }
      return Next.of(
          s.withDeploy(d.fresh(open.pipeline()))
              .withVersions(s.versions().withSent(open.pipeline(), open.document())),
          new Effect.StartDeploy(
              open.current(),
              open.pipeline(),
              d.target(),
              d.savepoint().isEmpty() ? null : d.savepoint()));
    }
    if (message instanceof Message.StartLocalCluster m) {
      return d.busy()
          ? Next.of(s)
          : Next.of(
              s.withDeploy(
                  d.failed(null).at(Deploy.Step.NONE, true, "starting Flink " + m.version())),
              new Effect.StartCluster(m.version()));
    }
    if (message instanceof Message.DeployAt m) {
      return Next.of(s.withDeploy(d.at(m.step(), m.busy(), m.words())));
    }
    if (message instanceof Message.ClusterCame m) {
      return Next.of(s.withDeploy(d.withTarget(m.url()).at(Deploy.Step.NONE, false, m.words())));
    }
    if (message instanceof Message.DeployFailed m) {
      AppState failed = s.withDeploy(d.failed(m.problem()));
      // With the sheet closed nobody would see it.
      return Next.of(d.open() ? failed : failed.withAlert(m.problem()));
    }
    if (message instanceof Message.JobCame m) {
      // The job of a project that was closed is still watched.
      return d.busy() || m.id().equals(d.jobId())
          ? Next.of(s.withDeploy(d.withJob(m.id(), m.state())).withVersions(s.versions().started()))
          : Next.of(s);
    }
    if (message instanceof Message.StopJob m) {
      return d.jobId() == null || d.busy()
          ? Next.of(s)
          : Next.of(
              s.withDeploy(
                  d.failed(null)
                      .at(
                          Deploy.Step.WATCH,
                          true,
                          m.savepoint() ? "stopping with a savepoint" : "cancelling")),
              new Effect.StopJob(d.jobTarget(), d.jobId(), m.savepoint()));
    }
    Message.JobStopped m = (Message.JobStopped) message;
    boolean cancelled = m.savepoint() == null;
    // Whoever watched it may have lost sight of it before.
    Deploy stopped =
        d.withJobState(d.jobId() == null ? "" : cancelled ? "CANCELED" : "FINISHED")
            .at(
                Deploy.Step.WATCH,
                false,
                cancelled ? "cancelled" : "stopped; savepoint " + m.savepoint());
    return Next.of(
        s.withDeploy(m.savepoint() == null ? stopped : stopped.withSavepoint(m.savepoint())));
  }
}

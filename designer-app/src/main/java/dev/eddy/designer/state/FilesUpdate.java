package dev.eddy.designer.state;

import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Opening, saving, and which pipeline is shown. */
final class FilesUpdate {
  private static final int REMEMBERED = 12;

  private FilesUpdate() {}

  static Next update(AppState s, Message.Files message) {
    if (message instanceof Message.Open m) {
      return Next.of(s, new Effect.ReadProject(m.folder(), m.pipeline()));
    }
    if (message instanceof Message.OpenExample m) {
      boolean first = s.recents().isEmpty();
      return Next.of(
          s.withDesk(Desk.EMPTY.withTour(first ? Tour.OFFERED : Tour.NONE)),
          new Effect.CopyExample(m.example()));
    }
    if (message instanceof Message.Opened m) {
      return opened(s, m);
    }
    if (message instanceof Message.OpenFailed m) {
      Problem first =
          m.problems().isEmpty()
              ? Problem.error(
                  "open-failed",
                  Place.file(m.folder().toString()),
                  "the project could not be opened.",
                  "")
              : m.problems().get(0);
      return Next.of(s.withAlert(first));
    }
    if (message instanceof Message.RecentsRead m) {
      return Next.of(s.withRecents(m.recents()));
    }
    if (message instanceof Message.ExamplesRead m) {
      return Next.of(s.withExamples(m.examples()));
    }
    if (message instanceof Message.Save) {
      OpenProject open = s.open();
      return open == null
          ? Next.of(s)
          : Next.of(
              DiskUpdate.leftOut(s, open), new Effect.WriteProject(open.saved(), open.onDisk()));
    }
    if (message instanceof Message.Saved m) {
      OpenProject open = s.open();
      // Another project may have been opened since the save was wished.
      if (open == null || !open.project().folder().equals(m.project().folder())) {
        return Next.of(s);
      }
      Map<String, PipelineDocument> written = OpenProject.documentsOf(m.project());
      return Next.of(
          DiskUpdate.settled(s, written.keySet()).withOpen(open.withOnDisk(written)).withNote(""));
    }
    if (message instanceof Message.SaveFailed m) {
      return Next.of(s.withAlert(m.problem()));
    }
    if (message instanceof Message.ShowPipeline m) {
      return show(s, m.name());
    }
    return close(s);
  }

  private static Next opened(AppState s, Message.Opened m) {
    if (m.project().pipelines().isEmpty()) {
      return Next.of(
          s.withAlert(
              m.problems().isEmpty()
                  ? Problem.error(
                      "no-pipeline",
                      Place.file("pipelines"),
                      "the project " + m.project().name() + " has no pipeline.",
                      "Make one, or open another project.")
                  : m.problems().get(0)));
    }
    String pipeline =
        m.project().pipelines().containsKey(m.pipeline())
            ? m.pipeline()
            : m.project().pipelines().keySet().iterator().next();
    OpenProject open = OpenProject.of(m.project(), pipeline, m.problems(), m.trusted());
    List<Recent> recents = new ArrayList<>();
    recents.add(
        new Recent(
            m.project().folder(),
            m.project().name(),
            List.copyOf(m.project().pipelines().keySet())));
    s.recents().stream()
        .filter(r -> !r.folder().equals(m.project().folder()))
        .limit(REMEMBERED - 1)
        .forEach(recents::add);
    List<Effect> effects = new ArrayList<>();
    if (s.run() != null) {
      effects.add(new Effect.EndRun(s.run().id()));
    }
    effects.add(new Effect.Remember(recents));
    effects.add(Update.check(open));
    effects.add(new Effect.ReadPins(m.project().folder(), pipeline));
    effects.add(Effect.Aim.of(Effect.Aim.Kind.FIT));
    AppState next =
        s.withOpen(open)
            .withRecents(recents)
            .withChecks(Checks.NONE)
            .withSelection(Selection.NONE)
            .withMode(Mode.AUTHOR, Panels.AUTHOR)
            .withRun(null)
            .withInside(Inside.NONE)
            .withDesk(Desk.EMPTY.withTour(s.desk().tour()))
            .withStops(Map.of())
            .withDeploy(Deploy.CLOSED)
            .withRefactor(null)
            .withLayingOut(false)
            .withSamples(Map.of())
            .withAlert(null)
            .withFind(Find.CLOSED)
            .withVersions(Versions.NONE)
            .withNotices(List.of())
            .withNote("");
    return new Next(m.trusted() ? next : next.withNotice(DiskUpdate.untrusted()), effects);
  }

  static Next show(AppState s, String name) {
    OpenProject open = s.open();
    if (open == null || !open.documents().containsKey(name) || open.pipeline().equals(name)) {
      return Next.of(s);
    }
    Next part = ScopeUpdate.showPart(s, open, name);
    if (part != null) {
      return part;
    }
    OpenProject shown = open.showing(name);
    List<Effect> effects = new ArrayList<>();
    if (s.run() != null) {
      effects.add(new Effect.EndRun(s.run().id()));
    }
    effects.add(Update.check(shown));
    effects.add(new Effect.ReadPins(open.project().folder(), name));
    effects.add(Effect.Aim.of(Effect.Aim.Kind.RESUME));
    return new Next(
        s.withOpen(shown)
            .withChecks(Checks.NONE)
            .withSelection(Selection.NONE)
            .withRun(null)
            .withInside(Inside.NONE)
            .withDesk(Desk.EMPTY.withTour(s.desk().tour()))
            // What is previewed is of the pipeline that was shown.
            .withRefactor(null)
            .withStops(Map.of()),
        effects);
  }

  private static Next close(AppState s) {
    List<Effect> effects = new ArrayList<>();
    if (s.run() != null) {
      effects.add(new Effect.EndRun(s.run().id()));
    }
    return new Next(
        AppState.start(s.settings(), s.desktop(), s.recents(), s.examples()).withRuns(s.runs()),
        effects);
  }
}

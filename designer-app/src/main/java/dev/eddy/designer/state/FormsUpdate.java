package dev.eddy.designer.state;

import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.refactor.Refactoring;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What messages about types do. */
final class FormsUpdate {
  private FormsUpdate() {}

  static Next update(AppState s, FormsMessage message) {
    OpenProject open = s.open();
    if (open == null) {
      return Next.of(s);
    }
    if (message instanceof FormsMessage.Preview m) {
      return preview(s, open, m.wish());
    }
    Refactor now = s.refactor();
    if (message instanceof FormsMessage.Planned m) {
      return now == null || !now.wish().equals(m.wish())
          ? Next.of(s)
          : Next.of(s.withRefactor(new Refactor(m.wish(), m.plan(), m.revision())));
    }
    if (message instanceof FormsMessage.Toggle m) {
      return now != null && now.wish() instanceof RefactorWish.RenameColumn r
          ? preview(s, open, r.toggled(m.site()))
          : Next.of(s);
    }
    if (message instanceof FormsMessage.Carry) {
      return now == null ? Next.of(s) : carry(s, open, now);
    }
    if (message instanceof FormsMessage.ClosePreview) {
      return Next.of(s.withRefactor(null));
    }
    if (message instanceof FormsMessage.WantSamples m) {
      Run run = s.run();
      return run == null || !run.isStopped() || run.status() == null
          ? Next.of(s)
          : Next.of(s, new Effect.FetchSamples(run.id(), m.edge(), run.status().at()));
    }
    if (message instanceof FormsMessage.SamplesCame m) {
      return came(s, m.samples());
    }
    return Next.of(s, Effect.Fixes.OFFER);
  }

  private static Next came(AppState s, Samples samples) {
    Run run = s.run();
    // Rows of another moment than the one shown would be taken for those of this one.
    if (run == null || run.id() != samples.run() || !RunUpdate.isNow(run, samples.at())) {
      return Next.of(s);
    }
    Map<String, Samples> next = new LinkedHashMap<>(s.samples());
    next.values().removeIf(x -> x.run() != run.id());
    next.put(samples.edge(), samples);
    return Next.of(s.withSamples(next));
  }

  private static Next preview(AppState s, OpenProject open, RefactorWish wish) {
    Refactor now = s.refactor();
    // The plan before stays in view until the new one is there, so that nothing flickers.
    Refactoring shown = now != null && now.wish().getClass() == wish.getClass() ? now.plan() : null;
    return Next.of(s.withRefactor(new Refactor(wish, shown, -1)), plan(open, wish));
  }

  private static Effect plan(OpenProject open, RefactorWish wish) {
    return new Effect.PlanRefactor(open.current(), open.pipeline(), open.revision(), wish);
  }

  private static Next carry(AppState s, OpenProject open, Refactor now) {
    if (!now.fits(open.revision())) {
      // Somebody edited meanwhile: what is shown is not what would be done.
      return Next.of(s, plan(open, now.wish()));
    }
    GraphEdit edit = Objects.requireNonNull(Objects.requireNonNull(now.plan()).edit());
    return ChangeUpdate.update(s.withRefactor(null), new Message.Apply(edit));
  }
}

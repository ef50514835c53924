package dev.eddy.designer.state;

import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.GraphMerge;
import dev.eddy.model.edit.History;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Files that others changed, changes that no file has, and trust. Nothing is lost: what comes from
 * outside enters the history as one step, and what both sides changed is asked.
 */
final class DiskUpdate {
  static final String TRUST = "trust";
  private static final String PROJECT_GONE = "project gone";

  private DiskUpdate() {}

  static Next update(AppState s, ShellMessage.Disk message) {
    if (message instanceof ShellMessage.DraftsLeft m) {
      return left(s, m.folders());
    }
    if (message instanceof ShellMessage.ForgetDraft m) {
      return Next.of(
          s.withoutNotice(draftId(m.folder(), m.slot())),
          new Effect.ForgetDraft(m.folder(), m.slot()));
    }
    OpenProject open = s.open();
    if (open == null) {
      return Next.of(s);
    }
    if (message instanceof ShellMessage.FilesRead m) {
      return m.project().folder().equals(open.project().folder()) ? read(s, open, m) : Next.of(s);
    }
    if (message instanceof ShellMessage.Settle m) {
      return settle(s, open, m);
    }
    if (message instanceof ShellMessage.DraftFound m) {
      return found(s, open, m);
    }
    if (message instanceof ShellMessage.RestoreDraft m) {
      return m.folder().equals(open.project().folder()) ? restore(s, open, m) : Next.of(s);
    }
    if (message instanceof ShellMessage.Abandon) {
      return Next.of(s, new Effect.DropDraft(open.project().folder()));
    }
    if (message instanceof ShellMessage.ProjectGone m) {
      return m.folder().equals(open.project().folder())
          ? Next.of(s.withNotice(projectGone(open)))
          : Next.of(s);
    }
    if (message instanceof ShellMessage.WriteAgain m) {
      return writeAgain(s, open, m.pipeline());
    }
    if (message instanceof ShellMessage.LetGo m) {
      return letGo(s, open, m.pipeline());
    }
    return Next.of(
        s.withOpen(open.withTrusted(true)).withoutNotice(TRUST),
        new Effect.Trust(open.project().folder()));
  }

  /** What is said above a project of whose folder nobody has said that it may run. */
  static Notice untrusted() {
    return Notice.lasting(
        TRUST,
        Notice.Tone.WARNING,
        "This project is not trusted yet: you can look at it, change and check it, but nothing of"
            + " it runs.",
        new Notice.Action("Trust this project", new ShellMessage.TrustProject()));
  }

  private static String draftId(Path folder, String slot) {
    return "draft " + folder + " " + slot;
  }

  private static String outside(String pipeline) {
    return "outside " + pipeline;
  }

  private static String merged(String pipeline) {
    return "merged " + pipeline;
  }

  private static Next restore(AppState s, OpenProject open, ShellMessage.RestoreDraft m) {
    OpenProject now = open;
    for (Map.Entry<String, PipelineDocument> d : m.documents().entrySet()) {
      now = replaced(now, d.getKey(), "Restore unsaved changes", d.getValue());
    }
    return Next.of(
        ChangeUpdate.with(s, now, s.selection()).withoutNotice(draftId(m.folder(), m.slot())),
        Update.check(now),
        // Kept in its new place before it is forgotten in the old one.
        new Effect.KeepDraft(now.current(), now.onDisk()),
        new Effect.ForgetDraft(m.folder(), m.slot()));
  }

  /** A save has written these pipelines: what was asked about their files is settled. */
  static AppState settled(AppState s, Iterable<String> pipelines) {
    AppState next = s;
    for (String name : pipelines) {
      next = next.withoutNotice(outside(name)).withoutNotice(merged(name));
    }
    return next;
  }

  /** Says of what a save leaves out, because others removed it, that it does. */
  static AppState leftOut(AppState s, OpenProject open) {
    AppState next = s;
    for (String name : open.gone()) {
      next = next.withNotice(removed(name, "; it was not written again."));
    }
    return next;
  }

  private static Notice projectGone(OpenProject open) {
    return Notice.lasting(
        PROJECT_GONE,
        Notice.Tone.WARNING,
        "Not saved: the project is not in "
            + open.project().folder()
            + " any more. It may have been moved or removed.",
        new Notice.Action("Write it there again", new ShellMessage.WriteAgain("")));
  }

  private static Next writeAgain(AppState s, OpenProject open, String pipeline) {
    if (pipeline.isEmpty()) {
      OpenProject now = open.withOnDisk(Map.of()).withGone(Set.of());
      return Next.of(
          s.withOpen(now).withoutNotice(PROJECT_GONE),
          new Effect.WriteProject(now.saved(), now.onDisk()));
    }
    Set<String> rest = new LinkedHashSet<>(open.gone());
    rest.remove(pipeline);
    OpenProject now = open.withGone(rest);
    return Next.of(
        s.withOpen(now).withoutNotice(outside(pipeline)),
        new Effect.WriteProject(now.saved(), now.onDisk()));
  }

  private static Next letGo(AppState s, OpenProject open, String pipeline) {
    AppState next = s.withoutNotice(outside(pipeline));
    if (!open.documents().containsKey(pipeline)) {
      return Next.of(next);
    }
    if (open.documents().size() == 1) {
      return Next.of(next.withNote("The only pipeline stays open."));
    }
    OpenProject rest = open.without(pipeline);
    Next shown = FilesUpdate.show(next, rest.pipeline());
    // What is left may have stood on it.
    return new Next(shown.state().withOpen(rest), shown.effects()).and(Update.check(rest));
  }

  private static Next left(AppState s, List<Path> folders) {
    AppState next = s;
    for (Path f : folders) {
      if (s.open() != null && s.open().project().folder().equals(f)) {
        continue;
      }
      next =
          next.withNotice(
              Notice.lasting(
                  draftId(f, ""),
                  Notice.Tone.INFO,
                  f.getFileName() + " has changes that were not saved when Eddy ended.",
                  new Notice.Action("Open", new Message.Open(f, "")),
                  new Notice.Action("Forget them", new ShellMessage.ForgetDraft(f, ""))));
    }
    return Next.of(next);
  }

  private static Next found(AppState s, OpenProject open, ShellMessage.DraftFound m) {
    if (!m.folder().equals(open.project().folder())) {
      return Next.of(s);
    }
    Map<String, PipelineDocument> differ = new LinkedHashMap<>();
    m.documents()
        .forEach(
            (name, d) -> {
              History.Change now = open.documents().get(name);
              if (now == null || !now.document().equals(d)) {
                differ.put(name, d);
              }
            });
    if (differ.isEmpty()) {
      return Next.of(s, new Effect.ForgetDraft(m.folder(), m.slot()));
    }
    return Next.of(
        s.withNotice(
            Notice.lasting(
                draftId(m.folder(), m.slot()),
                Notice.Tone.INFO,
                "Changes of "
                    + m.when()
                    + " to "
                    + String.join(", ", differ.keySet())
                    + " were not saved when Eddy ended.",
                new Notice.Action(
                    "Restore them", new ShellMessage.RestoreDraft(m.folder(), m.slot(), differ)),
                new Notice.Action(
                    "Forget them", new ShellMessage.ForgetDraft(m.folder(), m.slot())))));
  }

  private static Next read(AppState s, OpenProject open, ShellMessage.FilesRead m) {
    Map<String, PipelineDocument> theirs = OpenProject.documentsOf(m.project());
    OpenProject now = open.withFile(m.project());
    if (now == open && theirs.equals(open.onDisk())) {
      AppState same = s.withoutNotice(PROJECT_GONE);
      for (String name : theirs.keySet()) {
        same = same.withoutNotice(outside(name));
      }
      return Next.of(same);
    }
    AppState next = s.withoutNotice(PROJECT_GONE);
    List<String> reloaded = new ArrayList<>();
    Set<String> gone = new LinkedHashSet<>(open.gone());
    gone.removeAll(theirs.keySet());
    for (Map.Entry<String, PipelineDocument> e : theirs.entrySet()) {
      String name = e.getKey();
      PipelineDocument base = open.onDisk().get(name);
      History.Change mine = open.documents().get(name);
      boolean isMine = mine != null && mine.document().equals(e.getValue());
      if (e.getValue().equals(base)) {
        // It is again as it was, or was all the time.
        next = next.withoutNotice(outside(name));
      } else if (mine == null || mine.document().equals(base) || isMine) {
        next = next.withoutNotice(outside(name));
        now = replaced(now, name, "Reload " + name, e.getValue());
        now = onDisk(now, name, e.getValue());
        if (!isMine) {
          reloaded.add(name);
        }
      } else {
        next = next.withNotice(clash(name, e.getValue()));
      }
    }
    for (String name : open.onDisk().keySet()) {
      if (!theirs.containsKey(name)) {
        Optional<String> broken = broken(name, m.problems());
        next =
            next.withNotice(
                broken.map(why -> staying(name, why)).orElseGet(() -> removed(name, ".")));
        now = without(now, name);
        // A file that cannot be read is there: a save is refused until it is mended.
        if (broken.isEmpty()) {
          gone.add(name);
        }
      }
    }
    now = now.withGone(gone);
    if (!reloaded.isEmpty()) {
      next =
          next.withNotice(
              Notice.passing(
                  "reloaded",
                  String.join(", ", reloaded)
                      + " was changed outside of Eddy and read again. Undo brings yours back."));
    }
    return Next.of(ChangeUpdate.with(next, now, s.selection()), Update.check(now));
  }

  private static Notice clash(String name, PipelineDocument theirs) {
    return Notice.lasting(
        outside(name),
        Notice.Tone.WARNING,
        name + " was changed outside of Eddy, and here too.",
        new Notice.Action(
            "Merge", new ShellMessage.Settle(name, theirs, ShellMessage.Choice.MERGE)),
        new Notice.Action(
            "Take theirs", new ShellMessage.Settle(name, theirs, ShellMessage.Choice.THEIRS)),
        new Notice.Action(
            "Keep mine", new ShellMessage.Settle(name, theirs, ShellMessage.Choice.MINE)));
  }

  private static Optional<String> broken(String name, List<Problem> problems) {
    return problems.stream()
        .filter(p -> String.valueOf(p.place().file()).startsWith("pipelines/" + name + "."))
        .map(p -> " cannot be read any more: " + p.message())
        .findFirst();
  }

  private static Notice removed(String name, String words) {
    return staying(
        name,
        " was removed outside of Eddy" + words,
        new Notice.Action("Write it again", new ShellMessage.WriteAgain(name)),
        new Notice.Action("Close it here, too", new ShellMessage.LetGo(name)));
  }

  /** What is drawn here stays, though its file is not what it was. */
  private static Notice staying(String name, String why, Notice.Action... actions) {
    return Notice.lasting(
        outside(name),
        Notice.Tone.WARNING,
        "The file of " + name + why + " What you see here stays until you close it.",
        actions);
  }

  private static Next settle(AppState s, OpenProject open, ShellMessage.Settle m) {
    History.Change mine = open.documents().get(m.pipeline());
    AppState next = s.withoutNotice(outside(m.pipeline()));
    if (mine == null) {
      return Next.of(next);
    }
    OpenProject now = open;
    if (m.choice() == ShellMessage.Choice.THEIRS) {
      now = replaced(now, m.pipeline(), "Take their " + m.pipeline(), m.theirs());
    } else if (m.choice() == ShellMessage.Choice.MERGE) {
      PipelineDocument base = open.onDisk().getOrDefault(m.pipeline(), PipelineDocument.EMPTY);
      GraphMerge.Merged merged = GraphMerge.merge(base, mine.document(), m.theirs());
      now = replaced(now, m.pipeline(), "Merge " + m.pipeline(), merged.document());
      next = next.withNotice(mergedNotice(m.pipeline(), merged.conflicts()));
    }
    now = onDisk(now, m.pipeline(), m.theirs());
    return Next.of(ChangeUpdate.with(next, now, s.selection()), Update.check(now));
  }

  private static Notice mergedNotice(String name, List<Problem> conflicts) {
    if (conflicts.isEmpty()) {
      return Notice.passing("merged", "Both changes of " + name + " were merged.");
    }
    Problem first = conflicts.get(0);
    return Notice.lasting(
        merged(name),
        Notice.Tone.WARNING,
        "Merged "
            + name
            + ", with "
            + conflicts.size()
            + (conflicts.size() == 1 ? " conflict: " : " conflicts, such as: ")
            + first.place()
            + ": "
            + first.message()
            + " "
            + first.remedy());
  }

  private static OpenProject replaced(
      OpenProject open, String name, String label, PipelineDocument document) {
    History.Change before = open.documents().get(name);
    if (before == null) {
      return open.with(name, new History.Change(History.EMPTY, document));
    }
    return before.document().equals(document)
        ? open
        : open.with(
            name,
            before.history().apply(before.document(), new GraphEdit.Replace(label, document)));
  }

  private static OpenProject onDisk(OpenProject open, String name, PipelineDocument document) {
    Map<String, PipelineDocument> copy = new LinkedHashMap<>(open.onDisk());
    copy.put(name, document);
    return open.withOnDisk(copy);
  }

  private static OpenProject without(OpenProject open, String name) {
    Map<String, PipelineDocument> copy = new LinkedHashMap<>(open.onDisk());
    copy.remove(name);
    return open.withOnDisk(copy);
  }
}

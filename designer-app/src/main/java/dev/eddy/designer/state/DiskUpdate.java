package dev.eddy.designer.state;

import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.GraphMerge;
import dev.eddy.model.edit.History;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files that others changed, changes that no file has, and trust. Nothing is lost: what comes from
 * outside enters the history as one step, and what both sides changed is asked.
 */
final class DiskUpdate {
  static final String TRUST = "trust";

  private DiskUpdate() {}

  static Next update(AppState s, ShellMessage.Disk message) {
    if (message instanceof ShellMessage.DraftsLeft m) {
      return left(s, m.folders());
    }
    if (message instanceof ShellMessage.DropDraft m) {
      return Next.of(s.withoutNotice(draftId(m.folder())), new Effect.DropDraft(m.folder()));
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
      OpenProject now = open;
      for (Map.Entry<String, PipelineDocument> d : m.documents().entrySet()) {
        now = replaced(now, d.getKey(), "Restore unsaved changes", d.getValue());
      }
      return Next.of(
          ChangeUpdate.with(s, now, s.selection()).withoutNotice(draftId(open.project().folder())),
          Update.check(now));
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

  private static String draftId(Path folder) {
    return "draft " + folder;
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
                  draftId(f),
                  Notice.Tone.INFO,
                  f.getFileName() + " has changes that were not saved when Eddy ended.",
                  new Notice.Action("Open", new Message.Open(f, "")),
                  new Notice.Action("Forget them", new ShellMessage.DropDraft(f))));
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
      return Next.of(s.withoutNotice(draftId(m.folder())), new Effect.DropDraft(m.folder()));
    }
    return Next.of(
        s.withNotice(
            Notice.lasting(
                draftId(m.folder()),
                Notice.Tone.INFO,
                "Changes of "
                    + m.when()
                    + " to "
                    + String.join(", ", differ.keySet())
                    + " were not saved when Eddy ended.",
                new Notice.Action("Restore them", new ShellMessage.RestoreDraft(differ)),
                new Notice.Action("Forget them", new ShellMessage.DropDraft(m.folder())))));
  }

  private static Next read(AppState s, OpenProject open, ShellMessage.FilesRead m) {
    Map<String, PipelineDocument> theirs = OpenProject.documentsOf(m.project());
    OpenProject now = open.withFile(m.project());
    if (now == open && theirs.equals(open.onDisk())) {
      return Next.of(s);
    }
    AppState next = s;
    List<String> reloaded = new ArrayList<>();
    for (Map.Entry<String, PipelineDocument> e : theirs.entrySet()) {
      String name = e.getKey();
      PipelineDocument base = open.onDisk().get(name);
      History.Change mine = open.documents().get(name);
      if (e.getValue().equals(base)) {
        continue;
      }
      if (mine == null || mine.document().equals(base) || mine.document().equals(e.getValue())) {
        now = replaced(now, name, "Reload " + name, e.getValue());
        now = onDisk(now, name, e.getValue());
        reloaded.add(name);
      } else {
        next = next.withNotice(clash(name, e.getValue()));
      }
    }
    for (String name : open.onDisk().keySet()) {
      if (!theirs.containsKey(name)) {
        next = next.withNotice(gone(name, m.problems()));
        now = without(now, name);
      }
    }
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
        "outside " + name,
        Notice.Tone.WARNING,
        name + " was changed outside of Eddy, and here too.",
        new Notice.Action(
            "Merge", new ShellMessage.Settle(name, theirs, ShellMessage.Choice.MERGE)),
        new Notice.Action(
            "Take theirs", new ShellMessage.Settle(name, theirs, ShellMessage.Choice.THEIRS)),
        new Notice.Action(
            "Keep mine", new ShellMessage.Settle(name, theirs, ShellMessage.Choice.MINE)));
  }

  private static Notice gone(String name, List<Problem> problems) {
    String why =
        problems.stream()
            .filter(p -> String.valueOf(p.place().file()).startsWith("pipelines/" + name + "."))
            .map(p -> " cannot be read any more: " + p.message())
            .findFirst()
            .orElse(" was removed outside of Eddy.");
    return Notice.lasting(
        "outside " + name,
        Notice.Tone.WARNING,
        "The file of " + name + why + " What you see here stays until you close it.");
  }

  private static Next settle(AppState s, OpenProject open, ShellMessage.Settle m) {
    History.Change mine = open.documents().get(m.pipeline());
    AppState next = s.withoutNotice("outside " + m.pipeline());
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
        "merged " + name,
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

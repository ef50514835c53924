package dev.eddy.designer.state;

import dev.eddy.model.edit.Clip;
import dev.eddy.model.io.ClipText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Nodes to the clipboard and from it. A text of another kind changes nothing. */
final class ClipUpdate {
  private ClipUpdate() {}

  static Next update(AppState s, OpenProject open, ShellMessage.Clipboard message) {
    if (message instanceof ShellMessage.AskPaste m) {
      return Next.of(s, m.effect());
    }
    return message instanceof ShellMessage.Copy m
        ? copy(s, open, m.cut())
        : paste(s, open, (ShellMessage.Paste) message);
  }

  private static Next copy(AppState s, OpenProject open, boolean cut) {
    Set<String> ids = new LinkedHashSet<>(s.selection().nodes());
    ids.addAll(s.selection().notes());
    Clip clip = Clip.of(open.document(), ids);
    if (clip.isEmpty()) {
      return Next.of(s);
    }
    Effect text = new Effect.PutText(ClipText.write(clip));
    if (!cut) {
      return Next.of(s, text);
    }
    return ChangeUpdate.update(
            s,
            new Message.Apply(
                Edits.all("Cut", Edits.delete(open.document(), s.selection())),
                null,
                Selection.NONE))
        .and(text);
  }

  private static Next paste(AppState s, OpenProject open, ShellMessage.Paste m) {
    ClipText.ReadResult read = ClipText.read(m.text());
    Clip clip = read.clip();
    if (clip == null || clip.isEmpty()) {
      String why =
          read.problems().isEmpty()
              ? "The clipboard holds no operators."
              : read.problems().get(0).message() + " " + read.problems().get(0).remedy();
      return Next.of(s.withNotice(Notice.passing("paste", "Nothing was pasted. " + why.strip())));
    }
    Clip.Paste paste = clip.into(open.document(), m.connect(), RandomGenerator.getDefault());
    Selection selection = new Selection(paste.ids(), null, paste.notes());
    Next next =
        ChangeUpdate.update(
            s, new Message.Apply(Edits.all("Paste", List.copyOf(paste.edits())), null, selection));
    return paste.ids().isEmpty()
        ? next
        : next.and(new Effect.Aim(Effect.Aim.Kind.REVEAL, paste.ids().iterator().next()));
  }
}

package dev.eddy.designer.state;

import dev.eddy.model.io.ProjectFiles;

/** Pipelines that go to files for others, and come from such. */
final class ExchangeUpdate {
  private ExchangeUpdate() {}

  static Next update(AppState s, OpenProject open, ShellMessage.Exchange message) {
    if (message instanceof ShellMessage.Export m) {
      return Next.of(s, new Effect.WriteExport(m.file(), m.content()));
    }
    if (message instanceof ShellMessage.Import m) {
      return Next.of(s, new Effect.ReadImport(open.project().folder(), m.file()));
    }
    ShellMessage.Imported m = (ShellMessage.Imported) message;
    if (!m.folder().equals(open.project().folder())) {
      return Next.of(s);
    }
    String stem = ProjectFiles.isPipelineName(m.name()) ? m.name() : "imported";
    String name = stem;
    for (int i = 2; open.isTaken(name); i++) {
      name = stem + "-" + i;
    }
    Next next = FilesUpdate.show(s.withOpen(open.withDocument(name, m.document())), name);
    return new Next(
        next.state()
            .withNotice(Notice.passing("import", "Imported as " + name + "; it is not saved yet.")),
        next.effects());
  }
}

package dev.eddy.designer.state;

import dev.eddy.model.edit.Differences;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Comparing the pipeline with an earlier version of it, and taking single changes back. */
final class VersionsUpdate {
  private VersionsUpdate() {}

  static Next update(AppState s, OpenProject open, ShellMessage.Version message) {
    if (message instanceof ShellMessage.Compare m) {
      return compare(s, open, m.source());
    }
    if (message instanceof ShellMessage.VersionRead m) {
      return m.pipeline().equals(open.pipeline())
          ? Next.of(shown(s, open, Versions.Source.COMMIT, m.detail(), m.base()))
          : Next.of(s);
    }
    if (message instanceof ShellMessage.EndComparison) {
      return Next.of(s.withVersions(s.versions().withShown(null)));
    }
    Versions.Compared c = s.versions().shown();
    return c == null || !c.pipeline().equals(open.pipeline())
        ? Next.of(s)
        : takeBack(s, open, c, ((ShellMessage.TakeBack) message).node());
  }

  private static Next compare(AppState s, OpenProject open, Versions.Source source) {
    AppState next = s.withPanels(s.panels().withBottom(Panels.Bottom.CHANGES));
    return switch (source) {
      case SAVED -> {
        PipelineDocument saved = open.onDisk().get(open.pipeline());
        yield saved == null
            ? Next.of(next.withNote("This pipeline was not saved yet."))
            : Next.of(shown(next, open, source, "", saved));
      }
      case DEPLOYED -> {
        PipelineDocument deployed = s.versions().deployed().get(open.pipeline());
        yield deployed == null
            ? Next.of(next.withNote("This pipeline was not deployed since it was opened."))
            : Next.of(shown(next, open, source, s.deploy().target(), deployed));
      }
      case COMMIT ->
          open.trusted()
              ? Next.of(
                  next.withNote("Reading the last commit…"),
                  new Effect.ReadCommitted(open.project().folder(), open.pipeline()))
              // Git reads the settings of the folder, which may name programs.
              : Next.of(
                  next.withNotice(DiskUpdate.untrusted())
                      .withNote("Git is not asked: the project is not trusted yet."));
    };
  }

  private static AppState shown(
      AppState s, OpenProject open, Versions.Source source, String detail, PipelineDocument base) {
    Differences changes = Differences.between(base, open.document());
    return s.withNote("")
        .withVersions(
            s.versions()
                .withShown(new Versions.Compared(open.pipeline(), source, detail, base, changes)));
  }

  /** The comparison goes along with what is drawn. */
  static AppState follow(AppState before, AppState after) {
    OpenProject open = after.open();
    Versions.Compared c = after.versions().shown();
    if (open == null || c == null || open == before.open()) {
      return after;
    }
    if (!open.documents().containsKey(c.pipeline())) {
      return after.withVersions(after.versions().withShown(null));
    }
    PipelineDocument now = open.document(c.pipeline());
    PipelineDocument saved = open.onDisk().get(c.pipeline());
    PipelineDocument base = saved != null && c.source() == Versions.Source.SAVED ? saved : c.base();
    boolean same =
        base == c.base()
            && before.open() != null
            && before.open().documents().containsKey(c.pipeline())
            && before.open().document(c.pipeline()) == now;
    return same
        ? after
        : after.withVersions(
            after
                .versions()
                .withShown(
                    new Versions.Compared(
                        c.pipeline(),
                        c.source(),
                        c.detail(),
                        base,
                        Differences.between(base, now))));
  }

  private static Next takeBack(AppState s, OpenProject open, Versions.Compared c, String id) {
    Node was = c.base().graph().nodes().get(id);
    Node is = open.graph().nodes().get(id);
    if (was == null && is == null || Objects.equals(was, is)) {
      return Next.of(s);
    }
    List<GraphEdit> edits = new ArrayList<>();
    if (was == null) {
      edits.add(new GraphEdit.RemoveNode(id));
    } else if (is == null) {
      Layout.Position at = c.base().layout().positions().get(id);
      edits.add(new GraphEdit.AddNode(was, at, -1));
      edges(edits, open.graph(), c.base().graph(), id);
    } else if (!was.operator().equals(is.operator()) || !was.unknown().equals(is.unknown())) {
      edits.add(new GraphEdit.RemoveNode(id));
      edits.add(new GraphEdit.AddNode(was, open.layout().positions().get(id), -1));
      edges(
          edits, new GraphEdit.RemoveNode(id).apply(open.document()).graph(), c.base().graph(), id);
    } else {
      values(edits, was, is);
    }
    String name = was == null ? Objects.requireNonNull(is).name() : was.name();
    return ChangeUpdate.update(
        s,
        new Message.Apply(
            new GraphEdit.Composite("Take back the change of " + name, edits),
            null,
            was == null ? Selection.NONE : Selection.node(id)));
  }

  /**
   * The edges that a node had, to what is still there and where nothing has taken their place: an
   * input that another edge leads to by now takes a second one only where several led there before.
   */
  private static void edges(List<GraphEdit> edits, Graph now, Graph base, String id) {
    for (Edge e : base.edges().values()) {
      boolean from = e.from().node().equals(id);
      boolean to = e.to().node().equals(id);
      String other = from ? e.to().node() : e.from().node();
      if ((from || to)
          && (other.equals(id) || now.nodes().containsKey(other))
          && !now.edges().containsKey(e.id())
          && (led(now, e.to()) == 0 || led(base, e.to()) > 1 || led(now, e.to()) > 1)) {
        edits.add(new GraphEdit.AddEdge(e));
      }
    }
  }

  private static long led(Graph graph, PortRef input) {
    return graph.edges().values().stream().filter(e -> e.to().equals(input)).count();
  }

  private static void values(List<GraphEdit> edits, Node was, Node is) {
    if (!was.name().equals(is.name())) {
      edits.add(new GraphEdit.RenameNode(is.id(), was.name()));
    }
    if (was.bypassed() != is.bypassed()) {
      edits.add(new GraphEdit.SetBypassed(is.id(), was.bypassed()));
    }
    Set<String> names = new LinkedHashSet<>(was.parameters().fields().keySet());
    names.addAll(is.parameters().fields().keySet());
    for (String p : names) {
      if (!Objects.equals(was.parameters().get(p), is.parameters().get(p))) {
        edits.add(new GraphEdit.SetParameter(is.id(), p, was.parameters().get(p)));
      }
    }
  }
}

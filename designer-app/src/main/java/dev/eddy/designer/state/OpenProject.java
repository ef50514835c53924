package dev.eddy.designer.state;

import dev.eddy.model.edit.History;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.project.Project;
import dev.eddy.model.subgraph.SubGraphs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The project in the window.
 *
 * @param project as it was read or written last; its pipelines are superseded by the documents
 * @param pipeline the one that is shown
 * @param tabs the pipelines that are open in tabs, in order; the one that is shown is among them
 * @param documents all pipelines, each with its history
 * @param onDisk the pipelines as they are on disk, as far as is known
 * @param revision counts changes of any document
 * @param fileProblems what was wrong with the files
 * @param trusted whether anything of it may run
 * @param gone pipelines whose file somebody else has removed, and of which the user has not said
 *     yet that they are to be written again
 */
public record OpenProject(
    Project project,
    String pipeline,
    List<String> tabs,
    Map<String, History.Change> documents,
    Map<String, PipelineDocument> onDisk,
    long revision,
    List<Problem> fileProblems,
    boolean trusted,
    Set<String> gone) {
  public OpenProject {
    gone = Set.copyOf(gone);
    tabs = List.copyOf(tabs);
    onDisk = Collections.unmodifiableMap(new LinkedHashMap<>(onDisk));
    documents = Collections.unmodifiableMap(new LinkedHashMap<>(documents));
    fileProblems = List.copyOf(fileProblems);
  }

  static OpenProject of(Project project, String pipeline, List<Problem> problems, boolean trusted) {
    Map<String, History.Change> documents = new LinkedHashMap<>();
    Map<String, PipelineDocument> onDisk = documentsOf(project);
    onDisk.forEach((name, d) -> documents.put(name, new History.Change(History.EMPTY, d)));
    return new OpenProject(
        project, pipeline, List.of(pipeline), documents, onDisk, 0, problems, trusted, Set.of());
  }

  /** The pipelines of a project as documents. */
  public static Map<String, PipelineDocument> documentsOf(Project project) {
    Map<String, PipelineDocument> out = new LinkedHashMap<>();
    project
        .pipelines()
        .forEach((name, p) -> out.put(name, new PipelineDocument(p.graph(), p.layout())));
    return out;
  }

  public History history() {
    return shown().history();
  }

  public PipelineDocument document() {
    return shown().document();
  }

  private History.Change shown() {
    return Objects.requireNonNull(documents.get(pipeline), pipeline);
  }

  public Graph graph() {
    return document().graph();
  }

  public Layout layout() {
    return document().layout();
  }

  /** Whether any pipeline has changes that are not on disk. */
  public boolean isDirty() {
    return documents.keySet().stream().anyMatch(this::isDirty);
  }

  /** Whether a pipeline has changes that are not on disk: one that was undone has none. */
  public boolean isDirty(String name) {
    return !document(name).equals(onDisk.get(name));
  }

  /** Whether a pipeline has the name, or one that some disks take for the same. */
  public boolean isTaken(String name) {
    return documents.keySet().stream().anyMatch(name::equalsIgnoreCase);
  }

  public PipelineDocument document(String name) {
    return Objects.requireNonNull(documents.get(name), name).document();
  }

  OpenProject with(History.Change value) {
    return with(pipeline, value);
  }

  OpenProject with(String name, History.Change value) {
    Map<String, History.Change> copy = new LinkedHashMap<>(documents);
    copy.put(name, value);
    return new OpenProject(
        project, pipeline, tabs, copy, onDisk, revision + 1, fileProblems, trusted, gone);
  }

  /** With one more pipeline. */
  OpenProject withDocument(String name, PipelineDocument document) {
    return with(name, new History.Change(History.EMPTY, document));
  }

  /** Pipelines in which the one that is shown is a sub-graph. */
  public List<String> usersOfShown() {
    String operator = SubGraphs.PREFIX + pipeline;
    return documents.entrySet().stream()
        .filter(
            e ->
                e.getValue().document().graph().nodes().values().stream()
                    .anyMatch(n -> n.operator().equals(operator)))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Shows a pipeline, in a new tab behind the one that was shown if it has none. */
  OpenProject showing(String name) {
    List<String> t = new ArrayList<>(tabs);
    if (!t.contains(name)) {
      t.add(t.indexOf(pipeline) + 1, name);
    }
    return new OpenProject(
        project, name, t, documents, onDisk, revision, fileProblems, trusted, gone);
  }

  OpenProject withTabs(List<String> value, String shown) {
    return new OpenProject(
        project, shown, value, documents, onDisk, revision, fileProblems, trusted, gone);
  }

  /** These pipelines are on disk now. */
  OpenProject withOnDisk(Map<String, PipelineDocument> value) {
    return new OpenProject(
        project, pipeline, tabs, documents, value, revision, fileProblems, trusted, gone);
  }

  OpenProject withGone(Set<String> value) {
    return new OpenProject(
        project, pipeline, tabs, documents, onDisk, revision, fileProblems, trusted, value);
  }

  /** Without a pipeline, of which others must be there. */
  OpenProject without(String name) {
    Map<String, History.Change> rest = new LinkedHashMap<>(documents);
    rest.remove(name);
    Map<String, Project.Pipeline> pipelines = new LinkedHashMap<>(project.pipelines());
    pipelines.remove(name);
    Map<String, PipelineDocument> disk = new LinkedHashMap<>(onDisk);
    disk.remove(name);
    List<String> t = tabs.stream().filter(x -> !x.equals(name)).toList();
    Set<String> g = new LinkedHashSet<>(gone);
    g.remove(name);
    String shown =
        !pipeline.equals(name)
            ? pipeline
            : t.isEmpty() ? rest.keySet().iterator().next() : t.get(0);
    return new OpenProject(
        with(project, pipelines),
        shown,
        t.isEmpty() ? List.of(shown) : t,
        rest,
        disk,
        revision + 1,
        fileProblems,
        trusted,
        g);
  }

  OpenProject withTrusted(boolean value) {
    return new OpenProject(
        project, pipeline, tabs, documents, onDisk, revision, fileProblems, value, gone);
  }

  /** With what the project's own file says now, whose words only others change. */
  OpenProject withFile(Project read) {
    Project same = with(read, project.pipelines());
    return same.equals(project)
        ? this
        : new OpenProject(
            same, pipeline, tabs, documents, onDisk, revision, fileProblems, trusted, gone);
  }

  /** The project with what the documents say now. */
  public Project current() {
    Map<String, Project.Pipeline> pipelines = new LinkedHashMap<>(project.pipelines());
    documents.forEach(
        (name, c) ->
            pipelines.put(
                name, new Project.Pipeline(name, c.document().graph(), c.document().layout())));
    return with(project, pipelines);
  }

  /** What a save writes: all but what somebody else has removed. */
  Project saved() {
    Project all = current();
    if (gone.isEmpty()) {
      return all;
    }
    Map<String, Project.Pipeline> rest = new LinkedHashMap<>(all.pipelines());
    rest.keySet().removeAll(gone);
    return with(all, rest);
  }

  /** The project with another graph in place of a pipeline. */
  Project running(String name, Graph graph) {
    Map<String, Project.Pipeline> pipelines = new LinkedHashMap<>(current().pipelines());
    pipelines.put(name, new Project.Pipeline(name, graph, document(name).layout()));
    return with(project, pipelines);
  }

  /** What the file of a project says, with other pipelines. */
  public static Project with(Project file, Map<String, Project.Pipeline> pipelines) {
    return new Project(
        file.folder(),
        file.name(),
        file.timeZone(),
        file.parameters(),
        file.environments(),
        pipelines,
        file.unknown());
  }
}

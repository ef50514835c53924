package dev.eddy.designer.state;

import dev.eddy.model.edit.History;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.project.Project;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The project in the window.
 *
 * @param project as it was read or written last; its pipelines are superseded by the documents
 * @param pipeline the one that is shown
 * @param documents all pipelines, each with its history
 * @param revision counts changes of any document
 * @param saved the revision that is on disk
 * @param fileProblems what was wrong with the files
 */
public record OpenProject(
    Project project,
    String pipeline,
    Map<String, History.Change> documents,
    long revision,
    long saved,
    List<Problem> fileProblems) {
  public OpenProject {
    documents = Collections.unmodifiableMap(new LinkedHashMap<>(documents));
    fileProblems = List.copyOf(fileProblems);
  }

  static OpenProject of(Project project, String pipeline, List<Problem> problems) {
    Map<String, History.Change> documents = new LinkedHashMap<>();
    project
        .pipelines()
        .forEach(
            (name, p) ->
                documents.put(
                    name,
                    new History.Change(
                        History.EMPTY, new PipelineDocument(p.graph(), p.layout()))));
    return new OpenProject(project, pipeline, documents, 0, 0, problems);
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

  public boolean isDirty() {
    return revision != saved;
  }

  OpenProject with(History.Change value) {
    Map<String, History.Change> copy = new LinkedHashMap<>(documents);
    copy.put(pipeline, value);
    return new OpenProject(project, pipeline, copy, revision + 1, saved, fileProblems);
  }

  OpenProject showing(String name) {
    return new OpenProject(project, name, documents, revision, saved, fileProblems);
  }

  OpenProject savedAt(long value) {
    return new OpenProject(project, pipeline, documents, revision, value, fileProblems);
  }

  /** The project with what the documents say now. */
  public Project current() {
    Map<String, Project.Pipeline> pipelines = new LinkedHashMap<>(project.pipelines());
    documents.forEach(
        (name, c) ->
            pipelines.put(
                name, new Project.Pipeline(name, c.document().graph(), c.document().layout())));
    return with(pipelines);
  }

  /** The project with another graph in place of the pipeline that is shown. */
  Project running(Graph graph) {
    Map<String, Project.Pipeline> pipelines = new LinkedHashMap<>(current().pipelines());
    pipelines.put(pipeline, new Project.Pipeline(pipeline, graph, layout()));
    return with(pipelines);
  }

  private Project with(Map<String, Project.Pipeline> pipelines) {
    return new Project(
        project.folder(),
        project.name(),
        project.timeZone(),
        project.parameters(),
        project.environments(),
        pipelines,
        project.unknown());
  }
}

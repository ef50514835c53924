package dev.eddy.cli;

import dev.eddy.model.edit.GraphMerge;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.io.AtomicFile;
import dev.eddy.model.io.ProjectFiles;
import dev.eddy.model.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code eddy merge}: merges two versions of a pipeline's file by operators and not by lines, as a
 * merge driver of git does: the result is in place of ours, and the exit code says whether somebody
 * has to look at it.
 */
final class MergeCommand {
  private MergeCommand() {}

  static Exit run(Arguments arguments, Terminal terminal) throws CommandException {
    Path base = Arguments.path(arguments.operand(0));
    Path ours = Arguments.path(arguments.operand(1));
    Path theirs = Arguments.path(arguments.operand(2));
    String name = arguments.value("--path").orElse(String.valueOf(ours.getFileName()));
    ProjectFiles.Content o = DiffCommand.content(ours, name);
    ProjectFiles.Content t = DiffCommand.content(theirs, name);
    ProjectFiles.Content b = DiffCommand.content(base, name);
    boolean layout =
        o instanceof ProjectFiles.Content.OfLayout || t instanceof ProjectFiles.Content.OfLayout;
    byte[] merged;
    List<Problem> conflicts = List.of();
    if (layout) {
      merged = ProjectFiles.layoutBytes(GraphMerge.layouts(layout(b), layout(o), layout(t)));
    } else {
      GraphMerge.Merged m = GraphMerge.merge(pipeline(b), pipeline(o), pipeline(t));
      merged = ProjectFiles.pipelineBytes(m.document().graph());
      conflicts = m.conflicts();
    }
    Path out =
        arguments.value("--out").isPresent() ? Arguments.path(arguments.required("--out")) : ours;
    try {
      AtomicFile.write(out, merged);
    } catch (IOException e) {
      throw CommandException.environment(
          "unwritable-file", out + " cannot be written (" + ProjectFiles.reason(e) + ").", "");
    }
    for (Problem p : conflicts) {
      terminal.problem(p.place().file() == null ? p.at(p.place().inFile(name)) : p);
    }
    terminal.say(
        name
            + ": "
            + (conflicts.isEmpty()
                ? "merged"
                : "merged, "
                    + conflicts.size()
                    + (conflicts.size() == 1 ? " conflict" : " conflicts")
                    + "; the file has ours there"));
    return conflicts.isEmpty() ? Exit.OK : Exit.PROJECT;
  }

  private static PipelineDocument pipeline(ProjectFiles.Content content) throws CommandException {
    if (content instanceof ProjectFiles.Content.OfPipeline p) {
      return new PipelineDocument(p.graph(), Layout.EMPTY);
    }
    throw CommandException.usage("One version is a layout, the others are not.");
  }

  // What was not there is read as an empty pipeline.
  private static Layout layout(ProjectFiles.Content content) throws CommandException {
    if (content instanceof ProjectFiles.Content.OfLayout l) {
      return l.layout();
    }
    if (content.equals(new ProjectFiles.Content.OfPipeline(Graph.EMPTY))) {
      return Layout.EMPTY;
    }
    throw CommandException.usage("One version is a layout, the others are not.");
  }
}

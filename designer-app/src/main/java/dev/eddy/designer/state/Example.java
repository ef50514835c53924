package dev.eddy.designer.state;

import dev.eddy.model.edit.PipelineDocument;
import java.nio.file.Path;

/**
 * A project that a newcomer opens first.
 *
 * @param folder where it lies; it is copied before it is opened
 * @param hint what it takes and shows, such as {@code 3 min · window, join, late rows}
 * @param document the pipeline, for its picture
 */
public record Example(
    String title,
    String words,
    String hint,
    Path folder,
    String pipeline,
    PipelineDocument document) {}

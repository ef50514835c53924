package dev.eddy.model.refactor;

import dev.eddy.model.edit.GraphEdit;

/**
 * A ready-made remedy of a problem.
 *
 * @param title what it does, as a button says it: {@code Change to origin}
 */
public record QuickFix(String title, GraphEdit edit) {}

package dev.eddy.designer.canvas;

import dev.eddy.model.graph.PortRef;
import org.jspecify.annotations.Nullable;

/**
 * A place where an operator is to be put.
 *
 * @param at in canvas units
 * @param screenX on the screen, for the popup
 * @param from a port that it is to be connected to, or null
 * @param fromOutput whether that port is an output
 */
public record QuickAdd(
    Point at, double screenX, double screenY, @Nullable PortRef from, boolean fromOutput) {}

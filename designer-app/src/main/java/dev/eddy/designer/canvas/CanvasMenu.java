package dev.eddy.designer.canvas;

import dev.eddy.designer.command.Command;

/**
 * A context menu that the canvas asks for, by the mouse or by the key for it. What it is about is
 * selected by then.
 *
 * @param id of the node, edge, note or frame; empty for the canvas itself
 * @param screenX where it opens
 * @param screenY where it opens
 */
public record CanvasMenu(Command.Place place, String id, double screenX, double screenY) {}

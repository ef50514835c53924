package dev.eddy.designer.canvas;

/**
 * How an edge is marked.
 *
 * @param label name of the side output it comes from, or the upsert key of an updating stream
 * @param updating drawn as a double line
 * @param rate rows a second in the last stretch; 0 while nothing flows
 * @param current whether the row that is about to be handled stands on it
 * @param unfitting whether the check found that what it carries does not fit
 */
record EdgeLook(
    String label,
    boolean updating,
    double rate,
    boolean selected,
    boolean current,
    boolean past,
    boolean unfitting,
    EdgeShape.Dot breakpoint) {}

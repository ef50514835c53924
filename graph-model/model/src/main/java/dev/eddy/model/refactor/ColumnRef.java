package dev.eddy.model.refactor;

/** A column of what a node's output gives. */
public record ColumnRef(String nodeId, String port, String column) {}

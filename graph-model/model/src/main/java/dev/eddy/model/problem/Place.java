package dev.eddy.model.problem;

import org.jspecify.annotations.Nullable;

/**
 * Where a problem is. Every part may be missing: a file that cannot be read has no node.
 *
 * @param file path relative to the project
 * @param nodeId id of the node
 * @param nodeName name as the user sees it
 * @param edgeId id of an edge
 * @param parameter name of a parameter, for a list with the item: {@code aggregates[1]}, where it
 *     is needed with the item's field: {@code columns[2].type}
 * @param range part of the parameter's text
 */
public record Place(
    @Nullable String file,
    @Nullable String nodeId,
    @Nullable String nodeName,
    @Nullable String edgeId,
    @Nullable String parameter,
    @Nullable Range range) {
  /** A range of a text: lines and columns count from 1, the end is exclusive. */
  public record Range(int startLine, int startColumn, int endLine, int endColumn) {
    @Override
    public String toString() {
      return startLine + ":" + startColumn;
    }
  }

  public static final Place NOWHERE = new Place(null, null, null, null, null, null);

  public static Place node(String id, String name) {
    return new Place(null, id, name, null, null, null);
  }

  public static Place edge(String edgeId) {
    return new Place(null, null, null, edgeId, null, null);
  }

  public static Place file(String file) {
    return new Place(file, null, null, null, null, null);
  }

  public Place withParameter(String name) {
    return new Place(file, nodeId, nodeName, edgeId, name, range);
  }

  public Place withRange(@Nullable Range r) {
    return new Place(file, nodeId, nodeName, edgeId, parameter, r);
  }

  public Place inFile(String f) {
    return new Place(f, nodeId, nodeName, edgeId, parameter, range);
  }

  @Override
  public String toString() {
    StringBuilder b = new StringBuilder();
    add(b, file, "");
    add(b, nodeName, "");
    add(b, edgeId, "edge ");
    add(b, parameter, "");
    add(b, range, "");
    return b.toString();
  }

  private static void add(StringBuilder b, @Nullable Object part, String before) {
    if (part != null) {
      b.append(b.isEmpty() ? "" : " · ").append(before).append(part);
    }
  }
}

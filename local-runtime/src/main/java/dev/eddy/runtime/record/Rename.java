package dev.eddy.runtime.record;

import java.util.Optional;

/**
 * That a column of state has another name than when the state was kept.
 *
 * @param node id or name of the node that keeps it; empty where only one node has such a column
 * @param now its name in the plan of today
 * @param was its name before
 */
public record Rename(String node, String now, String was) {
  /** Of a column that only one node has. */
  public static Rename of(String now, String was) {
    return new Rename("", now, was);
  }

  /**
   * Reads {@code NODE.NEW=OLD} or {@code NEW=OLD}; a node's name may hold dots, a column's not.
   *
   * @return nothing where it is neither
   */
  public static Optional<Rename> parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 0 || text.indexOf('=', equals + 1) >= 0) {
      return Optional.empty();
    }
    String left = text.substring(0, equals);
    int dot = left.lastIndexOf('.');
    Rename out =
        new Rename(
            dot < 0 ? "" : left.substring(0, dot),
            left.substring(dot + 1),
            text.substring(equals + 1));
    boolean whole = dot != 0 && !out.now.isEmpty() && !out.was.isEmpty();
    return whole ? Optional.of(out) : Optional.empty();
  }

  @Override
  public String toString() {
    return (node.isEmpty() ? "" : node + ".") + now + "=" + was;
  }
}

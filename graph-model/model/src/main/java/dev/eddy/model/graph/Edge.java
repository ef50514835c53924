package dev.eddy.model.graph;

import dev.eddy.model.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * From an output port to an input port; the id is stable.
 *
 * @param unknown what else stands at the edge in the file: its {@link #partitioning}, and keys that
 *     this version does not know
 */
public record Edge(String id, PortRef from, PortRef to, Value.Struct unknown) {
  /** Key of the {@link #partitioning}. */
  public static final String PARTITIONING = "partitioning";

  public Edge(String id, PortRef from, PortRef to) {
    this(id, from, to, Value.Struct.EMPTY);
  }

  /** How its rows are dealt out; null where that follows from the operator. */
  public @Nullable Partitioning partitioning() {
    return unknown.get(PARTITIONING) instanceof Value.Text t
        ? Partitioning.of(t.text()).orElse(null)
        : null;
  }

  /** The same with another partitioning; null for what follows from the operator. */
  public Edge withPartitioning(@Nullable Partitioning value) {
    return new Edge(
        id, from, to, unknown.with(PARTITIONING, value == null ? null : Value.of(value.word())));
  }
}

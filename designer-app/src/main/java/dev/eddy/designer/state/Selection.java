package dev.eddy.designer.state;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Selected nodes, or one edge. */
public record Selection(Set<String> nodes, @Nullable String edge) {
  public static final Selection NONE = new Selection(Set.of(), null);

  public Selection {
    nodes = Collections.unmodifiableSet(new LinkedHashSet<>(nodes));
  }

  public static Selection node(String id) {
    return new Selection(Set.of(id), null);
  }

  public static Selection edge(String id) {
    return new Selection(Set.of(), id);
  }

  public static Selection nodes(Set<String> ids) {
    return new Selection(ids, null);
  }

  public boolean isEmpty() {
    return nodes.isEmpty() && edge == null;
  }

  /** The node, where it is the only thing selected. */
  public @Nullable String single() {
    return nodes.size() == 1 && edge == null ? nodes.iterator().next() : null;
  }
}

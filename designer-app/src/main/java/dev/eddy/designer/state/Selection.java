package dev.eddy.designer.state;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Selected nodes with notes and frames, or one edge.
 *
 * @param notes ids of notes and frames
 */
public record Selection(Set<String> nodes, @Nullable String edge, Set<String> notes) {
  public static final Selection NONE = new Selection(Set.of(), null);

  public Selection {
    nodes = Collections.unmodifiableSet(new LinkedHashSet<>(nodes));
    notes = Collections.unmodifiableSet(new LinkedHashSet<>(notes));
  }

  public Selection(Set<String> nodes, @Nullable String edge) {
    this(nodes, edge, Set.of());
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

  /** A note or a frame alone. */
  public static Selection note(String id) {
    return new Selection(Set.of(), null, Set.of(id));
  }

  public boolean isEmpty() {
    return nodes.isEmpty() && edge == null && notes.isEmpty();
  }

  /** The node, where it is the only thing selected. */
  public @Nullable String single() {
    return nodes.size() == 1 && edge == null && notes.isEmpty() ? nodes.iterator().next() : null;
  }
}

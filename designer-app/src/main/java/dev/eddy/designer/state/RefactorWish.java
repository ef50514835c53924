package dev.eddy.designer.state;

import dev.eddy.model.refactor.ColumnRef;
import dev.eddy.model.refactor.Site;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A refactoring, or a question about uses, that the user has asked for. */
public sealed interface RefactorWish {
  /** What the sheet is called. */
  String title();

  /** The column that it is about; null for another kind. */
  default @Nullable ColumnRef column() {
    return null;
  }

  /** The same about another column of the same output. */
  default RefactorWish about(String name) {
    return this;
  }

  /**
   * @param skipped texts that the user has left out
   */
  record RenameColumn(ColumnRef column, String to, Set<Site> skipped) implements RefactorWish {
    public RenameColumn {
      skipped = Collections.unmodifiableSet(new LinkedHashSet<>(skipped));
    }

    @Override
    public RefactorWish about(String name) {
      ColumnRef other = new ColumnRef(column.nodeId(), column.port(), name);
      return new RenameColumn(other, name, Set.of());
    }

    @Override
    public String title() {
      return "Rename column " + column.column();
    }

    /** With a text left out, or not left out any more. */
    public RenameColumn toggled(Site site) {
      Set<Site> next = new LinkedHashSet<>(skipped);
      if (!next.remove(site)) {
        next.add(site);
      }
      return new RenameColumn(column, to, next);
    }
  }

  /**
   * @param type as SQL writes it; may be no type yet
   */
  record RetypeColumn(ColumnRef column, String type) implements RefactorWish {
    @Override
    public RefactorWish about(String name) {
      ColumnRef other = new ColumnRef(column.nodeId(), column.port(), name);
      return new RetypeColumn(other, type);
    }

    @Override
    public String title() {
      return "Change the type of " + column.column();
    }
  }

  record ColumnUses(ColumnRef column) implements RefactorWish {
    @Override
    public RefactorWish about(String name) {
      ColumnRef other = new ColumnRef(column.nodeId(), column.port(), name);
      return new ColumnUses(other);
    }

    @Override
    public String title() {
      return "Uses of " + column.column();
    }
  }

  record ParameterUses(String name) implements RefactorWish {
    @Override
    public RefactorWish about(String other) {
      return new ParameterUses(other);
    }

    @Override
    public String title() {
      return "Uses of ${" + name + "}";
    }
  }

  record DeleteColumn(ColumnRef column) implements RefactorWish {
    @Override
    public RefactorWish about(String name) {
      ColumnRef other = new ColumnRef(column.nodeId(), column.port(), name);
      return new DeleteColumn(other);
    }

    @Override
    public String title() {
      return "Delete column " + column.column();
    }
  }

  record DeleteNodes(Set<String> ids) implements RefactorWish {
    public DeleteNodes {
      ids = Collections.unmodifiableSet(new LinkedHashSet<>(ids));
    }

    @Override
    public String title() {
      return ids.size() == 1 ? "Delete the operator" : "Delete " + ids.size() + " operators";
    }
  }
}

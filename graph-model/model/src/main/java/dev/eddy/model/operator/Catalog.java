package dev.eddy.model.operator;

import java.util.Collection;
import java.util.Optional;

/** The operator types that are installed. */
public interface Catalog {
  Optional<? extends OperatorType> find(String operatorId);

  /** All, in palette order: by family, then by the order in which they were announced. */
  Collection<? extends OperatorType> all();
}

package dev.eddy.designer.control.form;

import dev.eddy.model.operator.ParameterType;
import java.util.Optional;

/** Lets the user choose a file; gives its path as the project file writes it. */
@FunctionalInterface
public interface PathChooser {
  Optional<String> choose(ParameterType.Path type, String current);
}

package dev.eddy.model.refactor;

import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.type.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which columns have another name, for each input of a node (-1 for the columns that it declares
 * itself).
 *
 * @param inputs schemas of the inputs before; null where one is not known
 */
record Renames(Map<Integer, Map<String, String>> byInput, List<@Nullable Schema> inputs) {

  static Renames none(List<@Nullable Schema> inputs) {
    return new Renames(Map.of(), inputs);
  }

  Renames with(int input, String from, String to) {
    Map<Integer, Map<String, String>> copy = new HashMap<>(byInput);
    Map<String, String> names = new HashMap<>(copy.getOrDefault(input, Map.of()));
    names.put(from, to);
    copy.put(input, names);
    return new Renames(copy, inputs);
  }

  boolean isEmpty() {
    return byInput.values().stream().allMatch(Map::isEmpty);
  }

  /** The new name of a column of an input; null where it keeps its name. */
  @Nullable String of(int input, String column) {
    if (input != ParameterType.BOTH_INPUTS) {
      return byInput.getOrDefault(input, Map.of()).get(column);
    }
    // Side by side, a name that both inputs have is the first one's.
    Schema left = inputs.isEmpty() ? null : inputs.get(0);
    boolean isLeft = left != null && left.indexOf(column) >= 0;
    return byInput.getOrDefault(isLeft ? 0 : 1, Map.of()).get(column);
  }
}

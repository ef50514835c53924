package dev.eddy.designer.state;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.problem.Problem;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the last check found.
 *
 * @param revision the state of the document that was checked
 * @param inputs contract of each input by {@code node.port}, where it could be inferred
 * @param outputs contract of each output by {@code node.port}, where it could be inferred
 */
public record Checks(
    long revision,
    List<Problem> problems,
    Map<String, Contract> inputs,
    Map<String, Contract> outputs) {
  public static final Checks NONE = new Checks(-1, List.of(), Map.of(), Map.of());

  public Checks {
    problems = List.copyOf(problems);
    inputs = Collections.unmodifiableMap(new HashMap<>(inputs));
    outputs = Collections.unmodifiableMap(new HashMap<>(outputs));
  }

  public @Nullable Contract input(String node, String port) {
    return inputs.get(node + "." + port);
  }

  public @Nullable Contract output(String node, String port) {
    return outputs.get(node + "." + port);
  }

  public long errors() {
    return problems.stream().filter(Problem::isError).count();
  }

  public long others() {
    return problems.size() - errors();
  }
}

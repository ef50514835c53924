package dev.eddy.model.operator;

import dev.eddy.model.contract.ChangelogMode;
import java.util.Set;

/**
 * An input of an operator.
 *
 * @param name unique among the inputs; {@code in} for the only one
 * @param accepts the changelog modes that the operator understands here
 * @param many whether several edges may end here (their rows merge in gate order)
 */
public record InputPort(String name, String title, Set<ChangelogMode> accepts, boolean many) {
  public static final Set<ChangelogMode> APPEND_ONLY = Set.of(ChangelogMode.APPEND);
  public static final Set<ChangelogMode> ANY = Set.of(ChangelogMode.values());

  public InputPort {
    accepts = Set.copyOf(accepts);
  }

  public static InputPort appendOnly(String name) {
    return new InputPort(name, name, APPEND_ONLY, false);
  }

  public static InputPort any(String name) {
    return new InputPort(name, name, ANY, false);
  }
}

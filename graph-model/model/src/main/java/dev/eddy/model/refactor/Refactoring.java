package dev.eddy.model.refactor;

import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a refactoring would do.
 *
 * @param title such as {@code Rename column a to b}; the undo step's name
 * @param uses every text that is concerned, in the order of the rows' way; also those left out
 * @param conflicts what would be wrong afterwards and was not before
 * @param edit all of it as one edit; null where there is nothing to do or it is refused
 * @param refusal why it cannot be done, with the way round it; null where it can
 */
public record Refactoring(
    String title,
    List<Use> uses,
    List<Problem> conflicts,
    @Nullable GraphEdit edit,
    @Nullable Problem refusal) {
  public Refactoring {
    uses = List.copyOf(uses);
    conflicts = List.copyOf(conflicts);
  }

  static Refactoring refused(String title, Problem why) {
    return new Refactoring(title, List.of(), List.of(), null, why);
  }
}

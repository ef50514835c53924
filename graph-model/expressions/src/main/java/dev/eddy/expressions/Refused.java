package dev.eddy.expressions;

import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import org.apache.calcite.sql.parser.SqlParserPos;

/** An expression that is not taken, and the problem that says why. Never leaves this package. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Problem problem;

  Refused(SqlParserPos at, String code, String message, String remedy) {
    this(Problem.error(code, place(at), message, remedy));
  }

  Refused(Problem problem) {
    super(problem.message(), null, false, false);
    this.problem = problem;
  }

  static Refused notSupported(SqlParserPos at, String what, String remedy) {
    return new Refused(at, "not-supported", "not supported: " + what + ".", remedy);
  }

  Problem problem() {
    return problem;
  }

  static Place place(SqlParserPos p) {
    return Place.NOWHERE.withRange(
        new Place.Range(
            p.getLineNum(), p.getColumnNum(), p.getEndLineNum(), p.getEndColumnNum() + 1));
  }
}

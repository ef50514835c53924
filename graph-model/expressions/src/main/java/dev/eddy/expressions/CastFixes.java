package dev.eddy.expressions;

import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Schema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * Where types do not go together, finds casts of one operand with which they do: each candidate is
 * tried, so that none is offered that would not help.
 */
final class CastFixes {
  private static final int MOST = 3;

  private CastFixes() {}

  /** The problems, with casts as ready-made replacements of the place. */
  static List<Problem> added(String text, Schema input, List<Problem> problems) {
    if (problems.size() != 1) {
      return problems;
    }
    Problem p = problems.get(0);
    Place.Range range = p.place().range();
    boolean types = p.code().equals("type") || p.code().equals("types");
    if (!types || range == null || !p.fixes().isEmpty()) {
      return problems;
    }
    int from = SqlText.offset(text, range.startLine(), range.startColumn());
    int to = SqlText.offset(text, range.endLine(), range.endColumn());
    if (to <= from) {
      return problems;
    }
    List<String> fixes = new ArrayList<>();
    for (String candidate : candidates(text.substring(from, to), input)) {
      if (fixes.size() < MOST
          && holds(text.substring(0, from) + candidate + text.substring(to), input)) {
        fixes.add(candidate);
      }
    }
    return fixes.isEmpty() ? problems : List.of(p.withFixes(fixes));
  }

  private static boolean holds(String text, Schema input) {
    try {
      Front.bind(text, input);
      return true;
    } catch (Front.Errors e) {
      return false;
    }
  }

  private static List<String> candidates(String part, Schema input) {
    SqlNode node;
    try {
      node = Front.parse(part, input);
    } catch (Front.Errors e) {
      return List.of();
    }
    if (!(node instanceof SqlCall call)) {
      return List.of();
    }
    List<Operand> operands = new ArrayList<>();
    Set<DataType> types = new LinkedHashSet<>();
    for (SqlNode n : call.getOperandList()) {
      SqlParserPos at = n == null ? SqlParserPos.ZERO : n.getParserPosition();
      if (at.getLineNum() > 0) {
        int from = SqlText.offset(part, at.getLineNum(), at.getColumnNum());
        int to = SqlText.offset(part, at.getEndLineNum(), at.getEndColumnNum()) + 1;
        operands.add(new Operand(from, Math.min(to, part.length())));
      }
    }
    for (Operand o : operands) {
      try {
        types.add(Front.bind(o.of(part), input).type().withNullable(true));
      } catch (Front.Errors e) {
        // an operand that is wrong itself needs another remedy
      }
    }
    types.add(DataType.VARCHAR);
    types.add(DataType.DOUBLE);
    types.add(DataType.TIMESTAMP);
    List<String> out = new ArrayList<>();
    for (DataType type : types) {
      for (int i = operands.size() - 1; i >= 0; i--) {
        Operand o = operands.get(i);
        out.add(
            part.substring(0, o.from())
                + "CAST("
                + o.of(part)
                + " AS "
                + type.sql()
                + ")"
                + part.substring(o.to()));
      }
    }
    return out;
  }

  private record Operand(int from, int to) {
    String of(String text) {
      return text.substring(from, to);
    }
  }
}

package dev.eddy.expressions;

import dev.eddy.expressions.RowCode.Term;
import java.util.List;
import java.util.TreeSet;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** IN with a list of texts or of integers: a look-up. */
final class SetCode {
  /** A shorter list is compared one by one, which is quicker. */
  static final int FEWEST = 6;

  /** A longer list that cannot be looked up would make too large a method. */
  static final int MOST_COMPARED = 200;

  /** Made by the binder only; no name in the table of functions. */
  static final SqlFunction IN_SET =
      new SqlFunction(
          "$IN_SET",
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.BOOLEAN_NULLABLE,
          null,
          OperandTypes.ONE_OR_MORE,
          SqlFunctionCategory.SYSTEM);

  private SetCode() {}

  static boolean isPlain(SqlNode node) {
    return node instanceof SqlLiteral l
        && (l.getTypeName() == SqlTypeName.CHAR || l.getTypeName() == SqlTypeName.DECIMAL);
  }

  static boolean fits(RelDataType value, RelDataType literal) {
    return SqlTypeUtil.inCharFamily(value) && SqlTypeUtil.inCharFamily(literal)
        || isInteger(value) && isInteger(literal);
  }

  private static boolean isInteger(RelDataType t) {
    return SqlTypeName.INT_TYPES.contains(t.getSqlTypeName());
  }

  static Term generate(RowCode code, RexCall call) {
    RexNode value = call.getOperands().get(0);
    List<RexNode> literals = call.getOperands().subList(1, call.getOperands().size());
    Term t = code.term(value);
    if (isInteger(value.getType())) {
      TreeSet<Long> sorted = new TreeSet<>();
      literals.forEach(l -> sorted.add(((RexLiteral) l).getValueAs(Long.class)));
      StringBuilder b = new StringBuilder("new long[] {");
      sorted.forEach(l -> b.append(l == Long.MIN_VALUE ? "Long.MIN_VALUE" : l + "L").append(", "));
      String array = code.constant("long[]", b.append("}").toString());
      return code.strict(
          call.getType(),
          List.of(t),
          v -> "java.util.Arrays.binarySearch(" + array + ", " + v.get(0) + ") >= 0");
    }
    TreeSet<String> sorted = new TreeSet<>();
    literals.forEach(l -> sorted.add(java.util.Objects.requireNonNull(TextCode.literalText(l))));
    StringBuilder b = new StringBuilder("Texts.set(new String[] {");
    sorted.forEach(s -> b.append(RowCode.quoted(s)).append(", "));
    String set = code.constant("java.util.Set", b.append("})").toString());
    return code.strict(call.getType(), List.of(t), v -> set + ".contains(" + v.get(0) + ")");
  }
}

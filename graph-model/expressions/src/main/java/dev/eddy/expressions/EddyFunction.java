package dev.eddy.expressions;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;

/** A function with parameters of ours: {@code required} of them, then optional ones. */
final class EddyFunction extends SqlFunction {
  private final List<Parameter> parameters;

  /**
   * @param variadic whether the last parameter may come any number of times
   */
  EddyFunction(
      String name,
      List<Parameter> parameters,
      int required,
      boolean variadic,
      Function<SqlOperatorBinding, RelDataType> type) {
    super(
        name,
        SqlKind.OTHER_FUNCTION,
        type::apply,
        null,
        new Check(parameters, required, variadic),
        SqlFunctionCategory.USER_DEFINED_FUNCTION);
    this.parameters = parameters;
  }

  Parameter parameter(int i) {
    return parameters.get(Math.min(i, parameters.size() - 1));
  }

  private record Check(List<Parameter> parameters, int required, boolean variadic)
      implements SqlOperandTypeChecker {
    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
      for (int i = 0; i < binding.getOperandCount(); i++) {
        Parameter p = parameters.get(Math.min(i, parameters.size() - 1));
        RelDataType t = binding.getOperandType(i);
        boolean bareNull =
            p == Parameter.ANY
                && t.getSqlTypeName() == org.apache.calcite.sql.type.SqlTypeName.NULL;
        if (!bareNull && !p.takes(t)) {
          if (throwOnFailure) {
            throw binding.newValidationSignatureError();
          }
          return false;
        }
      }
      return true;
    }

    @Override
    public SqlOperandCountRange getOperandCountRange() {
      return variadic
          ? SqlOperandCountRanges.from(required)
          : SqlOperandCountRanges.between(required, parameters.size());
    }

    @Override
    public String getAllowedSignatures(SqlOperator op, String name) {
      return parameters.stream()
          .map(Parameter::word)
          .collect(Collectors.joining(", ", name + "(", variadic ? ", …)" : ")"));
    }

    @Override
    public Consistency getConsistency() {
      return Consistency.NONE;
    }

    @Override
    public boolean isOptional(int i) {
      return i >= required;
    }
  }
}

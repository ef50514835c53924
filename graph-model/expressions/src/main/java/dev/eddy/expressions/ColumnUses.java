package dev.eddy.expressions;

import dev.eddy.model.expression.Expressions.ColumnUse;
import dev.eddy.model.type.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Finds the names of columns in a text that parses, whether the columns exist or not. */
final class ColumnUses extends SqlBasicVisitor<@Nullable Void> {
  private final String text;
  private final List<ColumnUse> found = new ArrayList<>();

  private ColumnUses(String text) {
    this.text = text;
  }

  static List<ColumnUse> of(String text) {
    SqlNode node;
    try {
      node = Front.parse(text, Schema.EMPTY);
    } catch (Front.Errors e) {
      return List.of();
    }
    ColumnUses uses = new ColumnUses(text);
    node.accept(uses);
    uses.found.sort(Comparator.comparingInt(ColumnUse::from));
    return uses.found;
  }

  @Override
  public @Nullable Void visit(SqlIdentifier id) {
    if (id.isSimple() && !id.isStar()) {
      SqlParserPos p = id.getParserPosition();
      int from = SqlText.offset(text, p.getLineNum(), p.getColumnNum());
      int to = SqlText.offset(text, p.getEndLineNum(), p.getEndColumnNum()) + 1;
      found.add(new ColumnUse(id.getSimple(), from, Math.min(to, text.length())));
    }
    return null;
  }

  /** A type has a name, which is no column's. */
  @Override
  public @Nullable Void visit(SqlDataTypeSpec type) {
    return null;
  }
}

package dev.eddy.expressions;

import dev.eddy.model.expression.Expressions;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.type.TypeRoot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.rex.RexNode;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.janino.SimpleCompiler;

/**
 * Expressions on Calcite and Janino. Thread-safe; keeps nothing between calls. The first call in a
 * JVM takes about a second of CPU to load classes, so call {@link #warmUp()} on a background thread
 * early.
 */
public final class SqlExpressions implements Expressions {
  @Override
  public Typed typeOf(String text, Schema input) {
    // Half of all expressions of a large pipeline pass a column on; the parser costs 50 times this.
    Field column = input.find(text).orElse(null);
    if (column != null && SqlText.isPlain(text)) {
      return new Typed(column.type(), List.of());
    }
    try {
      Front.Bound bound = Front.bind(text, input);
      return new Typed(bound.type(), bound.warnings());
    } catch (Front.Errors e) {
      return new Typed(null, CastFixes.added(text, input, e.problems()));
    }
  }

  @Override
  public TypedAggregate aggregateOf(String name, String text, Schema input, int argumentColumn) {
    try {
      return Aggregates.of(name, text, input, argumentColumn);
    } catch (Front.Errors e) {
      return new TypedAggregate(null, e.problems());
    }
  }

  @Override
  public List<Completion> complete(String text, int caret, Schema input) {
    return Completions.at(text, caret, input);
  }

  @Override
  public GeneratedClass compileFunction(String className, List<String> texts, Schema input) {
    List<RexNode> bound = new ArrayList<>();
    for (String text : texts) {
      bound.add(checked(text, input).rex());
    }
    return compile(className, RowCode.function(className, bound));
  }

  @Override
  public GeneratedClass compilePredicate(String className, String text, Schema input) {
    Front.Bound bound = checked(text, input);
    if (bound.type().root() != TypeRoot.BOOLEAN) {
      throw new IllegalArgumentException("no condition: " + text);
    }
    return compile(className, RowCode.predicate(className, bound.rex()));
  }

  @Override
  public Map<String, String> functions() {
    return Functions.helps();
  }

  @Override
  public List<ColumnUse> columns(String text) {
    return ColumnUses.of(text);
  }

  @Override
  public String columnText(String column) {
    return SqlText.quotedIfNeeded(column);
  }

  @Override
  public Optional<Function> function(String name) {
    Function aggregate = Aggregates.HELP.get(name.toUpperCase(Locale.ROOT));
    Functions.Row row = Functions.named(name);
    return aggregate != null
        ? Optional.of(aggregate)
        : row == null || !row.isFunction()
            ? Optional.empty()
            : Optional.of(new Function(row.name(), row.signature(), row.help()));
  }

  private static Front.Bound checked(String text, Schema input) {
    try {
      return Front.bind(text, input);
    } catch (Front.Errors e) {
      throw new IllegalArgumentException(text + ": " + e.problems(), e);
    }
  }

  private static GeneratedClass compile(String className, String source) {
    try {
      SimpleCompiler compiler = new SimpleCompiler();
      compiler.setParentClassLoader(SqlExpressions.class.getClassLoader());
      compiler.setTargetVersion(8);
      compiler.cook(source);
      return new GeneratedClass(
          className, java.util.Objects.requireNonNull(compiler.getBytecodes().get(className)));
    } catch (CompileException e) {
      throw new IllegalStateException("generated code does not compile:\n" + source, e);
    }
  }

  /** Loads what the first expression needs; about a second of CPU. */
  public static void warmUp() {
    SqlExpressions e = new SqlExpressions();
    Schema schema =
        Schema.of(
            new Field("a", DataType.INT),
            new Field("s", DataType.VARCHAR),
            new Field("t", DataType.TIMESTAMP));
    String text = "a BETWEEN 1 AND 2 AND s LIKE 'x%' AND t > TIMESTAMP '2024-01-01 00:00:00'";
    e.typeOf(text, schema);
    e.compilePredicate("dev.eddy.generated.WarmUp", text, schema);
    e.compileFunction(
        "dev.eddy.generated.WarmUpToo", List.of("CAST(a AS DOUBLE)", "UPPER(s)"), schema);
    e.complete("a", 1, schema);
  }
}

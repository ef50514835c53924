package dev.eddy.model.expression;

import dev.eddy.model.problem.Problem;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * SQL scalar expressions: types, completion, compilation. Thread-safe. Ranges in problems are
 * relative to the expression's own text; the place has no node yet.
 */
public interface Expressions {
  /** Either a type or at least one problem that is an error; warnings may stand beside a type. */
  record Typed(@Nullable DataType type, List<Problem> problems) {}

  record TypedAggregate(@Nullable AggregateCall call, List<Problem> problems) {}

  /** A class file: binary name and bytes. Needs the model artifact alone. */
  record GeneratedClass(String name, byte[] bytes) {}

  /** A word that can stand at the caret: replaces {@code [from, caret)} of the text. */
  record Completion(String insert, String label, String detail, Kind kind, int from) {
    /** What is offered. */
    public enum Kind {
      COLUMN,
      FUNCTION,
      KEYWORD
    }
  }

  Typed typeOf(String text, Schema input);

  /** The argument column of the call is set to {@code argumentColumn} unless it is COUNT(*). */
  TypedAggregate aggregateOf(String name, String text, Schema input, int argumentColumn);

  List<Completion> complete(String text, int caret, Schema input);

  /**
   * Compiles expressions that {@link #typeOf} took to one class with a public constructor without
   * arguments, that implements {@link RowFunction}. The name must be unique in a plan.
   */
  GeneratedClass compileFunction(String className, List<String> texts, Schema input);

  /** As {@link #compileFunction}, for {@link RowPredicate}. */
  GeneratedClass compilePredicate(String className, String text, Schema input);

  /** Names and one-line helps of all functions, for the editor and the help pages. */
  Map<String, String> functions();

  /** A place where a text names a column: {@code [from, to)}, quotes included. */
  record ColumnUse(String column, int from, int to) {}

  /**
   * Where a text names columns, in order; also of an aggregate call. Empty where the text cannot be
   * read.
   */
  List<ColumnUse> columns(String text);

  /** A column's name as it is written in an expression: in quotes where it needs them. */
  String columnText(String column);

  /**
   * A function that an expression may call.
   *
   * @param signature how it is written, such as {@code ROUND(number [, digits])}
   * @param help one line
   */
  record Function(String name, String signature, String help) {}

  /** The function of a name, in whatever case it is written; aggregates too. */
  Optional<Function> function(String name);
}

package dev.eddy.designer.control.expression;

import dev.eddy.model.expression.Expressions;
import dev.eddy.model.expression.Expressions.Completion;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Schema;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What an expression field asks while the user types. Answers may come on any thread and late; the
 * field drops those for a text that is no longer there.
 */
public interface ExpressionAssistant {
  /** What an expression is used as. */
  enum Use {
    VALUE,
    CONDITION,
    AGGREGATE
  }

  /** The type of an expression, and what is wrong with it; ranges are relative to its text. */
  record Checked(@Nullable DataType type, List<Problem> problems) {
    public Checked {
      problems = List.copyOf(problems);
    }
  }

  CompletableFuture<List<Completion>> complete(String text, int caret, Schema input);

  CompletableFuture<Checked> check(String text, Schema input, Use use);

  /** Asks on an executor's threads. */
  static ExpressionAssistant of(Expressions expressions, Executor executor) {
    return new ExpressionAssistant() {
      @Override
      public CompletableFuture<List<Completion>> complete(String text, int caret, Schema input) {
        return CompletableFuture.supplyAsync(
            () -> expressions.complete(text, caret, input), executor);
      }

      @Override
      public CompletableFuture<Checked> check(String text, Schema input, Use use) {
        return CompletableFuture.supplyAsync(
            () -> {
              if (use == Use.AGGREGATE) {
                Expressions.TypedAggregate a = expressions.aggregateOf("x", text, input, 0);
                return new Checked(a.call() == null ? null : a.call().resultType(), a.problems());
              }
              Expressions.Typed t = expressions.typeOf(text, input);
              return new Checked(t.type(), t.problems());
            },
            executor);
      }
    };
  }

  /** Knows nothing: neither types nor completions. */
  static ExpressionAssistant none() {
    return new ExpressionAssistant() {
      @Override
      public CompletableFuture<List<Completion>> complete(String text, int caret, Schema input) {
        return CompletableFuture.completedFuture(List.of());
      }

      @Override
      public CompletableFuture<Checked> check(String text, Schema input, Use use) {
        return CompletableFuture.completedFuture(new Checked(null, List.of()));
      }
    };
  }
}

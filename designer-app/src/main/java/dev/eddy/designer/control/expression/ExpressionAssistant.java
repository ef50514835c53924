package dev.eddy.designer.control.expression;

import dev.eddy.model.expression.AggregateFunction;
import dev.eddy.model.expression.Expressions;
import dev.eddy.model.expression.Expressions.Completion;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  CompletableFuture<List<Completion>> complete(String text, int caret, Schema input, Use use);

  CompletableFuture<Checked> check(String text, Schema input, Use use);

  /**
   * What an expression gives for each sample row; empty where it is not right. A row that fails
   * gives its error.
   */
  default CompletableFuture<List<SampleRows.Result>> tryOut(
      String text, Schema input, Use use, SampleRows samples) {
    return CompletableFuture.completedFuture(List.of());
  }

  /** The columns that a text names. At once, on any thread. */
  default List<String> columnsOf(String text) {
    return List.of();
  }

  /** A column's name as it is written in an expression. At once, on any thread. */
  String columnText(String column);

  /** The function of a name, in whatever case; at once, on any thread. */
  Optional<Expressions.Function> function(String name);

  /** Asks on an executor's threads; samples are computed on threads of their own. */
  static ExpressionAssistant of(Expressions expressions, Executor executor) {
    SampleTrials trials = new SampleTrials(SampleTrials.LIMIT);
    return new ExpressionAssistant() {
      @Override
      public CompletableFuture<List<Completion>> complete(
          String text, int caret, Schema input, Use use) {
        return CompletableFuture.supplyAsync(
            () -> {
              List<Completion> out = new ArrayList<>();
              if (use == Use.AGGREGATE && Brackets.call(text, caret) == null) {
                out.addAll(aggregates(expressions, text, caret));
              }
              out.addAll(expressions.complete(text, caret, input));
              return out;
            },
            executor);
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

      @Override
      public CompletableFuture<List<SampleRows.Result>> tryOut(
          String text, Schema input, Use use, SampleRows samples) {
        return trials.start(
            samples.rows().size(), () -> SampleRun.compile(expressions, text, input, use, samples));
      }

      @Override
      public List<String> columnsOf(String text) {
        return expressions.columns(text).stream().map(Expressions.ColumnUse::column).toList();
      }

      @Override
      public String columnText(String column) {
        return expressions.columnText(column);
      }

      @Override
      public Optional<Expressions.Function> function(String name) {
        return expressions.function(name);
      }
    };
  }

  private static List<Completion> aggregates(Expressions expressions, String text, int caret) {
    int at = Math.min(caret, text.length());
    int from = at;
    while (from > 0 && SqlTokens.isWordPart(text.charAt(from - 1))) {
      from--;
    }
    String prefix = text.substring(from, at);
    List<Completion> out = new ArrayList<>();
    for (AggregateFunction f : AggregateFunction.values()) {
      if (f.name().regionMatches(true, 0, prefix, 0, prefix.length())) {
        String detail =
            expressions.function(f.name()).map(x -> x.signature() + " — " + x.help()).orElse("");
        out.add(new Completion(f.name() + "(", f.name(), detail, Completion.Kind.FUNCTION, from));
      }
    }
    return out;
  }

  /** Knows nothing: neither types nor completions. */
  static ExpressionAssistant none() {
    return new ExpressionAssistant() {
      @Override
      public CompletableFuture<List<Completion>> complete(
          String text, int caret, Schema input, Use use) {
        return CompletableFuture.completedFuture(List.of());
      }

      @Override
      public CompletableFuture<Checked> check(String text, Schema input, Use use) {
        return CompletableFuture.completedFuture(new Checked(null, List.of()));
      }

      @Override
      public String columnText(String column) {
        return column;
      }

      @Override
      public Optional<Expressions.Function> function(String name) {
        return Optional.empty();
      }
    };
  }
}

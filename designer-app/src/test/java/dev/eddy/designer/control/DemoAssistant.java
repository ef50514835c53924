package dev.eddy.designer.control;

import dev.eddy.designer.control.expression.ExpressionAssistant;
import dev.eddy.model.expression.Expressions.Completion;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** Knows columns and three functions, enough to show and test the field. */
public final class DemoAssistant implements ExpressionAssistant {
  @Override
  public CompletableFuture<List<Completion>> complete(
      String text, int caret, Schema input, Use use) {
    int from = caret;
    while (from > 0
        && (Character.isLetterOrDigit(text.charAt(from - 1)) || text.charAt(from - 1) == '_')) {
      from--;
    }
    String word = text.substring(from, caret).toLowerCase(Locale.ROOT);
    List<Completion> out = new ArrayList<>();
    for (Field f : input.fields()) {
      if (f.name().contains(word)) {
        out.add(new Completion(f.name(), f.name(), f.type().sql(), Completion.Kind.COLUMN, from));
      }
    }
    for (String fn : List.of("DEGREES", "COUNT", "AVG")) {
      if (fn.toLowerCase(Locale.ROOT).contains(word)) {
        out.add(new Completion(fn + "()", fn + "(x)", "DOUBLE", Completion.Kind.FUNCTION, from));
      }
    }
    return CompletableFuture.completedFuture(out);
  }

  @Override
  public CompletableFuture<Checked> check(String text, Schema input, Use use) {
    int dela = text.indexOf("dela ");
    if (dela >= 0) {
      return CompletableFuture.completedFuture(
          new Checked(
              null,
              List.of(
                  Problem.error(
                          "unknown-column",
                          Place.NOWHERE.withRange(new Place.Range(1, dela + 1, 1, dela + 5)),
                          "There is no column dela.",
                          "Did you mean delay_minutes?")
                      .withFixes(List.of("delay_minutes")))));
    }
    DataType type =
        text.startsWith("COUNT")
            ? DataType.BIGINT.notNull()
            : text.contains("INTERVAL")
                ? DataType.TIMESTAMP
                : use == Use.CONDITION ? DataType.BOOLEAN : DataType.DOUBLE;
    return CompletableFuture.completedFuture(new Checked(type, List.of()));
  }

  @Override
  public String columnText(String column) {
    return column;
  }

  @Override
  public java.util.Optional<dev.eddy.model.expression.Expressions.Function> function(String name) {
    return name.equalsIgnoreCase("ROUND")
        ? java.util.Optional.of(
            new dev.eddy.model.expression.Expressions.Function(
                "ROUND", "ROUND(number [, digits])", "The number with so many digits."))
        : java.util.Optional.empty();
  }
}

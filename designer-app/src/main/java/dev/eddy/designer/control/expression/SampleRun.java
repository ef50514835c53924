package dev.eddy.designer.control.expression;

import dev.eddy.designer.control.expression.ExpressionAssistant.Use;
import dev.eddy.designer.control.expression.SampleRows.Result;
import dev.eddy.model.expression.AggregateCall;
import dev.eddy.model.expression.Expressions;
import dev.eddy.model.expression.Expressions.GeneratedClass;
import dev.eddy.model.expression.RowFunction;
import dev.eddy.model.io.CellText;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Schema;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Computes an expression over sample rows, with the class that a run would use. A row that fails
 * gives its error; the others go on. Of an aggregate the argument is computed.
 */
final class SampleRun {
  private static final AtomicLong NUMBER = new AtomicLong();

  private final RowFunction function;
  private final DataType type;
  private final Schema input;
  private final int[] cells;
  private final SampleRows samples;

  private SampleRun(RowFunction function, DataType type, Schema input, SampleRows samples) {
    this.function = function;
    this.type = type;
    this.input = input;
    this.samples = samples;
    cells = new int[input.size()];
    for (int c = 0; c < cells.length; c++) {
      cells[c] = samples.columns().indexOf(input.field(c).name());
    }
  }

  /** Makes the class of an expression; null where it is not right or has no rows' value. */
  static @Nullable SampleRun compile(
      Expressions expressions, String text, Schema input, Use use, SampleRows samples) {
    String expression = text;
    DataType type;
    if (use == Use.AGGREGATE) {
      AggregateCall call = expressions.aggregateOf("x", text, input, 0).call();
      if (call == null || call.argument() == null || call.argumentType() == null) {
        return null;
      }
      expression = call.argument();
      type = call.argumentType();
    } else {
      type = expressions.typeOf(text, input).type();
    }
    return type == null || samples.isEmpty()
        ? null
        : new SampleRun(load(expressions, expression, input), type, input, samples);
  }

  /** What the row of a number gives. May take any time: the functions may be the user's. */
  Result result(int number) {
    return result(function, row(samples.rows().get(number), cells, input), type);
  }

  /** A row, or a sentence where a cell is no value of its column's type. */
  private static Object row(List<@Nullable String> cells, int[] at, Schema input) {
    Row row = new Row(input.size());
    for (int c = 0; c < at.length; c++) {
      String text = at[c] < 0 || at[c] >= cells.size() ? null : cells.get(at[c]);
      if (text == null) {
        row.setNull(c);
        continue;
      }
      try {
        CellText.set(row, c, input.type(c), text);
      } catch (IllegalArgumentException e) {
        return input.field(c).name() + ": " + e.getMessage();
      }
    }
    return row;
  }

  // An expression may throw whatever its functions throw: division by zero, a failed cast; a
  // regular expression that nests deeply overflows the stack.
  @SuppressWarnings("CatchingUnchecked")
  private static Result result(RowFunction function, Object row, DataType type) {
    if (!(row instanceof Row in)) {
      return new Result(null, row.toString());
    }
    try {
      Row out = new Row(1);
      function.apply(in, out);
      return new Result(CellText.of(out, 0, type), null);
    } catch (CancellationException e) {
      throw e;
    } catch (StackOverflowError e) {
      return new Result(null, "needs too much of the stack");
    } catch (RuntimeException e) {
      String words = e.getMessage();
      return new Result(null, words == null || words.isBlank() ? e.toString() : words);
    }
  }

  private static RowFunction load(Expressions expressions, String text, Schema input) {
    String name = "dev.eddy.sample.Sample" + NUMBER.incrementAndGet();
    GeneratedClass generated = expressions.compileFunction(name, List.of(text), input);
    // A loader of its own for each, so that the class goes when its expression does.
    ClassLoader loader =
        new ClassLoader(SampleRun.class.getClassLoader()) {
          @Override
          protected Class<?> findClass(String wanted) throws ClassNotFoundException {
            if (!wanted.equals(name)) {
              throw new ClassNotFoundException(wanted);
            }
            byte[] bytes = generated.bytes();
            return defineClass(name, bytes, 0, bytes.length);
          }
        };
    try {
      return (RowFunction) loader.loadClass(name).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(text, e);
    }
  }
}

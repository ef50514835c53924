package dev.eddy.expressions;

import dev.eddy.model.expression.Expressions;
import dev.eddy.model.type.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Remembers what the expressions that were asked for last turned out to be, by text and input. The
 * checks, the editor and a branch of the pipeline ask the same things. Thread-safe; two threads
 * that ask for one thing at a time may both work it out.
 */
public final class CachedExpressions implements Expressions {
  private final Expressions expressions;
  private final Cache<Typed> types;
  private final Cache<TypedAggregate> aggregates;

  private record Key(String name, String text, Schema input, int column) {}

  private static final class Cache<V> {
    private final Map<Key, V> values;

    Cache(int most) {
      values =
          new LinkedHashMap<>(256, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, V> eldest) {
              return size() > most;
            }
          };
    }

    V get(Key key, Supplier<V> work) {
      synchronized (values) {
        V known = values.get(key);
        if (known != null) {
          return known;
        }
      }
      V made = work.get();
      synchronized (values) {
        values.put(key, made);
      }
      return made;
    }
  }

  /**
   * @param most how many answers are kept of each kind
   */
  public CachedExpressions(Expressions expressions, int most) {
    this.expressions = expressions;
    this.types = new Cache<>(most);
    this.aggregates = new Cache<>(most);
  }

  @Override
  public Typed typeOf(String text, Schema input) {
    return types.get(new Key("", text, input, -1), () -> expressions.typeOf(text, input));
  }

  @Override
  public TypedAggregate aggregateOf(String name, String text, Schema input, int argumentColumn) {
    return aggregates.get(
        new Key(name, text, input, argumentColumn),
        () -> expressions.aggregateOf(name, text, input, argumentColumn));
  }

  @Override
  public List<Completion> complete(String text, int caret, Schema input) {
    return expressions.complete(text, caret, input);
  }

  @Override
  public GeneratedClass compileFunction(String className, List<String> texts, Schema input) {
    return expressions.compileFunction(className, texts, input);
  }

  @Override
  public GeneratedClass compilePredicate(String className, String text, Schema input) {
    return expressions.compilePredicate(className, text, input);
  }

  @Override
  public Map<String, String> functions() {
    return expressions.functions();
  }

  @Override
  public List<ColumnUse> columns(String text) {
    return expressions.columns(text);
  }

  @Override
  public String columnText(String column) {
    return expressions.columnText(column);
  }

  @Override
  public Optional<Function> function(String name) {
    return expressions.function(name);
  }
}

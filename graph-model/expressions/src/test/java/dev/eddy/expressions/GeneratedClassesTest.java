package dev.eddy.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.expression.Expressions.GeneratedClass;
import dev.eddy.model.expression.RowFunction;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Schema;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The classes that travel in a plan. */
class GeneratedClassesTest {
  private static final Schema SCHEMA =
      Generated.schema("a INT", "s VARCHAR", "t TIMESTAMP(3)", "d DECIMAL(12, 2)", "f DOUBLE");

  /** Sees the JDK and the model artifact alone, as a worker or a cluster does. */
  private static final class HostLoader extends URLClassLoader {
    HostLoader(URL model) {
      super(new URL[] {model}, ClassLoader.getPlatformClassLoader());
    }

    Class<?> define(GeneratedClass c) {
      return defineClass(c.name(), c.bytes(), 0, c.bytes().length);
    }
  }

  @Test
  void theyNeedTheModelArtifactAlone() throws Exception {
    List<String> texts =
        List.of(
            "a + 1",
            "UPPER(s) LIKE '%X_'",
            "REGEXP_EXTRACT(s, '(.)', 1)",
            "d / 7 + a",
            "CAST(s AS DECIMAL(10, 2))",
            "t - INTERVAL '30' MINUTE",
            "FLOOR(t TO HOUR)",
            "s IN ('a', 'b', 'c', 'd', 'e', 'f')",
            "CASE WHEN a > 1 THEN f ELSE d END",
            "s SIMILAR TO '(a|b)%'",
            "DATE_FORMAT(t, 'yyyy')",
            "MD5(s)",
            "a");
    GeneratedClass c = Generated.SQL.compileFunction(Generated.freshName(), texts, SCHEMA);
    URL model = Row.class.getProtectionDomain().getCodeSource().getLocation();
    try (HostLoader loader = new HostLoader(model)) {
      Class<?> type = loader.define(c);
      Object instance = type.getDeclaredConstructor().newInstance();
      Class<?> row = loader.loadClass(Row.class.getName());
      Object in = row.getConstructor(int.class).newInstance(SCHEMA.size());
      Object out = row.getConstructor(int.class).newInstance(texts.size());
      row.getMethod("setLong", int.class, long.class).invoke(in, 0, 41L);
      loader
          .loadClass(RowFunction.class.getName())
          .getMethod("apply", row, row)
          .invoke(instance, in, out);
      assertThat(row.getMethod("getLong", int.class).invoke(out, 0)).isEqualTo(42L);
      assertThat(row.getMethod("isNull", int.class).invoke(out, 1)).isEqualTo(true);
      assertThat(row.getMethod("getLong", int.class).invoke(out, 12)).isEqualTo(41L);
    }
    assertThat(new String(c.bytes(), java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("calcite", "janino", "dev/eddy/expressions");
  }

  @Test
  void theSameExpressionGivesTheSameBytes() {
    String text = "CASE WHEN a > 1 AND s LIKE 'x%_' THEN d * 2 ELSE 1 END";
    GeneratedClass first = Generated.SQL.compileFunction("dev.eddy.X", List.of(text), SCHEMA);
    GeneratedClass second = Generated.SQL.compileFunction("dev.eddy.X", List.of(text), SCHEMA);
    assertThat(first.bytes()).isEqualTo(second.bytes());
  }

  @Test
  void anEmptyListOfExpressionsMakesAClassAsWell() {
    RowFunction f = Generated.function(List.of(), SCHEMA);
    f.apply(new Row(SCHEMA.size()), new Row(0));
    assertThat(f).isNotNull();
  }

  @Test
  void aProjectionOfManyColumnsCompiles() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      texts.add("CASE WHEN a = " + i + " THEN s || '" + i + "' ELSE UPPER(s) END");
    }
    Row out = new Row(300);
    Generated.function(texts, SCHEMA).apply(Generated.row(SCHEMA, 299, "x"), out);
    assertThat(out.getString(299)).isEqualTo("x299");
    assertThat(out.getString(0)).isEqualTo("X");
  }

  @Test
  void manyThreadsTypeAndCompileAtOnce() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Object>> tasks = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        int n = i;
        tasks.add(
            () -> {
              Row row = Generated.row(SCHEMA, n, "x" + n);
              assertThat(Generated.SQL.typeOf("a + nope" + n, SCHEMA).type()).isNull();
              assertThat(Generated.SQL.typeOf("a + " + n, SCHEMA).type()).isEqualTo(DataType.INT);
              return java.util.Objects.requireNonNull(
                  Generated.value("s || CAST(a * 2 AS STRING)", SCHEMA, row));
            });
      }
      List<Future<Object>> results = pool.invokeAll(tasks);
      for (int i = 0; i < results.size(); i++) {
        assertThat(results.get(i).get()).isEqualTo("x" + i + 2 * i);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void anAbsentNullFlagCostsNothingToReadTwice() {
    assertThat(Generated.SQL.typeOf("a + a + a", SCHEMA).type()).isEqualTo(DataType.INT);
    assertThat(Generated.value("a + a + a", SCHEMA, Generated.row(SCHEMA, 5))).isEqualTo(15L);
  }
}

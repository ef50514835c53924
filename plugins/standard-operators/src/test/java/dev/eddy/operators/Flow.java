package dev.eddy.operators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.connector.file.CsvSource;
import dev.eddy.expressions.SqlExpressions;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.expression.Expressions;
import dev.eddy.model.row.Row;
import dev.eddy.model.row.RowKind;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Source;
import dev.eddy.operator.SplitPosition;
import dev.eddy.operator.SplitReader;
import dev.eddy.operator.torture.Element;
import dev.eddy.operator.torture.Emitted;
import dev.eddy.operator.torture.TestHost;
import dev.eddy.operator.torture.TestSetup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What lies on an edge in a test: a contract, and rows and watermarks in order. Each step hands all
 * of it to an operator, one element at a time, and keeps the watermarks in their places.
 */
record Flow(Contract contract, List<Element> elements) {
  private static final Expressions SQL = new SqlExpressions();

  /** Reads a file of CSV without a header, in which {@code \N} is null. */
  static Flow read(Path file, Schema schema) throws IOException {
    List<Value> columns = new ArrayList<>();
    for (Field f : schema.fields()) {
      columns.add(struct("name", f.name(), "type", f.type().toString()));
    }
    TestSetup setup =
        TestSetup.of(new CsvSource())
            .set("path", file.toString())
            .set("header", Value.of(false))
            .set("null_text", "\\N")
            .set("columns", new Value.Items(columns));
    Source source = new CsvSource().create(setup);
    List<Element> elements = new ArrayList<>();
    Row[] outputs = {new Row(schema.size()), new Row(3)};
    try (SplitReader reader = source.open(source.splits().get(0), SplitPosition.START)) {
      while (reader.next(outputs) >= 0) {
        elements.add(Element.row(0, outputs[0]));
      }
    }
    elements.add(Element.end());
    return new Flow(setup.output(0), elements);
  }

  /** The same with event time: after each row that raises it the watermark, delayed. */
  Flow timed(String column, long delay) {
    int c = contract.schema().indexOf(column);
    List<Element> out = new ArrayList<>();
    long watermark = Long.MIN_VALUE;
    for (Element e : elements) {
      out.add(e);
      if (e instanceof Element.Arrival a && a.row().getLong(c) - delay > watermark) {
        watermark = a.row().getLong(c) - delay;
        out.add(Element.watermark(watermark));
      }
    }
    return new Flow(Contract.append(contract.schema(), column, true), out);
  }

  /** Through an operator; {@code parameters} sets them. */
  Flow to(ProcessProvider provider, Consumer<TestSetup> parameters) {
    return run(provider, parameters, List.of(this));
  }

  /** Through an operator of two inputs, whose elements come in turn, one of each. */
  static Flow both(ProcessProvider provider, Flow left, Flow right, Consumer<TestSetup> setup) {
    return run(provider, setup, List.of(left, right));
  }

  Flow project(String... columns) {
    return to(new Project(), s -> s.set("columns", named(columns)));
  }

  Flow filter(String condition) {
    return to(new Filter(), s -> s.set("condition", condition));
  }

  Flow group(List<String> keys, String... aggregates) {
    return to(
        new GroupAggregate(),
        s -> s.set("keys", Value.ofTexts(keys)).set("aggregates", named(aggregates)));
  }

  private static Flow run(
      ProcessProvider provider, Consumer<TestSetup> parameters, List<Flow> inputs) {
    TestSetup setup = TestSetup.of(provider);
    parameters.accept(setup);
    inputs.forEach(f -> setup.input(f.contract));
    setup.expressions(SQL);
    assertThat(setup.problems()).isEmpty();
    List<Element> out = new ArrayList<>();
    long[] watermarks = new long[inputs.size()];
    java.util.Arrays.fill(watermarks, Long.MIN_VALUE);
    long least = Long.MIN_VALUE;
    try (TestHost host = new TestHost(provider, setup)) {
      int longest = inputs.stream().mapToInt(f -> f.elements.size()).max().orElse(0);
      for (int i = 0; i < longest; i++) {
        for (int port = 0; port < inputs.size(); port++) {
          if (i >= inputs.get(port).elements.size()) {
            continue;
          }
          Element e = inputs.get(port).elements.get(i);
          if (e instanceof Element.Arrival a) {
            host.row(port, a.row());
          } else if (e instanceof Element.Watermark w) {
            watermarks[port] = w.time();
            long now = java.util.Arrays.stream(watermarks).min().orElseThrow();
            if (now == least) {
              continue;
            }
            least = now;
            host.watermark(least);
          }
          for (Emitted row : host.takeOutput()) {
            if (row.port() == 0) {
              out.add(new Element.Arrival(0, row.row()));
            }
          }
          if (e instanceof Element.Watermark) {
            out.add(Element.watermark(least));
          }
        }
      }
    }
    return new Flow(setup.output(0), out);
  }

  List<Row> rows() {
    List<Row> out = new ArrayList<>();
    for (Element e : elements) {
      if (e instanceof Element.Arrival a) {
        out.add(a.row());
      }
    }
    return out;
  }

  /** How many changes of each kind there are, such as {@code +I 24, -U 3}. */
  Map<String, Long> changes() {
    Map<String, Long> out = new HashMap<>();
    rows().forEach(r -> out.merge(r.kind().shortName(), 1L, Long::sum));
    return out;
  }

  /** The rows that are left after all changes. */
  List<Row> left() {
    Map<Row, Integer> bag = new HashMap<>();
    for (Row r : rows()) {
      bag.merge(r.copy().setKind(RowKind.INSERT), r.kind().isAdding() ? 1 : -1, Integer::sum);
    }
    List<Row> out = new ArrayList<>();
    bag.forEach(
        (row, n) -> {
          assertThat(n).as("how often " + row + " is left").isNotNegative();
          out.addAll(Collections.nCopies(n, row));
        });
    return out;
  }

  static Value struct(String... pairs) {
    Map<String, Value> fields = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      fields.put(pairs[i], Value.of(pairs[i + 1]));
    }
    return new Value.Struct(fields);
  }

  /** {@code "name = expression"} each. */
  static Value named(String... columns) {
    List<Value> items = new ArrayList<>();
    for (String c : columns) {
      int at = c.indexOf(" = ");
      items.add(struct("name", c.substring(0, at), "expression", c.substring(at + 3)));
    }
    return new Value.Items(items);
  }

  /** {@code "column desc"} or {@code "column"} each. */
  static Value order(String... columns) {
    List<Value> items = new ArrayList<>();
    for (String c : columns) {
      String[] parts = c.split(" ");
      items.add(struct("column", parts[0], "order", parts.length > 1 ? parts[1] : "asc"));
    }
    return new Value.Items(items);
  }
}

package dev.eddy.operator.torture;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.expression.AggregateCall;
import dev.eddy.model.expression.Expressions;
import dev.eddy.model.expression.RowFunction;
import dev.eddy.model.expression.RowPredicate;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.operator.Parameters;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import dev.eddy.operator.OperatorSetup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The setup of one operator for a test: parameters, inputs and, in the place of SQL, lambdas; or
 * SQL, with {@link #expressions}. Outputs are inferred by the operator's own type.
 */
public final class TestSetup implements OperatorSetup {
  private final OperatorType type;
  private final List<Contract> inputs = new ArrayList<>();
  private final Map<Integer, List<Contract>> further = new HashMap<>();
  private final Map<String, Supplier<RowPredicate>> predicates = new HashMap<>();
  private final Map<String, Supplier<RowFunction>> functions = new HashMap<>();
  private final Map<String, DataType> expressionTypes = new HashMap<>();
  private final Map<String, List<Field>> projections = new HashMap<>();
  private final Map<String, List<AggregateCall>> aggregates = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private String name;
  private Map<String, Value> values = new LinkedHashMap<>();
  private @Nullable Map<Integer, Contract> outputs;

  private TestSetup(OperatorType type) {
    this.type = type;
    this.name = "tested";
  }

  public static TestSetup of(OperatorType type) {
    return new TestSetup(type);
  }

  public TestSetup name(String value) {
    name = value;
    return this;
  }

  public TestSetup set(String parameter, Value value) {
    values.put(parameter, value);
    return this;
  }

  public TestSetup set(String parameter, String text) {
    return set(parameter, Value.of(text));
  }

  public TestSetup columns(String parameter, String... columns) {
    return set(parameter, Value.ofTexts(List.of(columns)));
  }

  /** Adds the contract of the next input port. */
  public TestSetup input(Contract contract) {
    inputs.add(contract);
    return this;
  }

  /** One more stream at an input port that takes many. */
  public TestSetup inputToo(int port, Contract contract) {
    further.computeIfAbsent(port, p -> new ArrayList<>()).add(contract);
    return this;
  }

  public TestSetup predicate(String parameter, RowPredicate predicate) {
    predicates.put(parameter, () -> predicate);
    return this;
  }

  public TestSetup function(String parameter, RowFunction function) {
    functions.put(parameter, () -> function);
    return this;
  }

  /** The columns that a projection gives. */
  public TestSetup projection(String parameter, List<Field> fields) {
    projections.put(parameter, fields);
    return this;
  }

  public TestSetup aggregates(String parameter, List<AggregateCall> calls) {
    aggregates.put(parameter, calls);
    return this;
  }

  /**
   * Types and compiles all SQL of the parameters that were set; inputs must have been given.
   * Problems that it finds are in {@link #problems()}.
   */
  public TestSetup expressions(Expressions sql) {
    new Sql(sql).all();
    return this;
  }

  /** Runs the inference; gives what it reported. */
  public List<Problem> problems() {
    infer();
    return List.copyOf(problems);
  }

  /** The contract of an output, or null where the inference gave none. */
  public @Nullable Contract inferred(int port) {
    return infer().get(port);
  }

  private Map<Integer, Contract> infer() {
    Map<Integer, Contract> known = outputs;
    if (known != null) {
      return known;
    }
    Map<Integer, Contract> out = new HashMap<>();
    type.infer(
        new Inference() {
          @Override
          public Parameters parameters() {
            return TestSetup.this.parameters();
          }

          @Override
          public Contract input(int port) {
            return inputs.get(port);
          }

          @Override
          public List<Contract> inputs(int port) {
            List<Contract> all = new ArrayList<>();
            all.add(inputs.get(port));
            all.addAll(further.getOrDefault(port, List.of()));
            return all;
          }

          @Override
          public Optional<DataType> expression(String parameter) {
            return Optional.ofNullable(expressionTypes.get(parameter));
          }

          @Override
          public @Nullable List<Field> projection(String parameter) {
            return projections.get(parameter);
          }

          @Override
          public @Nullable List<AggregateCall> aggregates(String parameter) {
            return aggregates.get(parameter);
          }

          @Override
          public void output(int port, Contract contract) {
            out.put(port, contract);
          }

          @Override
          public void error(
              String code, @Nullable String parameter, String message, String remedy) {
            problems.add(Problem.error(code, place(parameter), message, remedy));
          }

          @Override
          public void warning(
              String code, @Nullable String parameter, String message, String remedy) {
            problems.add(Problem.warning(code, place(parameter), message, remedy));
          }
        });
    outputs = out;
    return out;
  }

  private Place place(@Nullable String parameter) {
    Place node = Place.node(nodeId(), name);
    return parameter == null ? node : node.withParameter(parameter);
  }

  @Override
  public String nodeId() {
    return "tested";
  }

  @Override
  public String nodeName() {
    return name;
  }

  @Override
  public Parameters parameters() {
    return new Parameters(type.descriptor(), new Value.Struct(values));
  }

  @Override
  public Contract input(int port) {
    return inputs.get(port);
  }

  @Override
  public Contract output(int port) {
    Contract contract = infer().get(port);
    if (contract == null) {
      throw new IllegalStateException("output " + port + " was not inferred: " + problems);
    }
    return contract;
  }

  @Override
  public Optional<RowPredicate> predicate(String parameter) {
    return Optional.ofNullable(predicates.get(parameter)).map(Supplier::get);
  }

  @Override
  public Optional<RowFunction> function(String parameter) {
    return Optional.ofNullable(functions.get(parameter)).map(Supplier::get);
  }

  @Override
  public List<AggregateCall> aggregates(String parameter) {
    return aggregates.getOrDefault(parameter, List.of());
  }

  /** What a compiler of plans does with the SQL of one node. */
  private final class Sql {
    private final Expressions sql;

    Sql(Expressions sql) {
      this.sql = sql;
    }

    void all() {
      for (ParameterSpec spec : type.descriptor().parameters()) {
        if (parameters().has(spec.name())) {
          one(spec.name(), spec.type());
        }
      }
    }

    private void one(String parameter, ParameterType kind) {
      if (kind instanceof ParameterType.Condition c) {
        Schema schema = schema(c.input());
        if (typed(parameter, parameters().text(parameter), schema) != null) {
          var compiled =
              sql.compilePredicate(className(parameter), parameters().text(parameter), schema);
          predicates.put(parameter, () -> instance(compiled, RowPredicate.class));
        }
      } else if (kind instanceof ParameterType.Expression e) {
        DataType t = typed(parameter, parameters().text(parameter), schema(e.input()));
        if (t != null) {
          expressionTypes.put(parameter, t);
          compile(parameter, List.of(parameters().text(parameter)), schema(e.input()));
        }
      } else if (kind instanceof ParameterType.Projection p) {
        projection(parameter, schema(p.input()));
      } else if (kind instanceof ParameterType.Aggregates a) {
        aggregates(parameter, schema(a.input()));
      }
    }

    private void projection(String parameter, Schema schema) {
      List<Field> fields = new ArrayList<>();
      List<String> texts = new ArrayList<>();
      for (Parameters.Named n : parameters().named(parameter)) {
        DataType t = typed(parameter, n.expression(), schema);
        if (t == null) {
          return;
        }
        fields.add(new Field(n.name(), t));
        texts.add(n.expression());
      }
      projections.put(parameter, fields);
      compile(parameter, texts, schema);
    }

    private void aggregates(String parameter, Schema schema) {
      List<AggregateCall> calls = new ArrayList<>();
      List<String> texts = new ArrayList<>();
      for (Parameters.Named n : parameters().named(parameter)) {
        var typed = sql.aggregateOf(n.name(), n.expression(), schema, texts.size());
        problems.addAll(typed.problems());
        AggregateCall call = typed.call();
        if (call == null) {
          return;
        }
        calls.add(call);
        String argument = call.argument();
        if (argument != null) {
          texts.add(argument);
        }
      }
      aggregates.put(parameter, calls);
      compile(parameter, texts, schema);
    }

    private @Nullable DataType typed(String parameter, String text, Schema schema) {
      var typed = sql.typeOf(text, schema);
      typed
          .problems()
          .forEach(p -> problems.add(p.at(place(parameter).withRange(p.place().range()))));
      return typed.type();
    }

    private void compile(String parameter, List<String> texts, Schema schema) {
      if (!texts.isEmpty()) {
        var compiled = sql.compileFunction(className(parameter), texts, schema);
        functions.put(parameter, () -> instance(compiled, RowFunction.class));
      }
    }

    private Schema schema(int input) {
      if (input == ParameterType.BOTH_INPUTS) {
        return inputSchema(0).beside(inputSchema(1));
      }
      return input < 0 ? parameters().columnTypes("columns") : inputSchema(input);
    }

    private String className(String parameter) {
      return "dev.eddy.generated.Tested_" + parameter;
    }

    private <T> T instance(Expressions.GeneratedClass compiled, Class<T> as) {
      ClassLoader loader =
          new ClassLoader(as.getClassLoader()) {
            @Override
            protected Class<?> findClass(String wanted) throws ClassNotFoundException {
              if (!wanted.equals(compiled.name())) {
                throw new ClassNotFoundException(wanted);
              }
              return defineClass(wanted, compiled.bytes(), 0, compiled.bytes().length);
            }
          };
      try {
        return as.cast(
            Class.forName(compiled.name(), true, loader).getDeclaredConstructor().newInstance());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}

package dev.eddy.model.check;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.expression.AggregateCall;
import dev.eddy.model.expression.Expressions;
import dev.eddy.model.graph.Node;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.operator.Parameters;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks one node: a function of the node, its operator, its inputs' contracts and the scope. */
final class NodeChecker {
  private NodeChecker() {}

  /** What the checks of one node gave. */
  record Result(NodeContracts contracts, List<Problem> problems) {}

  /**
   * @param inputs contract of each input port; null where it is not known, which has been reported
   */
  static Result check(
      Node node,
      OperatorType type,
      List<@Nullable Contract> inputs,
      ParameterScope scope,
      Expressions expressions) {
    List<Problem> problems = new ArrayList<>();
    List<@Nullable Schema> schemas = new ArrayList<>();
    for (Contract c : inputs) {
      schemas.add(c == null ? null : c.schema());
    }
    ParameterChecker parameters =
        new ParameterChecker(node, type.descriptor(), schemas, scope, expressions, problems::add);
    parameters.check();
    EventTime.check(node, type.descriptor(), parameters.resolved(), parameters.types, problems);
    boolean ready =
        parameters.isUsable()
            && inputs.stream().allMatch(Objects::nonNull)
            && accepts(node, type.descriptor(), inputs, problems);
    List<@Nullable Contract> outputs =
        new ArrayList<>(
            Collections.nCopies(type.descriptor().outputs().size(), (@Nullable Contract) null));
    if (ready) {
      infer(node, type, new NodeInference(node, parameters, inputs, outputs, problems));
    }
    return new Result(
        new NodeContracts(
            parameters.resolved().values(),
            inputs,
            outputs,
            parameters.types,
            parameters.projections,
            parameters.aggregates),
        List.copyOf(problems));
  }

  private static boolean accepts(
      Node node,
      OperatorDescriptor descriptor,
      List<@Nullable Contract> inputs,
      List<Problem> problems) {
    boolean all = true;
    for (int i = 0; i < inputs.size(); i++) {
      Contract c = inputs.get(i);
      if (c != null && !descriptor.inputs().get(i).accepts().contains(c.changelog())) {
        all = false;
        problems.add(
            Problem.error(
                "changelog-mode",
                Place.node(node.id(), node.name()),
                "The input"
                    + (inputs.size() == 1 ? "" : " '" + descriptor.inputs().get(i).name() + "'")
                    + " takes only rows that are added, but gets a stream that changes rows ("
                    + describe(c)
                    + ").",
                "Connect it before the operator that makes updates, or use an operator or sink that"
                    + " takes them."));
      }
    }
    return all;
  }

  private static String describe(Contract c) {
    return switch (c.changelog()) {
      case APPEND -> "append";
      case UPSERT -> "upsert by " + String.join(", ", c.upsertKeys());
      case RETRACT -> "retract";
    };
  }

  /** A plugin that fails must not take the editor with it. */
  @SuppressWarnings("CatchingUnchecked")
  private static void infer(Node node, OperatorType type, NodeInference inference) {
    try {
      type.infer(inference);
    } catch (RuntimeException | LinkageError e) {
      inference.problems.add(
          Problem.error(
              "operator-failed",
              Place.node(node.id(), node.name()),
              "The operator " + node.operator() + " failed while it was checked: " + e + ".",
              "This is an error of the operator's plugin; report it to its author."));
    }
  }

  private static final class NodeInference implements Inference {
    private final Place place;
    private final ParameterChecker parameters;
    private final List<@Nullable Contract> inputs;
    private final List<@Nullable Contract> outputs;
    private final List<Problem> problems;

    NodeInference(
        Node node,
        ParameterChecker parameters,
        List<@Nullable Contract> inputs,
        List<@Nullable Contract> outputs,
        List<Problem> problems) {
      this.place = Place.node(node.id(), node.name());
      this.parameters = parameters;
      this.inputs = inputs;
      this.outputs = outputs;
      this.problems = problems;
    }

    @Override
    public Parameters parameters() {
      return parameters.resolved();
    }

    @Override
    public Contract input(int port) {
      return Objects.requireNonNull(inputs.get(port));
    }

    @Override
    public Optional<DataType> expression(String parameter) {
      return Optional.ofNullable(parameters.types.get(parameter));
    }

    @Override
    public @Nullable List<Field> projection(String parameter) {
      return parameters.projections.get(parameter);
    }

    @Override
    public @Nullable List<AggregateCall> aggregates(String parameter) {
      return parameters.aggregates.get(parameter);
    }

    @Override
    public void output(int port, Contract contract) {
      outputs.set(port, contract);
    }

    @Override
    public void error(String code, @Nullable String parameter, String message, String remedy) {
      problems.add(Problem.error(code, at(parameter), message, remedy));
    }

    @Override
    public void warning(String code, @Nullable String parameter, String message, String remedy) {
      problems.add(Problem.warning(code, at(parameter), message, remedy));
    }

    private Place at(@Nullable String parameter) {
      return parameter == null ? place : place.withParameter(parameter);
    }
  }
}

package dev.eddy.model.check;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.expression.AggregateCall;
import dev.eddy.model.expression.Expressions;
import dev.eddy.model.graph.Node;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.InputPort;
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
   * @param streams what arrives at each input port; none where that is not known, which has been
   *     reported
   */
  static Result check(
      Node node,
      OperatorType type,
      List<List<Contract>> streams,
      ParameterScope scope,
      Expressions expressions) {
    List<Problem> problems = new ArrayList<>();
    List<@Nullable Contract> inputs = new ArrayList<>();
    List<@Nullable Schema> schemas = new ArrayList<>();
    for (List<Contract> s : streams) {
      Contract merged = s.isEmpty() ? null : MergedContract.of(s);
      inputs.add(merged);
      schemas.add(merged == null ? null : merged.schema());
    }
    ParameterChecker parameters =
        new ParameterChecker(node, type.descriptor(), schemas, scope, expressions, problems::add);
    parameters.check();
    EventTime.check(node, type.descriptor(), parameters.resolved(), parameters.types, problems);
    boolean ready =
        parameters.isUsable()
            && inputs.stream().allMatch(Objects::nonNull)
            && accepts(node, type.descriptor(), streams, problems);
    List<@Nullable Contract> outputs =
        new ArrayList<>(
            Collections.nCopies(type.descriptor().outputs().size(), (@Nullable Contract) null));
    if (ready) {
      infer(node, type, new NodeInference(node, parameters, streams, inputs, outputs, problems));
      reportDifferences(node, streams, problems);
    }
    Result working =
        new Result(
            new NodeContracts(
                parameters.resolved().values(),
                inputs,
                outputs,
                parameters.types,
                parameters.projections,
                parameters.aggregates),
            List.copyOf(problems));
    return node.bypassed() ? Bypass.passing(node, type.descriptor(), streams, working) : working;
  }

  private static boolean accepts(
      Node node,
      OperatorDescriptor descriptor,
      List<List<Contract>> streams,
      List<Problem> problems) {
    int before = problems.size();
    for (int i = 0; i < streams.size(); i++) {
      InputPort port = descriptor.inputs().get(i);
      streams.get(i).stream()
          .filter(c -> !port.accepts().contains(c.changelog()))
          .findFirst()
          .ifPresent(c -> problems.add(notAccepted(node, port, streams.size() == 1, c)));
    }
    return problems.size() == before;
  }

  private static Problem notAccepted(Node node, InputPort port, boolean only, Contract c) {
    String takes =
        port.accepts().equals(InputPort.APPEND_ONLY)
            ? " takes only rows that are added, but gets a stream that changes rows ("
            : " does not take this kind of stream (";
    return Problem.error(
        "changelog-mode",
        Place.node(node.id(), node.name()),
        "The input" + (only ? "" : " '" + port.name() + "'") + takes + describe(c) + ").",
        "Connect it before the operator that makes updates, or use an operator or sink that takes"
            + " them.");
  }

  /**
   * Streams of different columns in one port, where the operator itself found no fault with them.
   */
  private static void reportDifferences(
      Node node, List<List<Contract>> streams, List<Problem> problems) {
    if (problems.stream().anyMatch(Problem::isError)) {
      return;
    }
    for (List<Contract> port : streams) {
      for (Contract c : port) {
        String difference = MergedContract.difference(port.get(0).schema(), c.schema());
        if (difference != null) {
          problems.add(
              Problem.error(
                  "different-columns",
                  Place.node(node.id(), node.name()),
                  "The streams have different columns: " + difference + ".",
                  "Bring them to the same names, types and order with a projection before it."));
          return;
        }
      }
    }
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
    private final List<List<Contract>> streams;
    private final List<@Nullable Contract> inputs;
    private final List<@Nullable Contract> outputs;
    private final List<Problem> problems;

    NodeInference(
        Node node,
        ParameterChecker parameters,
        List<List<Contract>> streams,
        List<@Nullable Contract> inputs,
        List<@Nullable Contract> outputs,
        List<Problem> problems) {
      this.place = Place.node(node.id(), node.name());
      this.parameters = parameters;
      this.streams = streams;
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
    public List<Contract> inputs(int port) {
      return streams.get(port);
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
      report(Problem.error(code, at(parameter), message, remedy));
    }

    @Override
    public void warning(String code, @Nullable String parameter, String message, String remedy) {
      report(Problem.warning(code, at(parameter), message, remedy));
    }

    /** What the checks have said themselves is not said twice. */
    private void report(Problem problem) {
      if (problems.stream()
          .noneMatch(p -> p.code().equals(problem.code()) && p.place().equals(problem.place()))) {
        problems.add(problem);
      }
    }

    private Place at(@Nullable String parameter) {
      return parameter == null ? place : place.withParameter(parameter);
    }
  }
}

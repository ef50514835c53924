package dev.eddy.operator;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.disk.Disk;
import dev.eddy.model.expression.AggregateCall;
import dev.eddy.model.expression.RowFunction;
import dev.eddy.model.expression.RowPredicate;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.Parameters;
import dev.eddy.model.plan.Plan;
import java.util.List;
import java.util.Optional;

/**
 * A node's setup out of a plan, for both hosts.
 *
 * @param generated a loader that sees the plan's generated classes (see {@link PlanClassLoader})
 * @param disk what sinks write to
 */
public record PlanSetup(
    Plan.PlanNode node, OperatorDescriptor descriptor, ClassLoader generated, Disk disk)
    implements OperatorSetup {
  public PlanSetup(Plan.PlanNode node, OperatorDescriptor descriptor, ClassLoader generated) {
    this(node, descriptor, generated, Disk.LOCAL);
  }

  @Override
  public String nodeId() {
    return node.id();
  }

  @Override
  public String nodeName() {
    return node.name();
  }

  @Override
  public Parameters parameters() {
    return new Parameters(descriptor, node.parameters());
  }

  @Override
  public Contract input(int port) {
    return node.inputs().get(port);
  }

  @Override
  public Contract output(int port) {
    return node.outputs().get(port);
  }

  @Override
  public Optional<RowPredicate> predicate(String parameter) {
    return instance(parameter, RowPredicate.class);
  }

  @Override
  public Optional<RowFunction> function(String parameter) {
    return instance(parameter, RowFunction.class);
  }

  @Override
  public List<AggregateCall> aggregates(String parameter) {
    return node.aggregates().getOrDefault(parameter, List.of());
  }

  private <T> Optional<T> instance(String parameter, Class<T> type) {
    String name = node.functions().get(parameter);
    if (name == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          type.cast(Class.forName(name, true, generated).getDeclaredConstructor().newInstance()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "generated class " + name + " of " + node.name() + " cannot be used", e);
    }
  }
}

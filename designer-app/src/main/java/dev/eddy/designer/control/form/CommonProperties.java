package dev.eddy.designer.control.form;

import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.graph.Node;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters that several nodes have in common, edited as one. Pure. */
public final class CommonProperties {
  private CommonProperties() {}

  /** A node with its operator and the schemas of its inputs. */
  public record Member(Node node, OperatorDescriptor descriptor, List<Schema> inputs) {}

  /**
   * What the form shows: parameters of the same name and type; values where all have the same.
   * Empty where the nodes have none in common.
   */
  public static Optional<FormModel.Input> of(List<Member> members) {
    if (members.size() < 2) {
      return Optional.empty();
    }
    Member first = members.get(0);
    List<ParameterSpec> common = new ArrayList<>();
    Map<String, Value> values = new LinkedHashMap<>();
    Set<String> mixed = new HashSet<>();
    for (ParameterSpec p : first.descriptor().parameters()) {
      if (!members.stream().allMatch(m -> has(m, p))) {
        continue;
      }
      common.add(p);
      Value value = effective(first, p);
      boolean same = members.stream().allMatch(m -> Objects.equals(effective(m, p), value));
      if (!same) {
        mixed.add(p.name());
      } else if (value != null && first.node().parameters().get(p.name()) != null) {
        values.put(p.name(), value);
      }
    }
    if (common.isEmpty()) {
      return Optional.empty();
    }
    OperatorDescriptor d = first.descriptor();
    boolean sameInputs = members.stream().allMatch(m -> m.inputs().equals(first.inputs()));
    return Optional.of(
        new FormModel.Input(
            id(members),
            new OperatorDescriptor(
                d.id(),
                d.title(),
                d.summary(),
                d.icon(),
                d.family(),
                d.inputs(),
                d.outputs(),
                common,
                d.words()),
            new Value.Struct(values),
            sameInputs ? first.inputs() : d.inputs().stream().map(i -> Schema.EMPTY).toList(),
            List.of(),
            mixed));
  }

  /** A name of the nodes together, for the form and for the undo step. */
  static String id(List<Member> members) {
    return String.join("+", members.stream().map(m -> m.node().id()).toList());
  }

  private static boolean has(Member m, ParameterSpec p) {
    return m.descriptor().parameter(p.name()).filter(q -> q.type().equals(p.type())).isPresent();
  }

  private static @Nullable Value effective(Member m, ParameterSpec p) {
    Value v = m.node().parameters().get(p.name());
    return v != null && !(v instanceof Value.Null)
        ? v
        : m.descriptor().parameter(p.name()).map(ParameterSpec::defaultValue).orElse(null);
  }

  /** Sets a parameter of all nodes, as one edit. */
  public static GraphEdit set(Set<String> nodes, String parameter, @Nullable Value value) {
    List<GraphEdit> edits = new ArrayList<>();
    nodes.forEach(n -> edits.add(new GraphEdit.SetParameter(n, parameter, value)));
    return edits.size() == 1
        ? edits.get(0)
        : new GraphEdit.Composite("Change " + parameter + " of " + nodes.size() + " nodes", edits);
  }
}

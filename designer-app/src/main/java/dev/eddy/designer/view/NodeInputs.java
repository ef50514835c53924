package dev.eddy.designer.view;

import dev.eddy.designer.control.ColumnActions;
import dev.eddy.designer.control.ColumnKeys;
import dev.eddy.designer.control.Figures;
import dev.eddy.designer.control.expression.SampleRows;
import dev.eddy.designer.control.form.FormContext;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Pin;
import dev.eddy.designer.state.Run;
import dev.eddy.designer.state.Samples;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.refactor.ColumnRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the form of a node can know of its inputs: rows, and where their columns come from. */
record NodeInputs(AppState state, Node node, OperatorDescriptor descriptor, ColumnActions actions)
    implements FormContext {

  /** The edge that ends at an input; null for none, for the node's own columns and for both. */
  @Nullable Edge edge(int input) {
    if (input < 0 || input >= descriptor.inputs().size()) {
      return null;
    }
    PortRef to = new PortRef(node.id(), descriptor.inputs().get(input).name());
    for (Edge e : state.graph().edges().values()) {
      if (e.to().equals(to)) {
        return e;
      }
    }
    return null;
  }

  /** Edges of the run whose rows would help and are not here for the moment that is shown. */
  List<String> wanted() {
    List<String> out = new ArrayList<>();
    Run run = state.run();
    if (run == null || !run.isStopped() || run.status() == null) {
      return out;
    }
    for (int i = 0; i < descriptor.inputs().size(); i++) {
      Edge e = edge(i);
      if (e == null
          || pin(e) != null
          || !run.drawing(state.inside(), state.open() == null ? "" : state.open().pipeline())
              .edges()
              .containsKey(e.id())) {
        continue;
      }
      Samples has = state.samples().get(e.id());
      if (has == null || has.run() != run.id() || !has.at().equals(run.status().at())) {
        out.add(e.id());
      }
    }
    return out;
  }

  private @Nullable Pin pin(Edge e) {
    Pin pin = state.desk().pins().get(e.from().node());
    return pin != null && pin.port().equals(e.from().port()) ? pin : null;
  }

  @Override
  public SampleRows samples(int input) {
    Edge e = edge(input);
    if (e == null) {
      return SampleRows.NONE;
    }
    Pin pin = pin(e);
    if (pin != null) {
      return new SampleRows(pin.columns(), pin.rows(), "pinned");
    }
    Samples samples = state.samples().get(e.id());
    Run run = state.run();
    if (samples == null || run == null || samples.run() != run.id()) {
      return SampleRows.NONE;
    }
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (Reply.EdgeRow r : samples.rows().rows()) {
      rows.add(r.cells());
    }
    boolean now = run.status() != null && run.status().at().equals(samples.at());
    return new SampleRows(
        samples.rows().columns(),
        rows,
        now ? "last run" : "last run as of " + Figures.moment(samples.at()));
  }

  /** The last value, and the range where all are numbers. */
  @Override
  public Optional<String> about(int input, String column) {
    SampleRows s = samples(input);
    int at = s.columns().indexOf(column.replace("`", ""));
    if (s.isEmpty() || at < 0) {
      return Optional.empty();
    }
    List<@Nullable String> last = s.rows().get(s.rows().size() - 1);
    String value = at < last.size() ? last.get(at) : null;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (List<@Nullable String> row : s.rows()) {
      String text = at < row.size() ? row.get(at) : null;
      if (text == null) {
        continue;
      }
      if (!text.matches("-?\\d+(\\.\\d+)?")) {
        return Optional.of("Last row seen: " + (value == null ? "null" : value));
      }
      min = Math.min(min, Double.parseDouble(text));
      max = Math.max(max, Double.parseDouble(text));
    }
    String range =
        min > max
            ? ""
            : " · range "
                + java.math.BigDecimal.valueOf(min).stripTrailingZeros().toPlainString()
                + " … "
                + java.math.BigDecimal.valueOf(max).stripTrailingZeros().toPlainString();
    return Optional.of("Last row seen: " + (value == null ? "null" : value) + range);
  }

  /** The output that a column of an input comes from; null where that is not known. */
  @Nullable ColumnRef column(int input, String name) {
    if (input == ParameterType.BOTH_INPUTS) {
      Contract left = state.checks().input(node.id(), descriptor.inputs().get(0).name());
      boolean isLeft = left != null && left.schema().indexOf(name) >= 0;
      return column(isLeft ? 0 : 1, name);
    }
    if (input < 0) {
      return descriptor.outputs().isEmpty()
          ? null
          : new ColumnRef(node.id(), descriptor.outputs().get(0).name(), name);
    }
    Edge e = edge(input);
    return e == null ? null : new ColumnRef(e.from().node(), e.from().port(), name);
  }

  @Override
  public ColumnKeys keys() {
    return actions.keys();
  }

  @Override
  public void rename(int input, String column) {
    ColumnRef ref = column(input, column);
    if (ref != null) {
      actions.rename(ref);
    }
  }

  @Override
  public void findUses(int input, String column) {
    ColumnRef ref = column(input, column);
    if (ref != null) {
      actions.findUses(ref);
    }
  }
}

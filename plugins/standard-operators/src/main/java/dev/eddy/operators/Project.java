package dev.eddy.operators;

import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.expression.RowFunction;
import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OutputPort;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.operator.Parameters;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Projection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes each row anew from expressions; a column that is only passed on keeps its role. */
public final class Project implements ProcessProvider {
  private static final OperatorDescriptor DESCRIPTOR =
      new OperatorDescriptor(
          "project",
          "Project",
          "Makes columns from expressions: choose, rename, compute.",
          "columns",
          Family.TRANSFORM,
          List.of(InputPort.any("in")),
          List.of(OutputPort.main()),
          List.of(
              ParameterSpec.required(
                  "columns",
                  "Columns",
                  new ParameterType.Projection(0),
                  "Each column of the result: its name and the expression that gives it.")),
          List.of("select", "map", "rename", "compute", "cast"));

  @Override
  public OperatorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void infer(Inference inference) {
    List<Field> fields = inference.projection("columns");
    if (fields == null) {
      return;
    }
    Set<String> names = new HashSet<>();
    for (Field f : fields) {
      if (!names.add(f.name())) {
        inference.error(
            "duplicate-column",
            "columns",
            "Two columns are named " + f.name() + ".",
            "Give each column a name of its own.");
        return;
      }
    }
    Contract in = inference.input(0);
    Map<String, String> passedOn = passedOn(inference.parameters(), in.schema());
    List<String> keys = passedAll(in.upsertKeys(), passedOn);
    if (in.changelog() == ChangelogMode.UPSERT && (keys == null || keys.isEmpty())) {
      inference.error(
          "key-lost",
          "columns",
          "The stream is updated by " + String.join(", ", in.upsertKeys()) + ", which is left out.",
          "Pass the key columns on.");
      return;
    }
    List<String> partition = passedAll(in.partitionedBy(), passedOn);
    Contract.Window window = in.window();
    String start = window == null ? null : passedOn.get(window.startColumn());
    String end = window == null ? null : passedOn.get(window.endColumn());
    String time = in.timeColumn();
    inference.output(
        0,
        new Contract(
            new Schema(fields),
            in.changelog(),
            keys == null ? List.of() : keys,
            time == null ? null : passedOn.get(time),
            start == null || end == null ? null : new Contract.Window(start, end),
            partition == null ? List.of() : partition,
            in.bounded()));
  }

  /** Input columns that an expression names and nothing more, with their new names. */
  private static Map<String, String> passedOn(Parameters parameters, Schema in) {
    Map<String, String> out = new HashMap<>();
    for (Parameters.Named n : parameters.named("columns")) {
      String text = n.expression().strip();
      if (text.length() > 2 && text.startsWith("`") && text.endsWith("`")) {
        text = text.substring(1, text.length() - 1);
      }
      if (in.indexOf(text) >= 0) {
        out.putIfAbsent(text, n.name());
      }
    }
    return out;
  }

  private static @Nullable List<String> passedAll(
      List<String> columns, Map<String, String> passedOn) {
    List<String> out = new ArrayList<>();
    for (String c : columns) {
      String name = passedOn.get(c);
      if (name == null) {
        return null;
      }
      out.add(name);
    }
    return out;
  }

  @Override
  public String describe(Parameters parameters) {
    return Words.cut(
        String.join(
            ", ", parameters.named("columns").stream().map(Parameters.Named::name).toList()));
  }

  @Override
  public Operator create(OperatorSetup setup) {
    return new Rows(Setups.function(setup, "columns"));
  }

  private record Rows(RowFunction columns) implements Projection {}
}

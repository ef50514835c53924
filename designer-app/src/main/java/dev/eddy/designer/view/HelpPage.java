package dev.eddy.designer.view;

import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OutputPort;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The help on an operator, made from its descriptor. Pure. */
record HelpPage(String title, String summary, List<Entry> ports, List<Entry> parameters) {
  /**
   * Something that is explained.
   *
   * @param name as files have it
   * @param facts what kind it is, in few words
   */
  record Entry(String name, String title, String facts, String text) {}

  static HelpPage of(OperatorDescriptor d) {
    List<Entry> ports = new ArrayList<>();
    for (InputPort p : d.inputs()) {
      boolean any = p.accepts().equals(InputPort.ANY);
      ports.add(
          new Entry(
              p.name(),
              p.title(),
              "input" + (p.many() ? ", several edges" : ""),
              any
                  ? "Takes rows that are added, changed or removed."
                  : p.accepts().equals(InputPort.APPEND_ONLY)
                      ? "Takes rows that are only added."
                      : "Takes changes by key."));
    }
    for (OutputPort p : d.outputs()) {
      ports.add(
          new Entry(
              p.name(),
              p.title(),
              p.side() ? "side output" : "output",
              p.side() ? "Rows that the main output does not have." : "What it makes."));
    }
    List<Entry> parameters = new ArrayList<>();
    for (ParameterSpec p : d.parameters()) {
      parameters.add(new Entry(p.name(), p.title(), facts(p), p.help()));
    }
    return new HelpPage(d.title(), d.summary(), ports, parameters);
  }

  private static String facts(ParameterSpec p) {
    StringBuilder b = new StringBuilder(words(p.type().getClass().getSimpleName()));
    if (p.type() instanceof ParameterType.Choice c) {
      b.append(" of ").append(String.join(", ", c.options()));
    }
    if (p.required()) {
      b.append(", needed");
    }
    String value = text(p.defaultValue());
    if (!value.isEmpty()) {
      b.append(", ").append(value).append(" by default");
    }
    return b.toString();
  }

  /** {@code ColumnTypes} as {@code column types}. */
  private static String words(String type) {
    return type.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  private static String text(@Nullable Value v) {
    if (v instanceof Value.Text t) {
      return t.text();
    }
    if (v instanceof Value.Num n) {
      return n.number().toPlainString();
    }
    if (v instanceof Value.Bool b) {
      return b.value() ? "on" : "off";
    }
    return "";
  }
}

package dev.eddy.operators;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.operator.Parameters;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parameters that say which windows there are, and the columns that a window gives. */
final class WindowParameters {
  static final String START = "window_start";
  static final String END = "window_end";
  static final Contract.Window WINDOW = new Contract.Window(START, END);
  static final Schema BOUNDS =
      Schema.of(
          new Field(START, DataType.TIMESTAMP.notNull()),
          new Field(END, DataType.TIMESTAMP.notNull()));

  static final List<String> ALIGNED = List.of("tumbling", "sliding", "cumulating");
  static final List<String> ALL = List.of("tumbling", "sliding", "cumulating", "session");

  private WindowParameters() {}

  /** The window's own parameters before those of the operator. */
  static List<ParameterSpec> with(List<String> kinds, ParameterSpec... own) {
    List<ParameterSpec> out = new ArrayList<>();
    out.add(
        ParameterSpec.optional(
            "window",
            "Window",
            new ParameterType.Choice(kinds),
            Value.of("tumbling"),
            "Tumbling: one after the other. Sliding: of one length, that overlap. Cumulating: grow"
                + " step by step."
                + (kinds.contains("session") ? " Session: until no row comes for a gap." : "")));
    out.add(
        duration("size", "Size", "Length of a window, such as 1 h, 15 min or 30 s.")
            .onlyFor("window", "tumbling", "sliding", "cumulating"));
    out.add(
        duration("slide", "Slide", "Of sliding windows: how far apart they begin.")
            .onlyFor("window", "sliding"));
    out.add(
        duration("step", "Step", "Of cumulating windows: how much they grow each time.")
            .onlyFor("window", "cumulating"));
    if (kinds.contains("session")) {
      out.add(
          duration("gap", "Gap", "Of sessions: how long no row comes before one is over.")
              .onlyFor("window", "session"));
    }
    out.add(offset());
    out.addAll(List.of(own));
    return out;
  }

  static ParameterSpec offset() {
    return duration(
        "offset",
        "Offset",
        "Windows begin so long after the full hour or day; none: at 1970-01-01.");
  }

  private static ParameterSpec duration(String name, String title, String help) {
    return ParameterSpec.optional(name, title, new ParameterType.Duration(), null, help);
  }

  /** The windows, or what is wrong with them. */
  static Optional<WindowAssigner> check(Inference inference) {
    Parameters p = inference.parameters();
    String kind = p.text("window");
    if (kind.equals("session")) {
      return isPositive(inference, "gap", "The gap of a session")
          ? Optional.of(of(p))
          : Optional.empty();
    }
    if (!isPositive(inference, "size", "A window")) {
      return Optional.empty();
    }
    String part = kind.equals("sliding") ? "slide" : kind.equals("cumulating") ? "step" : null;
    if (part != null) {
      if (!isPositive(inference, part, "The " + part)) {
        return Optional.empty();
      }
      if (p.duration("size").orElse(0L) % p.duration(part).orElse(1L) != 0) {
        inference.error(
            "window-" + part,
            part,
            "not supported: a size of "
                + p.text("size")
                + " that is no multiple of the "
                + part
                + " of "
                + p.text(part)
                + ".",
            "Set a " + part + " that divides the size, as Flink SQL wants it too.");
        return Optional.empty();
      }
    }
    return Optional.of(of(p));
  }

  /** Reports a size that is nothing. */
  static boolean isLong(Inference inference) {
    return isPositive(inference, "size", "A window");
  }

  private static boolean isPositive(Inference inference, String parameter, String what) {
    if (inference.parameters().duration(parameter).orElse(0L) > 0) {
      return true;
    }
    inference.error(
        "window-" + parameter,
        parameter,
        what + " must be longer than nothing.",
        "Set a " + parameter + " such as 1 h.");
    return false;
  }

  /** The windows of parameters that were checked. */
  static WindowAssigner of(Parameters p) {
    long offset = p.duration("offset").orElse(0L);
    return switch (p.text("window")) {
      case "session" -> new WindowAssigner.Session(p.duration("gap").orElseThrow());
      case "sliding" ->
          WindowAssigner.Aligned.sliding(
              p.duration("size").orElseThrow(), p.duration("slide").orElseThrow(), offset);
      case "cumulating" ->
          WindowAssigner.Aligned.cumulating(
              p.duration("size").orElseThrow(), p.duration("step").orElseThrow(), offset);
      default -> WindowAssigner.Aligned.tumbling(p.duration("size").orElseThrow(), offset);
    };
  }

  /** The windows in the words of line 2, such as {@code HOP 10 s, 2 s}. */
  static String describe(Parameters p) {
    String size = p.text("size").strip();
    return switch (p.text("window")) {
      case "session" -> "SESSION " + p.text("gap").strip();
      case "sliding" -> "HOP " + size + ", " + p.text("slide").strip();
      case "cumulating" -> "CUMULATE " + size + ", " + p.text("step").strip();
      default -> "TUMBLE " + size;
    };
  }
}

package dev.eddy.cli;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A command as data: parsing, usage and help follow from it.
 *
 * @param words what it is called by, such as {@code cluster start}; empty for plain {@code eddy}
 * @param summary one sentence for the list of commands
 * @param help what else to know, lines of at most 100 characters; may be empty
 */
record Command(
    String words,
    List<Operand> operands,
    List<Option> options,
    String summary,
    String help,
    Action action) {
  Command {
    operands = List.copyOf(operands);
    options = List.copyOf(options);
  }

  /** What stands at a place of its own, such as PROJECT. */
  record Operand(String name, boolean required, String help) {}

  /**
   * What is given by name.
   *
   * @param name with its dashes
   * @param value what the usage calls its value; null for a flag
   * @param excludes name of the option, standing next, that it cannot be given with; or empty
   */
  record Option(
      String name,
      @Nullable String value,
      boolean required,
      boolean repeats,
      String excludes,
      String help) {
    static Option flag(String name, String help) {
      return new Option(name, null, false, false, "", help);
    }

    static Option of(String name, String value, String help) {
      return new Option(name, value, false, false, "", help);
    }

    static Option required(String name, String value, String help) {
      return new Option(name, value, true, false, "", help);
    }

    static Option repeated(String name, String value, String help) {
      return new Option(name, value, false, true, "", help);
    }

    Option orElse(String other) {
      return new Option(name, value, required, repeats, other, help);
    }

    String usage() {
      return value == null ? name : name + " " + value;
    }
  }

  /** What a command does. */
  interface Action {
    Exit run(Arguments arguments, Terminal terminal) throws CommandException;
  }

  Optional<Option> option(String name) {
    return options.stream().filter(o -> o.name().equals(name)).findFirst();
  }

  /** One line: {@code eddy run PROJECT [PIPELINE] [--out DIR]}. */
  String usage() {
    StringBuilder b = new StringBuilder("eddy");
    if (!words.isEmpty()) {
      b.append(' ').append(words);
    }
    for (Operand o : operands) {
      b.append(' ').append(o.required() ? o.name() : "[" + o.name() + "]");
    }
    String open = "[";
    for (Option o : options) {
      if (o.required()) {
        b.append(' ').append(o.usage());
      } else {
        b.append(' ').append(open).append(o.usage());
        b.append(!o.excludes().isEmpty() ? " |" : o.repeats() ? "]..." : "]");
        open = o.excludes().isEmpty() ? "[" : "";
      }
    }
    return b.toString();
  }
}

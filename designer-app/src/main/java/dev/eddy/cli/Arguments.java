package dev.eddy.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a command was called with, held against its {@link Command}. */
final class Arguments {
  private final List<String> operands = new ArrayList<>();
  private final Map<String, List<String>> options = new LinkedHashMap<>();

  private Arguments() {}

  /**
   * Reads what follows the command's words: {@code --name value}, {@code --name=value}; after
   * {@code --} everything is an operand.
   */
  static Arguments parse(Command command, List<String> words) throws CommandException {
    Arguments read = new Arguments();
    boolean optionsEnded = false;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!optionsEnded && word.equals("--")) {
        optionsEnded = true;
      } else if (!optionsEnded && word.startsWith("-") && word.length() > 1) {
        i += read.option(command, word, i + 1 < words.size() ? words.get(i + 1) : null);
      } else {
        read.operands.add(word);
      }
    }
    read.checkOperands(command);
    read.checkOptions(command);
    return read;
  }

  /** Takes an option; answers how many further words it used up. */
  private int option(Command command, String word, @Nullable String next) throws CommandException {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    Optional<Command.Option> found = command.option(name);
    if (found.isEmpty()) {
      List<String> known = command.options().stream().map(Command.Option::name).toList();
      throw CommandException.usage("unknown option " + name + Help.nearest(name, known));
    }
    Command.Option option = found.get();
    List<String> values = options.computeIfAbsent(name, n -> new ArrayList<>());
    if (!values.isEmpty() && !option.repeats()) {
      throw CommandException.usage(name + " is given twice");
    }
    if (option.value() == null) {
      if (equals >= 0) {
        throw CommandException.usage(name + " takes no value");
      }
      values.add("");
      return 0;
    }
    if (equals >= 0) {
      values.add(word.substring(equals + 1));
      return 0;
    }
    if (next == null) {
      throw CommandException.usage(name + " needs a value: " + option.usage());
    }
    values.add(next);
    return 1;
  }

  private void checkOperands(Command command) throws CommandException {
    List<Command.Operand> known = command.operands();
    if (operands.size() > known.size()) {
      throw CommandException.usage("'" + operands.get(known.size()) + "' is one argument too many");
    }
    for (int i = operands.size(); i < known.size(); i++) {
      if (known.get(i).required()) {
        throw CommandException.usage(known.get(i).name() + " is missing");
      }
    }
  }

  private void checkOptions(Command command) throws CommandException {
    for (Command.Option o : command.options()) {
      if (o.required() && !options.containsKey(o.name())) {
        throw CommandException.usage(o.usage() + " is missing");
      }
      if (options.containsKey(o.name()) && options.containsKey(o.excludes())) {
        throw CommandException.usage(o.name() + " and " + o.excludes() + " exclude each other");
      }
    }
  }

  String operand(int position) {
    return operands.get(position);
  }

  Optional<String> optionalOperand(int position) {
    return position < operands.size() ? Optional.of(operands.get(position)) : Optional.empty();
  }

  boolean flag(String name) {
    return options.containsKey(name);
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(options.get(name)).map(v -> v.get(0));
  }

  /** The value of an option that the command requires. */
  String required(String name) {
    return value(name).orElseThrow();
  }

  List<String> values(String name) {
    return options.getOrDefault(name, List.of());
  }

  int number(String name, int otherwise, int min, int max) throws CommandException {
    Optional<String> v = value(name);
    if (v.isEmpty()) {
      return otherwise;
    }
    try {
      int n = Integer.parseInt(v.get());
      if (n >= min && n <= max) {
        return n;
      }
    } catch (NumberFormatException e) {
      // Told below, with the bounds.
    }
    throw CommandException.usage(
        name + " takes a whole number from " + min + " to " + max + ", not '" + v.get() + "'");
  }

  static Path path(String text) throws CommandException {
    try {
      return Path.of(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw CommandException.usage("'" + text + "' is no path: " + e.getReason());
    }
  }
}

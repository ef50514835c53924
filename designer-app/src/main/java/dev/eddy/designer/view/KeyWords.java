package dev.eddy.designer.view;

import dev.eddy.designer.command.Command;
import dev.eddy.designer.command.Commands;
import dev.eddy.designer.command.KeyMap;
import dev.eddy.designer.control.EmptyState;
import dev.eddy.designer.state.AppState;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the keys that the user has into sentences that speak of them. Pure. */
record KeyWords(KeyMap keys) {
  private static final Pattern COMMAND = Pattern.compile("\\{([a-z]+\\.[a-z0-9-]+)}");

  static KeyWords of(AppState s) {
    return new KeyWords(KeyMap.of(s));
  }

  /** With {@code {run.pause}} replaced by the command's keys, or its title where it has none. */
  String in(String sentence) {
    Matcher m = COMMAND.matcher(sentence);
    return m.replaceAll(
        r -> {
          Command c = Commands.get(r.group(1));
          String shown = keys.shown(c);
          return Matcher.quoteReplacement(shown.isEmpty() ? c.title() : shown);
        });
  }

  /**
   * @param command what the button does, whose keys it shows
   */
  EmptyState.Words in(EmptyState.Words words, String command) {
    EmptyState.Words out = words.withReason(in(words.reason()));
    return words.action() == null ? out : out.withKeys(keys.shown(Commands.get(command)));
  }
}

package dev.eddy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.cli.Command.Operand;
import dev.eddy.cli.Command.Option;
import dev.eddy.cli.Shell.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every command, by what it says of itself. */
class EveryCommandLineTest {
  @TempDir Path folder;

  static Stream<Command> commands() {
    return Commands.all().stream().filter(c -> !c.words().isEmpty());
  }

  private Result run(List<String> words) {
    return new Shell(folder).run(words.toArray(String[]::new));
  }

  /** The command's words and its required operands, which name nothing that exists. */
  private static List<String> words(Command c) {
    List<String> out = new ArrayList<>(List.of(c.words().split(" ")));
    for (Operand o : c.operands()) {
      if (o.required()) {
        out.add("no-such-" + o.name().toLowerCase());
      }
    }
    return out;
  }

  /** With its required options too. */
  private static List<String> whole(Command c) {
    List<String> out = words(c);
    for (Option o : c.options()) {
      if (o.required()) {
        out.add(o.name());
        out.add(o.name().equals("--target") ? "http://127.0.0.1:9" : "end");
      }
    }
    return out;
  }

  private static void assertUsage(Result r, String cause) {
    assertThat(r.exit()).as(r.toString()).isEqualTo(2);
    assertThat(r.out()).isEmpty();
    assertThat(r.err().lines().findFirst().orElse("")).startsWith("error: ").contains(cause);
    assertThat(r.err()).contains("usage: eddy").doesNotContain("\tat ");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void eachOperandThatIsNeededIsAskedForByItsName(Command c) {
    List<String> given = new ArrayList<>(List.of(c.words().split(" ")));
    for (Operand o : c.operands()) {
      if (o.required()) {
        assertUsage(run(given), o.name() + " is missing");
        given.add("x");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void eachOptionThatIsNeededIsAskedForByItsName(Command c) {
    for (Option o : c.options()) {
      if (o.required()) {
        assertUsage(run(words(c)), o.usage() + " is missing");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void oneArgumentTooManyIsNamed(Command c) {
    List<String> words = new ArrayList<>(List.of(c.words().split(" ")));
    c.operands().forEach(o -> words.add("x"));
    words.add("surplus");
    assertUsage(run(words), "'surplus' is one argument too many");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void anOptionThatIsMistypedIsGuessed(Command c) {
    for (Option o : c.options()) {
      List<String> words = whole(c);
      words.add(o.name() + "x");
      assertUsage(run(words), "did you mean '" + o.name() + "'?");
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void anOptionWithoutItsValueAndAFlagWithOneAreRefused(Command c) {
    for (Option o : c.options()) {
      if (o.required()) {
        continue;
      }
      List<String> words = whole(c);
      words.add(o.value() == null ? o.name() + "=yes" : o.name());
      assertUsage(
          run(words),
          o.value() == null ? o.name() + " takes no value" : o.name() + " needs a value");
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void anOptionThatDoesNotRepeatIsTakenOnce(Command c) {
    for (Option o : c.options()) {
      if (o.required() || o.repeats()) {
        continue;
      }
      List<String> words = whole(c);
      words.addAll(
          o.value() == null ? List.of(o.name(), o.name()) : List.of(o.name(), "a", o.name(), "b"));
      assertUsage(run(words), o.name() + " is given twice");
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void optionsThatExcludeEachOtherAreNotTakenTogether(Command c) {
    for (Option o : c.options()) {
      if (!o.excludes().isEmpty()) {
        assertThat(c.option(o.excludes())).as(o.name()).isPresent();
        List<String> words = whole(c);
        words.addAll(List.of(o.name(), "a", o.excludes(), "b"));
        assertUsage(run(words), "exclude each other");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void whatNamesNothingThatExistsIsSaidInASentenceWithoutATrace(Command c) {
    if (c.operands().stream().noneMatch(Operand::required) || c.words().equals("bench")) {
      return;
    }
    Result r = run(whole(c));
    assertThat(r.exit()).as(r.toString()).isIn(1, 2, 3);
    assertThat(r.out() + r.err()).startsWith("error: ").doesNotContain("\tat ", "internal-error");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theHelpOfACommandNamesAllThatItTakesAndFitsATerminal(Command c) {
    List<String> words = new ArrayList<>(List.of("help"));
    Collections.addAll(words, c.words().split(" "));
    Result r = run(words);
    assertThat(r.exit()).isZero();
    assertThat(r.err()).isEmpty();
    for (Operand o : c.operands()) {
      assertThat(r.out()).contains(o.name()).contains(o.help());
    }
    for (Option o : c.options()) {
      assertThat(r.out()).contains(o.name());
    }
    assertThat(r.out().lines().filter(l -> !l.startsWith("usage:") && !l.startsWith(" ")))
        .allMatch(l -> l.length() <= 100);
    assertThat(c.summary()).matches("[a-z].*[^.]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-x", "--", "-", "\u0000", " ", "--=", "---", "--to=", "=", "ünï"})
  void oddWordsAreRefusedWithoutATrace(String word) {
    for (Command c : Commands.all()) {
      if (c.words().isEmpty() || c.words().equals("bench") || c.words().startsWith("cluster")) {
        continue;
      }
      List<String> words = new ArrayList<>(List.of(c.words().split(" ")));
      words.add(word);
      words.add(word);
      Result r = run(words);
      assertThat(r.err()).as(words.toString()).doesNotContain("\tat ", "Eddy failed");
      assertThat(r.exit()).as(words.toString()).isBetween(0, 3);
    }
  }

  @Test
  void withoutADisplayAWindowIsNotTriedAndTheWayOutIsSaid() {
    Result r = new Shell(folder).run("open", Example.folder().toString());
    assertThat(r.exit()).isEqualTo(3);
    assertThat(r.err()).contains("no display").contains("--xvfb open");
    Result none = new Shell(folder).run("open", folder.toString());
    assertThat(none.exit()).isEqualTo(1);
    assertThat(none.err()).contains("no Eddy project");
  }

  @Test
  void theBenchmarksAreForTheSourceTree() {
    Result r = new Shell(folder).run("bench", "engine");
    assertThat(r.exit()).isEqualTo(3);
    assertThat(r.err()).contains("./eddy bench engine");
  }

  @Test
  void helpOnHalfACommandExplainsAllThatBeginSo() {
    Result r = new Shell(folder).run("help", "cluster");
    assertThat(r.exit()).isZero();
    assertThat(r.out())
        .contains("usage: eddy cluster start")
        .contains("usage: eddy cluster status")
        .contains("usage: eddy cluster stop");
  }

  @Test
  void quietAndHelpAreTakenAnywhereBeforeTheTwoDashes() {
    assertThat(new Shell(folder).run("--quiet", "help", "run").exit()).isZero();
    assertThat(new Shell(folder).run("run", "x", "-h").out()).startsWith("usage: eddy run");
    Result r = new Shell(folder).run("check", "--", "--help");
    assertThat(r.exit()).isEqualTo(1);
    assertThat(r.out()).contains("--help");
  }
}

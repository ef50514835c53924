package dev.eddy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.cli.Shell.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class UsageTest {
  @TempDir Path folder;

  private Result run(String... args) {
    return new Shell(folder).run(args);
  }

  @Test
  void helpListsEveryCommandWithItsOptions() {
    Result help = run("help");
    assertThat(help.exit()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.out())
        .contains("eddy open PROJECT\n")
        .contains("eddy check PROJECT [--json]\n")
        .contains(
            "eddy run PROJECT [PIPELINE] [--out DIR] [--parallelism N] [--epoch-rows N]"
                + " [--restart STRATEGY] [--record DIR] [--state WHERE] [--clock CLOCK]"
                + " [--step-limit SECONDS]"
                + " [--from RECORDING] [--renamed NODE.NEW=OLD]... [--drop-state]"
                + " [--set NAME=VALUE]...\n")
        .contains("eddy resume RECORDING")
        .contains("eddy recordings [--prune] [--older DAYS] [--max-size BYTES] [--in DIR]\n")
        .contains("eddy replay RECORDING [--verify] [--to MOMENT] [--break WHERE]...")
        .contains("eddy inspect RECORDING --at MOMENT [--state NODE | --edge NODE]")
        .contains("eddy branch RECORDING [PROJECT] [PIPELINE] [--drop EVENT]...")
        .contains("eddy cluster start [--flink VERSION]\n")
        .contains("eddy cluster status")
        .contains("eddy cluster stop")
        .contains("eddy deploy PROJECT PIPELINE --target URL [--from SAVEPOINT]")
        .contains("eddy jobs --target URL")
        .contains("eddy job stop ID --target URL [--savepoint DIR]\n")
        .contains("eddy parity PROJECT PIPELINE --target URL [--out DIR]\n")
        .contains("Exit codes: 0 fine, 1 ");
    assertThat(run("--help")).isEqualTo(help);
  }

  static java.util.List<String> commands() {
    return Commands.names();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandExplainsItself(String words) {
    Result byHelp = run(("help " + words).split(" "));
    Result byOption = run((words + " --help").split(" "));
    assertThat(byHelp.exit()).isZero();
    assertThat(byHelp.out()).startsWith("usage: eddy " + words);
    assertThat(byOption).isEqualTo(byHelp);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          run                                | PROJECT is missing
          run a b c                          | 'c' is one argument too many
          run a --paralelism 2               | unknown option --paralelism; did you mean '--parallelism'?
          run a --parallelism                | --parallelism needs a value: --parallelism N
          run a --parallelism 0              | --parallelism takes a whole number from 1 to 128, not '0'
          run a --epoch-rows=many            | --epoch-rows takes a whole number from 1 to 1000000, not 'many'
          run a --out x --out y              | --out is given twice
          check a --json=yes                 | --json takes no value
          inspect a                          | --at MOMENT is missing
          inspect a --at x                   | 'x' is no moment such as 40169.2
          inspect a --at 1 --state b --edge c | --state and --edge exclude each other
          replay a                           | say what for: --verify, --break or --to
          jobs --target nowhere              | --target takes a URL such as http://127.0.0.1:8081, not 'nowhere'
          cluster start --flink 1.19         | not supported: Flink 1.19; there are: 1.20.3, 2.3.0
          jobs                               | --target URL is missing
          job                                | 'job' is followed by one of: stop
          cluster begin                      | 'cluster' is followed by one of: start, status, stop
          chekc a                            | there is no command 'chekc'; did you mean 'check'?
          help chekc                         | there is no command 'chekc'; did you mean 'check'?
          --nonsense                         | unknown option --nonsense
          """)
  void wrongUsageIsExitCodeTwoWithCauseAndUsage(String line, String cause) {
    Result r = run(line.split(" "));
    assertThat(r.exit()).isEqualTo(2);
    assertThat(r.out()).isEmpty();
    assertThat(r.err()).startsWith("error: " + cause + "\nusage: eddy").contains("More: eddy help");
  }

  @Test
  void whatFollowsTwoDashesIsNoOption() {
    Result r = run("check", "--", "--json");
    assertThat(r.exit()).isEqualTo(1);
    assertThat(r.out()).contains("--json");
  }

  @Test
  void theVersionIsPrinted() {
    assertThat(run("--version").out()).startsWith("eddy ");
  }
}

package dev.eddy.designer.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LatestTest {
  @Test
  void ofRequestsThatComeMeanwhileOnlyTheNewestIsMade() {
    Latest latest = new Latest();
    List<String> made = new ArrayList<>();
    CompletableFuture<String> first = new CompletableFuture<>();
    latest.submit(
        () -> {
          made.add("a");
          return first;
        });
    for (String s : List.of("b", "c", "d")) {
      latest.submit(
          () -> {
            made.add(s);
            return CompletableFuture.completedFuture(s);
          });
    }
    assertThat(made).containsExactly("a");
    first.complete("done");
    assertThat(made).containsExactly("a", "d");
    latest.submit(
        () -> {
          made.add("e");
          return CompletableFuture.failedFuture(new IllegalStateException("refused"));
        });
    latest.submit(
        () -> {
          made.add("f");
          return CompletableFuture.completedFuture("f");
        });
    assertThat(made).containsExactly("a", "d", "e", "f");
  }
}

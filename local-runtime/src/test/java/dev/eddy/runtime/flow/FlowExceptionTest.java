package dev.eddy.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailuresTest {
  static final class Hungry {
    static {
      fail();
    }

    private static void fail() {
      throw new OutOfMemoryError("Java heap space");
    }

    private Hungry() {}
  }

  private static Throwable made() {
    try {
      throw new IllegalStateException(new Hungry().toString());
    } catch (OutOfMemoryError | NoClassDefFoundError e) {
      return e;
    }
  }

  @Test
  void aClassThatCouldNotBeMadeReadyForWantOfMemoryIsWantOfMemory() {
    assertThat(made()).isInstanceOf(OutOfMemoryError.class);
    Throwable later = made();
    assertThat(later).isInstanceOf(NoClassDefFoundError.class);
    assertThat(Failures.isOutOfMemory(later)).isTrue();
    assertThat(Failures.isOutOfMemory(new NoClassDefFoundError("a/B"))).isFalse();
    assertThat(Failures.isOutOfMemory(new IllegalStateException())).isFalse();
  }
}

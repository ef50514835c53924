package dev.eddy.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlowExceptionTest {
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
    assertThat(FlowException.isOutOfMemory(later)).isTrue();
    assertThat(FlowException.isOutOfMemory(new NoClassDefFoundError("a/B"))).isFalse();
    assertThat(FlowException.isOutOfMemory(new IllegalStateException())).isFalse();
  }

  @Test
  void causesThatGoRoundComeToAnEnd() {
    Exception one = new Exception();
    one.initCause(new Exception(one));
    assertThat(FlowException.isOutOfMemory(one)).isFalse();
  }
}

package dev.eddy.designer.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TypedTextTest {
  private final TypedText typed = new TypedText("a");

  @Test
  void anEchoOfWhatWasTypedIsNotTakenOver() {
    typed.typed("ab");
    typed.typed("abc");
    assertThat(typed.shown("ab")).isFalse();
    assertThat(typed.shown("abc")).isFalse();
  }

  @Test
  void textsSkippedOnTheWayAreForgotten() {
    typed.typed("ab");
    typed.typed("abc");
    assertThat(typed.shown("abc")).isFalse();
    assertThat(typed.shown("ab")).as("an undo to an older text").isTrue();
  }

  @Test
  void theOldTextShownOnceMoreDoesNotUndoTyping() {
    typed.typed("ab");
    assertThat(typed.shown("a")).as("another part of the state changed meanwhile").isFalse();
    assertThat(typed.shown("ab")).isFalse();
  }

  @Test
  void anUndoIsTakenOver() {
    typed.typed("ab");
    assertThat(typed.shown("ab")).isFalse();
    assertThat(typed.shown("a")).isTrue();
  }

  @Test
  void aChangeFromElsewhereIsTakenOver() {
    assertThat(typed.shown("z")).isTrue();
    assertThat(typed.shown("z")).isFalse();
  }
}

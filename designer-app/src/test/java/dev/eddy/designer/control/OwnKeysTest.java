package dev.eddy.designer.control;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.Group;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;

class OwnKeysTest {
  private final Group cell = new Group();
  private final Group table = new Group(cell);
  private final Group window = new Group(table, new Group());

  private static KeyEvent press(KeyCode code, boolean alt) {
    return new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, alt, false);
  }

  @Test
  void aControlKeepsItsKeysForItselfAndItsPartsOnly() {
    OwnKeys.set(table, e -> e.getCode() == KeyCode.ENTER && e.isAltDown());
    KeyEvent why = press(KeyCode.ENTER, true);
    assertThat(OwnKeys.takes(table, why)).isTrue();
    assertThat(OwnKeys.takes(cell, why)).isTrue();
    assertThat(OwnKeys.takes(window, why)).isFalse();
    assertThat(OwnKeys.takes(null, why)).isFalse();
    assertThat(OwnKeys.takes(cell, press(KeyCode.ENTER, false))).isFalse();
  }
}

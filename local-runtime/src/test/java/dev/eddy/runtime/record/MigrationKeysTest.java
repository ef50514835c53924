package dev.eddy.runtime.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import org.junit.jupiter.api.Test;

class MigrationKeysTest {
  private static Schema key(DataType type) {
    return Schema.of(new Field("k", type));
  }

  @Test
  void aKeyMayBecomeAWiderIntegerAndNoNarrowerOne() {
    assertThat(Migration.sameBytes(key(DataType.INT), key(DataType.INT))).isTrue();
    assertThat(Migration.sameBytes(key(DataType.INT), key(DataType.BIGINT))).isTrue();
    assertThat(Migration.sameBytes(key(DataType.BIGINT), key(DataType.INT))).isFalse();
    assertThat(Migration.sameBytes(key(DataType.BIGINT), key(DataType.VARCHAR))).isFalse();
    assertThat(Migration.sameBytes(key(DataType.INT), null)).isFalse();
    assertThat(Migration.sameBytes(null, null)).isTrue();
  }
}

package dev.eddy.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.row.KeyGroups;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class StateKeyTest {
  private static final Schema SCHEMA =
      Schema.of(new Field("a", DataType.BIGINT), new Field("b", DataType.VARCHAR));
  private static final int[] COLUMNS = {2, 0};

  private static final List<Schema> OF_ONE_NUMBER =
      List.of(
          Schema.of(new Field("a", DataType.BIGINT)),
          Schema.of(new Field("a", DataType.DOUBLE)),
          Schema.of(new Field("a", DataType.BOOLEAN)));

  @Property(tries = 200)
  void aKeyOfOneNumberHasTheBytesTheGroupAndTheHashOfAnyKey(@ForAll long seed) {
    Random random = new Random(seed);
    Row row = new Row(1);
    StateKey key = new StateKey();
    StateKey again = new StateKey();
    for (Schema schema : OF_ONE_NUMBER) {
      KeyCodec codec = new KeyCodec(schema);
      for (int i = 0; i < 10; i++) {
        row.setLong(0, random.nextInt(4) == 0 ? random.nextInt(3) - 1 : random.nextLong());
        int groups = 1 + random.nextInt(1000);
        byte[] canonical = codec.encode(row);
        key.set(codec, row, new int[] {0}, groups);
        assertThat(key.toBytes())
            .isEqualTo(Keys.full(KeyGroups.groupOf(canonical, groups), canonical));
        again.set(key.toBytes());
        assertThat(key.hash()).isEqualTo(again.hash());
        assertThat(key.group()).isEqualTo(again.group());
      }
    }
  }

  @Property(tries = 200)
  void aKeyOfSomeNumbersIsTheSameWhateverTheHolderHeldBefore(@ForAll long seed) {
    Random random = new Random(seed);
    KeyCodec codec =
        new KeyCodec(
            Schema.of(new Field("a", DataType.BIGINT), new Field("b", DataType.TIMESTAMP)));
    int[] columns = {2, 0};
    StateKey kept = new StateKey();
    Row row = new Row(3);
    for (int i = 0; i < 50; i++) {
      for (int c : columns) {
        row.setLong(c, random.nextInt(2));
        if (random.nextInt(6) == 0) {
          row.setNull(c);
        }
      }
      int groups = 1 + random.nextInt(2) * 127;
      StateKey fresh = new StateKey();
      fresh.set(codec, row, columns, groups);
      kept.set(codec, row, columns, groups);
      assertThat(kept.toBytes()).isEqualTo(fresh.toBytes());
      assertThat(kept.hash()).isEqualTo(fresh.hash());
      assertThat(kept.group()).isEqualTo(fresh.group());
      if (random.nextInt(5) == 0) {
        kept.set(new byte[] {0, 7, 1, 0, 0, 0, 0, 0, 0, 0, 0});
      }
    }
  }

  @Property(tries = 20)
  void aHolderThatRemembersKeysGivesThoseOfAFreshOneWhetherTheyComeAgainOrNot(@ForAll long seed) {
    Random random = new Random(seed);
    int width = 1 + random.nextInt(3);
    List<Field> fields = new ArrayList<>();
    for (int c = 0; c < width; c++) {
      fields.add(new Field("c" + c, random.nextBoolean() ? DataType.BIGINT : DataType.DOUBLE));
    }
    KeyCodec codec = new KeyCodec(new Schema(fields));
    int[] columns = {2, 0, 1};
    columns = java.util.Arrays.copyOf(columns, width);
    StateKey kept = new StateKey();
    StateKey fresh = new StateKey();
    Row row = new Row(3);
    for (int part = 0; part < 6; part++) {
      int different = random.nextBoolean() ? 300 : 1_000_000;
      for (int i = 0; i < 20_000; i++) {
        for (int c : columns) {
          row.setLong(c, random.nextInt(different));
        }
        kept.set(codec, row, columns, 128);
        if (i % 16 == 0) {
          byte[] canonical = codec.encode(row, columns);
          fresh.set(Keys.full(KeyGroups.groupOf(canonical, 128), canonical));
          assertThat(kept.toBytes()).isEqualTo(fresh.toBytes());
          assertThat(kept.hash()).isEqualTo(fresh.hash());
          assertThat(kept.group()).isEqualTo(fresh.group());
        }
      }
    }
  }

  private static Row row(Random random) {
    Row row = new Row(3);
    if (random.nextInt(4) > 0) {
      row.setString(0, random.nextBoolean() ? "" : "k\0é" + random.nextInt(50));
    }
    if (random.nextInt(4) > 0) {
      row.setLong(2, random.nextInt(3) - 1);
    }
    return row;
  }

  @Property(tries = 200)
  void aHolderThatIsUsedAgainGivesTheBytesAndTheGroupOfEachKey(@ForAll long seed) {
    Random random = new Random(seed);
    KeyCodec codec = new KeyCodec(SCHEMA);
    StateKey key = new StateKey();
    KeyBatch batch = new KeyBatch();
    List<byte[]> expected = new ArrayList<>();
    Row decoded = new Row(2);
    for (int i = 0; i < 50; i++) {
      Row row = row(random);
      byte[] canonical = codec.encode(row, COLUMNS);
      int group = KeyGroups.groupOf(canonical, 300);
      key.set(codec, row, COLUMNS, 300);
      assertThat(key.toBytes()).isEqualTo(Keys.full(group, canonical));
      assertThat(key.group()).isEqualTo(group);
      key.decode(codec, decoded);
      assertThat(decoded).isEqualTo(codec.decode(canonical));
      batch.add(key);
      expected.add(key.toBytes());
    }
    for (int i = 0; i < expected.size(); i++) {
      batch.get(i, key);
      assertThat(key.toBytes()).isEqualTo(expected.get(i));
      long hash = key.hash();
      int group = key.group();
      key.set(expected.get(i));
      assertThat(key.hash()).isEqualTo(hash);
      assertThat(key.group()).isEqualTo(group);
    }
  }
}

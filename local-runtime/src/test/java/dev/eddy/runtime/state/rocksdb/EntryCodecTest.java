package dev.eddy.runtime.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.row.Row;
import dev.eddy.model.row.RowKind;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.runtime.state.SampleRows;
import dev.eddy.runtime.state.Stored;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class EntryCodecTest {
  private static void check(Schema schema, Row row, long sequence, int step) {
    EntryCodec codec = new EntryCodec(schema);
    byte[] bytes = codec.encode(row, sequence, step);
    byte[] moved = new byte[7 + codec.length()];
    System.arraycopy(bytes, 0, moved, 7, codec.length());
    Stored expected = new Stored(row.copy(), sequence, step);
    assertThat(codec.decode(moved, 7)).isEqualTo(expected);
    assertThat(EntryCodec.sequence(moved, 7)).isEqualTo(sequence);
  }

  @Property(tries = 200)
  void anEntryIsWhatItWas(
      @ForAll @LongRange(min = 0, max = 999_999) long seed,
      @ForAll @IntRange(min = 1, max = 130) int columns) {
    Random random = new Random(seed);
    Schema schema = SampleRows.wide(columns);
    check(schema, SampleRows.row(schema, random), random.nextLong(), random.nextInt());
  }

  @Example
  void soIsAnyText() {
    Schema schema = Schema.of(new Field("a", DataType.VARCHAR), new Field("b", DataType.VARCHAR));
    List<String> texts =
        List.of(
            "", "?", "plain", "Größe", "日本語", "\uD83D\uDE00", "\uD800", "a\uDC00?", "\u0000\u007f");
    for (String a : texts) {
      for (String b : texts) {
        Row row = new Row(2).setKind(RowKind.UPDATE_AFTER);
        row.setString(0, a);
        row.setString(1, b);
        check(schema, row, 7, 1);
      }
    }
  }

  @Example
  void equalRowsHaveEqualBytes() {
    // Incremental checkpoints compare them.
    Schema schema = Schema.of(new Field("a", DataType.VARCHAR), new Field("b", DataType.BIGINT));
    EntryCodec codec = new EntryCodec(schema);
    Row row = new Row(2);
    row.setString(0, "longer than the next");
    row.setLong(1, 5);
    codec.encode(row, 1, 0);
    row.setString(0, "x");
    row.setNull(1);
    byte[] one = Arrays.copyOf(codec.encode(row, 1, 0), codec.length());
    Row other = new Row(2);
    other.setString(0, "x");
    byte[] two = Arrays.copyOf(codec.encode(other, 1, 0), codec.length());
    assertThat(one).isEqualTo(two);
  }
}

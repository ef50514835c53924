package dev.eddy.model.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.type.TypeRoot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CodecTest {
  private static final Schema SCHEMA =
      Schema.of(
          new Field("b", DataType.BOOLEAN),
          new Field("l", DataType.BIGINT),
          new Field("d", DataType.DOUBLE),
          new Field("f", DataType.FLOAT),
          new Field("n", DataType.decimal(38, 2)),
          new Field("s", DataType.VARCHAR),
          new Field("ts", DataType.TIMESTAMP));
  private static final int[] COLUMNS = IntStream.range(0, SCHEMA.size()).toArray();

  /** Values that are near each other, so that order and equality are put to the test. */
  private static final class Values {
    private final Random random;

    Values(long seed) {
      random = new Random(seed);
    }

    Row row(Schema schema) {
      Row row = new Row(schema.size());
      for (int c = 0; c < schema.size(); c++) {
        if (random.nextInt(6) > 0) {
          set(row, c, schema.type(c).root());
        }
      }
      return row;
    }

    private void set(Row row, int c, TypeRoot root) {
      switch (root) {
        case BOOLEAN -> row.setBoolean(c, random.nextBoolean());
        case DOUBLE ->
            row.setDouble(
                c,
                pick(
                    0.0,
                    -0.0,
                    1.5,
                    -1.5,
                    Double.NaN,
                    Double.POSITIVE_INFINITY,
                    Double.NEGATIVE_INFINITY,
                    Double.MIN_VALUE,
                    random.nextGaussian()));
        case FLOAT -> row.setDouble(c, pick(0.1f, -0.1f, Float.MAX_VALUE, 0f));
        case DECIMAL ->
            row.setObject(
                c,
                new BigDecimal(
                    pick(
                        BigInteger.ZERO,
                        BigInteger.ONE.negate(),
                        BigInteger.TEN.pow(38).subtract(BigInteger.ONE),
                        BigInteger.TEN.pow(38).negate().add(BigInteger.ONE),
                        BigInteger.valueOf(random.nextInt(600) - 300)),
                    2));
        case VARCHAR ->
            row.setString(
                c, pick("", "a", "ab", "a\0", "a\0b", "b", "\0", "é", "\uffff", "😀", "a\u0001"));
        default ->
            row.setLong(c, pick(Long.MIN_VALUE, Long.MAX_VALUE, 0L, -1L, random.nextInt(5) - 2L));
      }
    }

    @SafeVarargs
    private <T> T pick(T... from) {
      return from[random.nextInt(from.length)];
    }
  }

  private static int compare(Row a, Row b, Schema schema) {
    for (int c = 0; c < schema.size(); c++) {
      int order =
          a.isNull(c) || b.isNull(c)
              ? Boolean.compare(!a.isNull(c), !b.isNull(c))
              : switch (schema.type(c).root()) {
                case FLOAT, DOUBLE ->
                    Double.compare(
                        a.getDouble(c) == 0 ? 0 : a.getDouble(c),
                        b.getDouble(c) == 0 ? 0 : b.getDouble(c));
                case DECIMAL -> a.getDecimal(c).compareTo(b.getDecimal(c));
                case VARCHAR ->
                    Arrays.compareUnsigned(
                        a.getString(c).getBytes(StandardCharsets.UTF_8),
                        b.getString(c).getBytes(StandardCharsets.UTF_8));
                default -> Long.compare(a.getLong(c), b.getLong(c));
              };
      if (order != 0) {
        return Integer.signum(order);
      }
    }
    return 0;
  }

  @Property(tries = 1_000)
  void theOrderOfKeyBytesIsTheOrderOfTheValues(@ForAll long seed) {
    Values values = new Values(seed);
    KeyCodec codec = new KeyCodec(SCHEMA);
    Row a = values.row(SCHEMA);
    Row b = values.row(SCHEMA);
    int common = values.random.nextInt(SCHEMA.size() + 1);
    for (int c = 0; c < common; c++) {
      b.setFrom(c, a, c);
    }
    assertThat(
            Integer.signum(
                Arrays.compareUnsigned(codec.encode(a, COLUMNS), codec.encode(b, COLUMNS))))
        .isEqualTo(compare(a, b, SCHEMA));
  }

  @Property
  void aKeyIsDecodedToAnEqualKey(@ForAll long seed) {
    KeyCodec codec = new KeyCodec(SCHEMA);
    Row a = new Values(seed).row(SCHEMA);
    byte[] bytes = codec.encode(a);
    Row again = codec.decode(bytes);
    assertThat(compare(a, again, SCHEMA)).isZero();
    assertThat(codec.encode(again)).isEqualTo(bytes);
  }

  @Test
  void theBytesOfKeysAreAStoredFormat() {
    KeyCodec codec = new KeyCodec(SCHEMA);
    Row key = new Row(SCHEMA.size());
    key.setBoolean(0, true);
    key.setLong(1, -2);
    key.setDouble(2, -1.5);
    key.setObject(4, new BigDecimal("-1.00"));
    key.setString(5, "a\0é");
    assertThat(java.util.HexFormat.of().formatHex(codec.encode(key)))
        .isEqualTo(
            "018000000000000001"
                + "017ffffffffffffffe"
                + "014007ffffffffffff"
                + "00"
                + "017fffffffffffffffffffffffffffffff9c"
                + "016100ffc3a90000"
                + "00");
  }

  @Test
  void bothZerosAndAllNansAreOneKey() {
    KeyCodec codec = new KeyCodec(Schema.of(new Field("d", DataType.DOUBLE)));
    Row a = new Row(1);
    Row b = new Row(1);
    a.setDouble(0, 0.0);
    b.setDouble(0, -0.0);
    assertThat(codec.encode(a)).isEqualTo(codec.encode(b));
    a.setDouble(0, Double.NaN);
    b.setLong(0, 0x7ff8_0000_0000_0001L);
    assertThat(codec.encode(a)).isEqualTo(codec.encode(b));
  }

  @Property(tries = 1_000)
  void damagedKeysAreRefusedOrAreOtherKeys(
      @ForAll long seed, @ForAll @Size(max = 4) List<Byte> damage) {
    KeyCodec codec = new KeyCodec(SCHEMA);
    byte[] bytes = damaged(codec.encode(new Values(seed).row(SCHEMA)), damage, seed);
    Row read;
    try {
      read = codec.decode(bytes);
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageContaining("key");
      return;
    }
    assertThat(read.columns()).isEqualTo(SCHEMA.size());
  }

  private static byte[] damaged(byte[] bytes, List<Byte> damage, long seed) {
    Random random = new Random(seed);
    byte[] out =
        random.nextInt(3) == 0
            ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 3))
            : bytes.clone();
    for (byte b : damage) {
      if (out.length > 0) {
        out[random.nextInt(out.length)] = b;
      }
    }
    return out;
  }

  private static byte[] written(Row row, Schema schema) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ValueCodec(schema).write(row, new DataOutputStream(out));
    return out.toByteArray();
  }

  private static Row read(byte[] bytes, Schema schema) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    Row row = new ValueCodec(schema).read(in);
    assertThat(in.read()).isEqualTo(-1);
    return row;
  }

  @Property
  void aRowIsReadAsItWasWritten(@ForAll long seed, @ForAll RowKind kind) throws IOException {
    Row row = new Values(seed).row(SCHEMA).setKind(kind);
    assertThat(read(written(row, SCHEMA), SCHEMA)).isEqualTo(row);
  }

  @Property
  void wideRowsAreReadAsTheyWereWritten(@ForAll("schemas") Schema schema, @ForAll long seed)
      throws IOException {
    Row row = new Values(seed).row(schema);
    assertThat(read(written(row, schema), schema)).isEqualTo(row);
  }

  @Provide
  Arbitrary<Schema> schemas() {
    return Arbitraries.of(SCHEMA.fields())
        .list()
        .ofMaxSize(140)
        .map(
            fields -> {
              List<Field> distinct = new ArrayList<>();
              fields.forEach(f -> distinct.add(new Field("c" + distinct.size(), f.type())));
              return new Schema(distinct);
            });
  }

  @Property(tries = 1_000)
  void damagedRowsAreRefusedByIoExceptionsOnly(
      @ForAll long seed, @ForAll("damages") List<Byte> damage) throws IOException {
    byte[] bytes = damaged(written(new Values(seed).row(SCHEMA), SCHEMA), damage, seed);
    Row read;
    try {
      read = new ValueCodec(SCHEMA).read(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException refused) {
      return;
    }
    assertThat(read.columns()).isEqualTo(SCHEMA.size());
  }

  @Provide
  Arbitrary<List<Byte>> damages() {
    return Combinators.combine(
            Arbitraries.bytes().list().ofMaxSize(4), Arbitraries.of((byte) -1, (byte) 0x7f))
        .as(
            (list, extreme) -> {
              List<Byte> all = new ArrayList<>(list);
              all.add(extreme);
              return all;
            });
  }

  @Test
  void aLengthThatIsDamagedCostsNoMemory() {
    Schema text = Schema.of(new Field("s", DataType.VARCHAR));
    // Kind +I, no null, a length of 2^26 - 1 and nothing behind it.
    byte[] bytes = {0, 0, (byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0x3f};
    assertThatThrownBy(() -> read(bytes, text)).isInstanceOf(IOException.class);
  }

  @Test
  void theBytesOfRowsAreAStoredFormat() throws IOException {
    Row row = new Row(SCHEMA.size()).setKind(RowKind.UPDATE_AFTER);
    row.setLong(1, -65);
    row.setString(5, "é");
    assertThat(java.util.HexFormat.of().formatHex(written(row, SCHEMA)))
        .isEqualTo("02" + "5d" + "8101" + "04c3a9");
  }

  @Property
  void everyNumberSurvivesItsVarint(@ForAll long value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ValueCodec.writeVarLong(new DataOutputStream(out), value);
    assertThat(
            ValueCodec.readVarLong(
                new DataInputStream(new ByteArrayInputStream(out.toByteArray()))))
        .isEqualTo(value);
  }
}

package dev.eddy.runtime.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.row.Row;
import dev.eddy.model.row.ValueCodec;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class BytesTest {
  private static final ValueCodec CODEC =
      new ValueCodec(Schema.of(new Field("n", DataType.BIGINT), new Field("s", DataType.VARCHAR)));

  @Property(tries = 500)
  void rowsHaveTheBytesThatAPlainStreamHas(@ForAll long n, @ForAll String s) throws IOException {
    Row row = new Row(2);
    row.setLong(0, n);
    row.setString(1, s);
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    CODEC.write(row, new DataOutputStream(plain));
    Bytes bytes = new Bytes();
    CODEC.write(row, bytes);
    assertThat(bytes.toArray()).isEqualTo(plain.toByteArray());
    assertThat(CODEC.read(new Bytes.Reader(bytes.toArray()).data())).isEqualTo(row);
  }
}

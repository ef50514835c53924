package dev.eddy.runtime.state.rocksdb;

import dev.eddy.model.row.Row;
import dev.eddy.model.row.ValueCodec;
import dev.eddy.model.type.Schema;
import dev.eddy.runtime.state.Stored;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Bytes of an entry: the moment of its last writer, then the value. Used by one thread. */
final class EntryCodec {
  private final ValueCodec values;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
  private final DataOutputStream out = new DataOutputStream(bytes);

  EntryCodec(Schema value) {
    this.values = new ValueCodec(value);
  }

  byte[] encode(Row value, long sequence, int step) {
    bytes.reset();
    try {
      ValueCodec.writeVarLong(out, sequence);
      ValueCodec.writeVarLong(out, step);
      values.write(value, out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  Stored decode(byte[] entry) {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(entry));
    try {
      long sequence = ValueCodec.readVarLong(in);
      int step = (int) ValueCodec.readVarLong(in);
      return new Stored(values.read(in), sequence, step);
    } catch (IOException e) {
      throw new UncheckedIOException("the state on disk is damaged", e);
    }
  }
}

package dev.eddy.flink.source;

import dev.eddy.operator.SplitPosition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Splits as Flink's checkpoints hold them. */
final class SplitCodec implements SimpleVersionedSerializer<PlannedSplit> {
  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(PlannedSplit split) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    write(split, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  @Override
  public PlannedSplit deserialize(int version, byte[] bytes) throws IOException {
    check(version);
    return read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  private static void check(int version) throws IOException {
    if (version != VERSION) {
      throw new IOException("positions of a newer Eddy (version " + version + ")");
    }
  }

  private static void write(PlannedSplit split, DataOutputStream out) throws IOException {
    out.writeUTF(split.id());
    out.writeInt(split.ordinal());
    out.writeInt(split.count());
    out.writeLong(split.position().offset());
    out.writeLong(split.position().rows());
    out.writeLong(split.position().skipped());
    out.writeLong(split.watermark());
  }

  private static PlannedSplit read(DataInputStream in) throws IOException {
    return new PlannedSplit(
        in.readUTF(),
        in.readInt(),
        in.readInt(),
        new SplitPosition(in.readLong(), in.readLong(), in.readLong()),
        in.readLong());
  }

  /** The splits that no reader has yet. */
  static final class OfLists implements SimpleVersionedSerializer<List<PlannedSplit>> {
    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(List<PlannedSplit> splits) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeInt(splits.size());
      for (PlannedSplit split : splits) {
        write(split, out);
      }
      return bytes.toByteArray();
    }

    @Override
    public List<PlannedSplit> deserialize(int version, byte[] bytes) throws IOException {
      check(version);
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
      List<PlannedSplit> out = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        out.add(read(in));
      }
      return out;
    }
  }
}

package dev.eddy.runtime.flow;

import dev.eddy.model.disk.Disk;
import dev.eddy.model.row.Row;
import dev.eddy.model.row.ValueCodec;
import dev.eddy.model.type.Schema;
import dev.eddy.runtime.state.StateKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one channel that are on disk, in segments: all are written, then all are read, in one
 * order. Used by the thread that has the channel.
 */
final class Overflow {
  /** Takes a row that is read back. */
  interface Taker {
    void take(Row row, long sequence, @Nullable Place place, @Nullable StateKey key);
  }

  private static final int TEXT_OVERHEAD = 56;

  /** Of a segment, about: so much is in memory when it is written, and when it is read. */
  private static final int SEGMENT_BYTES = 1 << 20;

  /** Bytes that are written without a copy. */
  private static final class Segment extends ByteArrayOutputStream {
    void writeTo(Disk.Out out) throws IOException {
      out.write(buf, 0, count);
    }
  }

  private final SpillSpace space;
  private final Path file;
  private final ValueCodec codec;
  private final int[] texts;
  private final int rowBytes;
  private final Segment bytes = new Segment();
  private final StateKey key = new StateKey();
  private Disk.@Nullable Out out;
  private Disk.@Nullable In in;
  private int segments;
  private int read;
  private int rows;

  Overflow(SpillSpace space, String name, Schema schema) {
    this.space = space;
    this.file = space.folder().resolve(name);
    this.codec = new ValueCodec(schema);
    this.texts =
        java.util.stream.IntStream.range(0, schema.size())
            .filter(c -> schema.type(c).root().isReference())
            .toArray();
    // Words, references, sequence, place, key.
    this.rowBytes = schema.size() * 12 + 64;
  }

  /** What a row takes of the heap, about. */
  long sizeOf(Row row) {
    long n = rowBytes;
    for (int c : texts) {
      Object o = row.isNull(c) ? null : row.getObject(c);
      n += o instanceof String s ? TEXT_OVERHEAD + s.length() : o == null ? 0 : TEXT_OVERHEAD;
    }
    return n;
  }

  /** Rows that have not been read back. */
  int rows() {
    return rows;
  }

  boolean isEmpty() {
    return segments == 0;
  }

  /** A row of the segment that is being written; one that is full is ended. */
  void add(Row row, long sequence, @Nullable Place place, @Nullable StateKey rowKey) {
    DataOutputStream data = new DataOutputStream(bytes);
    try {
      data.writeLong(sequence);
      data.writeByte((place == null ? 0 : 1) | (rowKey == null ? 0 : 2));
      if (place != null) {
        write(place, data);
      }
      if (rowKey != null) {
        data.writeInt(rowKey.length());
        data.write(rowKey.array(), 0, rowKey.length());
      }
      codec.write(row, data);
    } catch (IOException e) {
      throw new IllegalStateException("memory takes every row", e);
    }
    rows++;
    if (bytes.size() >= SEGMENT_BYTES) {
      flush();
    }
  }

  private static void write(Place p, DataOutputStream data) throws IOException {
    data.writeInt(p.rank());
    data.writeLong(p.time());
    data.writeInt(p.key().length);
    data.write(p.key());
    data.writeUTF(p.name());
    data.writeInt(p.again());
    data.writeInt(p.path().length);
    for (int i : p.path()) {
      data.writeInt(i);
    }
  }

  private static Place readPlace(DataInputStream data) throws IOException {
    int rank = data.readInt();
    long time = data.readLong();
    byte[] k = data.readNBytes(data.readInt());
    String name = data.readUTF();
    int again = data.readInt();
    int[] path = new int[data.readInt()];
    for (int i = 0; i < path.length; i++) {
      path[i] = data.readInt();
    }
    return new Place(rank, time, k, name, again, path);
  }

  /** Ends the segment: its rows are on disk. */
  void flush() {
    if (bytes.size() == 0) {
      return;
    }
    try {
      Disk.Out to = out;
      if (to == null) {
        space.disk().createFolders(space.folder());
        to = space.disk().create(file);
        out = to;
      }
      int n = bytes.size();
      byte[] length = {(byte) (n >>> 24), (byte) (n >>> 16), (byte) (n >>> 8), (byte) n};
      to.write(length, 0, length.length);
      bytes.writeTo(to);
      bytes.reset();
      segments++;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Gives the rows of the next segment; false where there is none. */
  boolean next(Taker taker) {
    if (read == segments) {
      return false;
    }
    try {
      Disk.Out written = out;
      if (written != null) {
        written.close();
        out = null;
      }
      Disk.In from = in;
      if (from == null) {
        from = space.disk().read(file);
        in = from;
      }
      byte[] length = exactly(from, 4);
      int n =
          (length[0] & 0xff) << 24
              | (length[1] & 0xff) << 16
              | (length[2] & 0xff) << 8
              | length[3] & 0xff;
      DataInputStream data = new DataInputStream(new ByteArrayInputStream(exactly(from, n)));
      while (data.available() > 0) {
        take(data, taker);
      }
      read++;
      return true;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void take(DataInputStream data, Taker taker) throws IOException {
    long sequence = data.readLong();
    int flags = data.readByte();
    Place place = (flags & 1) == 0 ? null : readPlace(data);
    StateKey k = null;
    if ((flags & 2) != 0) {
      key.set(data.readNBytes(data.readInt()));
      k = key;
    }
    rows--;
    taker.take(codec.read(data), sequence, place, k);
  }

  private static byte[] exactly(Disk.In from, int n) throws IOException {
    byte[] b = new byte[n];
    int at = 0;
    while (at < n) {
      int more = from.read(b, at, n - at);
      if (more < 0) {
        throw new EOFException("it is cut off");
      }
      at += more;
    }
    return b;
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException(
        "rows that wait at an exchange cannot be kept in " + file + ": " + e.getMessage(), e);
  }

  /** Forgets everything. */
  void clear() {
    if (segments == 0 && out == null) {
      bytes.reset();
      rows = 0;
      return;
    }
    Disk.Out o = out;
    Disk.In i = in;
    out = null;
    in = null;
    bytes.reset();
    segments = 0;
    read = 0;
    rows = 0;
    new Closing().then(() -> close(o)).then(() -> close(i)).then(this::delete).end();
  }

  private void close(@Nullable Closeable open) {
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void delete() {
    try {
      space.disk().delete(file);
    } catch (IOException e) {
      throw failed(e);
    }
  }
}

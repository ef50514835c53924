package dev.eddy.runtime.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Digests of all nodes, by rank, after a stretch of events.
 *
 * @param first sequence of the first event
 * @param end sequence after the last event
 */
public record DigestBlock(long first, long end, List<NodeDigest> nodes) {
  void write(Bytes out) {
    out.putLong(first);
    out.putLong(end);
    out.putLong(nodes.size());
    for (NodeDigest n : nodes) {
      out.putLong(n.rowsIn());
      out.putLong(n.watermark());
      out.putLong(n.count());
      out.writeLong(n.first());
      out.writeLong(n.second());
      // As no count is below zero, those of four bytes that were written before are told apart.
      out.putLong(-1 - n.hashes().length);
      out.writeShorts(n.hashes());
    }
  }

  /**
   * @param hashed whether with the hashes of the rows, which are most of it
   */
  static DigestBlock read(Bytes.Reader in, boolean hashed) throws IOException {
    long first = in.getLong();
    long end = in.getLong();
    int n = in.getCount(20);
    List<NodeDigest> nodes = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      long rowsIn = in.getLong();
      long watermark = in.getLong();
      long count = in.getLong();
      long sum = in.getFixedLong();
      long second = in.getFixedLong();
      long written = in.getLong();
      int width = written < 0 ? Short.BYTES : Integer.BYTES;
      int rows = in.count(written < 0 ? -1 - written : written, width);
      if (!hashed) {
        in.skipBytes(width * rows);
      }
      short[] hashes = new short[hashed ? rows : 0];
      for (int h = 0; h < hashes.length; h++) {
        hashes[h] = width == Short.BYTES ? in.readShort() : (short) in.getInt();
      }
      nodes.add(new NodeDigest(rowsIn, watermark, count, sum, second, hashes));
    }
    return new DigestBlock(first, end, nodes);
  }
}

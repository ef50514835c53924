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
      out.putLong(n.hashes().length);
      out.writeInts(n.hashes());
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
      int rows = in.getCount(4);
      if (!hashed) {
        in.skipBytes(4 * rows);
      }
      int[] hashes = new int[hashed ? rows : 0];
      for (int h = 0; h < hashes.length; h++) {
        hashes[h] = in.getInt();
      }
      nodes.add(new NodeDigest(rowsIn, watermark, count, sum, second, hashes));
    }
    return new DigestBlock(first, end, nodes);
  }
}

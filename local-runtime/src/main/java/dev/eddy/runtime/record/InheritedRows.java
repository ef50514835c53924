package dev.eddy.runtime.record;

import dev.eddy.model.disk.Disk;
import dev.eddy.operator.SplitPosition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What another recording kept of one split that cannot be read again, from a position on: rows that
 * it was given and that are not in the state yet, and where the source stood behind the last one.
 *
 * @param at the position in that recording
 * @param blocks as they stand in its files, the last before the position the first; never empty
 *     where rows were given
 */
public record InheritedRows(SplitPosition at, List<byte[]> blocks) {
  public InheritedRows {
    blocks = List.copyOf(blocks);
  }

  /**
   * Reads them.
   *
   * @param recording the folder of the other recording
   * @param split number of the split there
   * @param at the position of a checkpoint there
   * @throws IOException with a message for the user, where it is not known how the source stood
   */
  public static InheritedRows read(Disk disk, Path recording, int split, SplitPosition at)
      throws IOException {
    Path folder = recording.resolve(KeptRows.FOLDER);
    long last = KeptRows.last(disk, folder, split);
    // The block before the position stands in its segment, or, after a crash, in an earlier one.
    long first = at.offset() == KeptRows.NOT_KEPT ? last : Math.min(at.offset(), last);
    Collecting found = new Collecting(at.rows());
    while (first > 0) {
      found = new Collecting(at.rows());
      collect(disk, folder, split, first, found);
      if (found.isSomething()) {
        break;
      }
      first--;
    }
    for (long s = first + 1; s <= last; s++) {
      collect(disk, folder, split, s, found);
    }
    return new InheritedRows(at, found.blocks());
  }

  private static void collect(Disk disk, Path folder, int split, long segment, Collecting into)
      throws IOException {
    Path file = KeptRows.file(folder, split, segment);
    if (disk.size(file) >= 0) {
      BlockFile.read(disk, file, KeptRows.MAGIC, KeptRows.VERSION, into);
    }
  }

  /**
   * Writes them into a new recording.
   *
   * @param split number of the split there
   * @return where the new run goes on
   */
  SplitPosition write(Disk disk, Path recording, int split) throws IOException {
    if (blocks.isEmpty()) {
      return SplitPosition.START;
    }
    Path folder = recording.resolve(KeptRows.FOLDER);
    disk.createFolders(folder);
    try (BlockFile out =
        BlockFile.create(disk, KeptRows.file(folder, split, 1), KeptRows.MAGIC, KeptRows.VERSION)) {
      Bytes bytes = new Bytes();
      for (byte[] b : blocks) {
        bytes.clear();
        bytes.write(b, 0, b.length);
        out.add(bytes);
      }
      out.force();
    }
    disk.forceFolder(folder);
    disk.forceFolder(recording);
    return new SplitPosition(1, at.rows(), 0);
  }

  /** Takes the block at whose end, or in which, the position is, and those that follow it. */
  private static final class Collecting implements BlockFile.Visitor {
    private final long rows;
    private final List<byte[]> following = new ArrayList<>();
    private byte @Nullable [] before;
    private long next;

    Collecting(long rows) {
      this.rows = rows;
      this.next = rows;
    }

    @Override
    public boolean visit(byte[] block, long end) throws IOException {
      Bytes.Reader b = new Bytes.Reader(block);
      long first = b.getLong();
      long count = b.getLong();
      if (first + count == rows) {
        before = block;
      } else if (first <= next && first + count > next) {
        // Not behind rows that are missing: what follows those cannot be given any more.
        following.add(block);
        next = first + count;
      }
      return true;
    }

    boolean isSomething() {
      return before != null || !following.isEmpty();
    }

    List<byte[]> blocks() throws IOException {
      byte[] at = before;
      List<byte[]> out = new ArrayList<>();
      if (at != null) {
        out.add(at);
      }
      out.addAll(following);
      if (out.isEmpty() && rows > 0) {
        throw new IOException(
            "its rows come once, and where it stood behind its row "
                + rows
                + " is not known any more");
      }
      return out;
    }
  }
}

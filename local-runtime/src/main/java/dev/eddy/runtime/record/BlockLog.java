package dev.eddy.runtime.record;

import dev.eddy.model.disk.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A file of blocks of which each goes on at the event where the one before it ends: what is good of
 * it, what is wrong with the rest, and the open file where it is written to. Used by one thread.
 */
final class BlockLog<B> implements Closeable {
  /** Reads a block. */
  interface Decoder<B> {
    /** Null where the block does not go on from those before it. */
    @Nullable B decode(Bytes.Reader in) throws IOException;
  }

  private final Disk disk;
  private final Path path;
  private final String magic;
  private final int version;
  private final ToLongFunction<B> endOf;
  private final List<B> blocks = new ArrayList<>();

  /** By block, where it ends in the file. */
  private final List<Long> ends = new ArrayList<>();

  private String damage = "";
  private @Nullable BlockFile file;

  /**
   * @param magic names the format
   * @param endOf sequence after the last event of a block
   */
  BlockLog(Disk disk, Path path, String magic, int version, ToLongFunction<B> endOf) {
    this.disk = disk;
    this.path = path;
    this.magic = magic;
    this.version = version;
    this.endOf = endOf;
  }

  Path path() {
    return path;
  }

  /** Begins the file, which is empty. */
  void create() throws IOException {
    file = BlockFile.create(disk, path, magic, version);
  }

  /** Reads the good blocks; from there on it is known what is wrong with the rest. */
  void read(Decoder<B> decoder) throws IOException {
    damage =
        look(
            (in, end) -> {
              B b = decoder.decode(in);
              if (b != null) {
                blocks.add(b);
                ends.add(end);
              }
              return b != null;
            });
  }

  /** Shows the good blocks; gives what is wrong with the rest, or with the whole. */
  String look(BlockFile.Look look) throws IOException {
    try {
      return BlockFile.look(disk, path, magic, version, look).damage();
    } catch (DamagedFileException e) {
      return e.damage();
    } catch (NoSuchFileException e) {
      return "is missing";
    }
  }

  /** Those that were read, less those that were cut off; none that were added. */
  List<B> blocks() {
    return Collections.unmodifiableList(blocks);
  }

  /** Sequence after the last event of {@link #blocks}. */
  long end() {
    return blocks.isEmpty() ? 1 : endOf.applyAsLong(blocks.get(blocks.size() - 1));
  }

  /** Whether a block ends just before an event. */
  boolean hasEnd(long sequence) {
    return sequence == 1 || blocks.stream().anyMatch(b -> endOf.applyAsLong(b) == sequence);
  }

  boolean isDamaged() {
    return !damage.isEmpty();
  }

  /** The file and what is wrong with it, in words; of one that is good, that it is cut off. */
  String damage() {
    return path + " " + (damage.isEmpty() ? "is cut off" : damage);
  }

  /** Goes on behind the blocks that end at an event or before; what stands behind is cut off. */
  void goOnAt(long end) throws IOException {
    while (end() > end) {
      blocks.remove(blocks.size() - 1);
      ends.remove(ends.size() - 1);
    }
    if (ends.isEmpty()) {
      // Before the first checkpoint not even the header need have reached the disk.
      create();
    } else {
      file = BlockFile.append(disk, path, ends.get(ends.size() - 1));
    }
  }

  /** Where blocks are added; null where it is only looked at. */
  @Nullable BlockFile file() {
    return file;
  }

  @Override
  public void close() throws IOException {
    try (BlockFile f = file) {
      file = null;
    }
  }
}

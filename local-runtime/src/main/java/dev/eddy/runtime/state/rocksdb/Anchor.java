package dev.eddy.runtime.state.rocksdb;

import java.nio.file.Path;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** All entries of a table at one moment, whatever it does later. Read by any thread. */
sealed interface Anchor {
  /** Number of entries. */
  int size();

  /**
   * Whoever reads must hold the anchor until the cursor is closed: files go with it.
   *
   * @throws RocksDBException where it cannot be read
   */
  EntryCursor open(RocksBackend backend) throws RocksDBException;

  /** Of a small table. */
  record Packed(PackedEntries entries) implements Anchor {
    static final Packed NONE = new Packed(PackedEntries.NONE);

    @Override
    public int size() {
      return entries.count();
    }

    @Override
    public EntryCursor open(RocksBackend backend) {
      return entries.cursor();
    }
  }

  /** Hard links to all files of the database; they go when nobody needs them. */
  final class Files implements Anchor {
    final Path folder;
    private final int size;

    Files(Path folder, int size) {
      this.folder = folder;
      this.size = size;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public EntryCursor open(RocksBackend backend) throws RocksDBException {
      RocksDB db = RocksDB.openReadOnly(backend.options(), folder.toString());
      RocksIterator it = db.newIterator();
      it.seekToFirst();
      return new EntryCursor() {
        @Override
        public boolean isValid() throws RocksDBException {
          if (it.isValid()) {
            return true;
          }
          it.status();
          return false;
        }

        @Override
        public byte[] key() {
          return it.key();
        }

        @Override
        public byte[] value() {
          return it.value();
        }

        @Override
        public void next() {
          it.next();
        }

        @Override
        public void close() {
          it.close();
          db.close();
        }
      };
    }
  }
}

package dev.eddy.runtime.state.rocksdb;

import dev.eddy.model.type.Schema;
import dev.eddy.runtime.state.Snapshot;
import dev.eddy.runtime.state.SortedStore;
import dev.eddy.runtime.state.Stored;
import java.lang.ref.Reference;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Reads the files of an anchor. */
final class RocksSnapshot implements Snapshot<Stored> {
  private final RocksBackend backend;
  private final RocksTable.Anchor anchor;
  private final Schema value;

  RocksSnapshot(RocksBackend backend, RocksTable.Anchor anchor, Schema value) {
    this.backend = backend;
    this.anchor = anchor;
    this.value = value;
  }

  @Override
  public int size() {
    return anchor.size;
  }

  private RocksDB open() throws RocksDBException {
    return RocksDB.openReadOnly(backend.options(), anchor.folder.toString());
  }

  @Override
  public void scan(SortedStore.Visitor<? super Stored> visitor) {
    EntryCodec codec = new EntryCodec(value);
    try (RocksDB db = open();
        RocksIterator it = db.newIterator()) {
      for (it.seekToFirst(); it.isValid(); it.next()) {
        if (!visitor.visit(it.key(), codec.decode(it.value(), 0))) {
          return;
        }
      }
      it.status();
    } catch (RocksDBException e) {
      throw RocksTable.failed(anchor.folder, e);
    } finally {
      // Its files go with it, and from here on nothing else would hold it.
      Reference.reachabilityFence(anchor);
    }
  }

  /** Both are read whole, and entries compared by their bytes. */
  @Override
  public void changesSince(Snapshot<Stored> earlier, Changes<? super Stored> visitor) {
    EntryCodec codec = new EntryCodec(value);
    try (RocksDB beforeDb = ((RocksSnapshot) earlier).open();
        RocksDB nowDb = open();
        RocksIterator before = beforeDb.newIterator();
        RocksIterator now = nowDb.newIterator()) {
      before.seekToFirst();
      now.seekToFirst();
      boolean on = true;
      while (on && (before.isValid() || now.isValid())) {
        byte @Nullable [] b = before.isValid() ? before.key() : null;
        byte @Nullable [] n = now.isValid() ? now.key() : null;
        int c = b == null ? 1 : n == null ? -1 : Arrays.compareUnsigned(b, n);
        if (b != null && c < 0) {
          on = visitor.change(b, null);
        } else if (n != null) {
          on =
              c == 0 && Arrays.equals(before.value(), now.value())
                  || visitor.change(n, codec.decode(now.value(), 0));
        }
        if (c <= 0) {
          before.next();
        }
        if (c >= 0) {
          now.next();
        }
      }
      before.status();
      now.status();
    } catch (RocksDBException e) {
      throw RocksTable.failed(anchor.folder, e);
    } finally {
      Reference.reachabilityFence(anchor);
      Reference.reachabilityFence(earlier);
    }
  }
}

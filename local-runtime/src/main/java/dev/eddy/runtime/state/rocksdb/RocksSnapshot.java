package dev.eddy.runtime.state.rocksdb;

import dev.eddy.model.type.Schema;
import dev.eddy.runtime.state.Snapshot;
import dev.eddy.runtime.state.SortedStore;
import dev.eddy.runtime.state.Stored;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** Reads an anchor. */
final class RocksSnapshot implements Snapshot<Stored> {
  private final RocksBackend backend;
  private final Anchor anchor;
  private final Schema value;

  RocksSnapshot(RocksBackend backend, Anchor anchor, Schema value) {
    this.backend = backend;
    this.anchor = anchor;
    this.value = value;
  }

  @Override
  public int size() {
    return anchor.size();
  }

  @Override
  public void scan(SortedStore.Visitor<? super Stored> visitor) {
    EntryCodec codec = new EntryCodec(value);
    try (EntryCursor it = anchor.open(backend)) {
      for (; it.isValid(); it.next()) {
        if (!visitor.visit(it.key(), codec.decode(it.value(), 0))) {
          return;
        }
      }
    } catch (RocksDBException e) {
      throw failed(e);
    } finally {
      // Its files go with it, and from here on nothing else would hold it.
      Reference.reachabilityFence(anchor);
    }
  }

  /** Both are read whole, unless they are one, and entries compared by their bytes. */
  @Override
  public void changesSince(Snapshot<Stored> earlier, Changes<? super Stored> visitor) {
    Anchor was = ((RocksSnapshot) earlier).anchor;
    if (was == anchor) {
      return;
    }
    EntryCodec codec = new EntryCodec(value);
    try (EntryCursor before = was.open(backend);
        EntryCursor now = anchor.open(backend)) {
      boolean on = true;
      while (on && (before.isValid() || now.isValid())) {
        byte @Nullable [] b = before.isValid() ? before.key() : null;
        byte @Nullable [] n = now.isValid() ? now.key() : null;
        int c = b == null ? 1 : n == null ? -1 : Arrays.compareUnsigned(b, n);
        if (b != null && c < 0) {
          on = visitor.change(b, null);
        } else if (n != null) {
          byte[] value = now.value();
          on =
              c == 0 && Arrays.equals(before.value(), value)
                  || visitor.change(n, codec.decode(value, 0));
        }
        if (c <= 0) {
          before.next();
        }
        if (c >= 0) {
          now.next();
        }
      }
    } catch (RocksDBException e) {
      throw failed(e);
    } finally {
      Reference.reachabilityFence(anchor);
      Reference.reachabilityFence(was);
    }
  }

  private UncheckedIOException failed(RocksDBException e) {
    return RocksTable.failed(backend.folder(), e);
  }
}

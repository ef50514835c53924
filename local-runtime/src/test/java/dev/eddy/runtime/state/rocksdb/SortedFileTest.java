package dev.eddy.runtime.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

@Timeout(60)
class SortedFileTest {
  private static final int MANY = 20_000;

  static {
    RocksDB.loadLibrary();
  }

  @TempDir Path temp;

  private static byte[] key(int i) {
    return ByteBuffer.allocate(4).putInt(i).array();
  }

  /** Of all lengths; now and then longer than what is handed over at a time. */
  private static byte[] value(int i) {
    byte[] out = new byte[i % 5000 == 17 ? 300_000 : i % 100];
    new Random(i).nextBytes(out);
    return out;
  }

  @Test
  void whatWasAddedIsInTheFile() throws RocksDBException {
    for (int count : new int[] {1, 10, MANY}) {
      Path path = temp.resolve("f" + count);
      try (Options options = new Options().setCreateIfMissing(true)) {
        SortedFile file = new SortedFile(path, options);
        for (int i = 0; i < count; i++) {
          byte[] value = value(i);
          file.add(key(i), Arrays.copyOf(value, value.length + 3), value.length);
        }
        file.end();
        file.finish();
        file.close();
        try (RocksDB db = RocksDB.open(options, temp.resolve("db" + count).toString());
            IngestExternalFileOptions ingest = new IngestExternalFileOptions()) {
          db.ingestExternalFile(List.of(path.toString()), ingest);
          int found = 0;
          try (RocksIterator it = db.newIterator()) {
            for (it.seekToFirst(); it.isValid(); it.next()) {
              assertThat(it.key()).isEqualTo(key(found));
              assertThat(it.value()).isEqualTo(value(found++));
            }
          }
          assertThat(found).isEqualTo(count);
        }
      }
    }
  }

  @Test
  void whatCouldNotBeWrittenIsSaidByTheEnd() throws RocksDBException {
    for (int count : new int[] {2, MANY}) {
      try (Options options = new Options()) {
        SortedFile file = new SortedFile(temp.resolve("f" + count), options);
        assertThatThrownBy(
                () -> {
                  for (int i = count; i > 0; i--) {
                    file.add(key(i), value(i), value(i).length);
                  }
                  file.end();
                  file.finish();
                })
            .isInstanceOf(RocksDBException.class);
        file.close();
      }
    }
  }

  @Test
  void oneThatIsLeftHalfWayIsClosed() throws RocksDBException {
    try (Options options = new Options()) {
      SortedFile file = new SortedFile(temp.resolve("f"), options);
      for (int i = 0; i < MANY; i++) {
        file.add(key(i), value(i), value(i).length);
      }
      file.close();
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .doesNotContain("eddy-sorted-file");
    }
  }
}

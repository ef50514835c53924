package dev.eddy.runtime.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.runtime.fixture.Seeds;
import dev.eddy.runtime.state.StateKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;

/** The entries before a database, which here is a map. */
class TierTest {
  private static final class Database implements Tier.Below {
    final Map<ByteBuffer, byte[]> written = new HashMap<>();
    final Map<ByteBuffer, byte[]> taken = new HashMap<>();
    int puts;

    @Override
    public void take(byte[] from, int keyAt, int keyLength, int valueAt, int valueLength) {
      byte[] value =
          valueLength < 0 ? new byte[0] : Arrays.copyOfRange(from, valueAt, valueAt + valueLength);
      taken.put(ByteBuffer.wrap(Arrays.copyOfRange(from, keyAt, keyAt + keyLength)), value);
      puts++;
    }

    @Override
    public void write() {
      taken.forEach(
          (k, v) -> {
            if (v.length == 0) {
              written.remove(k);
            } else {
              written.put(k, v);
            }
          });
      taken.clear();
    }
  }

  private static byte @Nullable [] get(Tier tier, Database below, StateKey key) {
    if (!tier.find(key.array(), key.length(), key.hash())) {
      byte[] read = below.written.get(ByteBuffer.wrap(key.toBytes()));
      if (read == null) {
        return null;
      }
      tier.add(key.array(), key.length(), key.hash(), read, read.length);
    }
    return tier.isThere()
        ? Arrays.copyOfRange(tier.chunk(), tier.valueAt(), tier.valueAt() + tier.valueLength())
        : null;
  }

  private static void check(long seed) throws IOException {
    Random random = new Random(seed);
    Database below = new Database();
    Room room = new Room(500 + random.nextInt(20_000));
    room.share();
    int keys = 1 + random.nextInt(1000);
    int longest = 1 + random.nextInt(random.nextInt(10) == 0 ? 2000 : 100);
    Path folder = Files.createTempDirectory("tier");
    Tier tier = new Tier(below, room, 64 << random.nextInt(6), folder.resolve("spill"));
    Map<ByteBuffer, byte[]> expected = new HashMap<>();
    StateKey key = new StateKey();
    int flushes = 1 + random.nextInt(2000);
    for (int i = 0; i < 5000; i++) {
      int k = random.nextInt(4) == 0 ? random.nextInt(1 + keys / 10) : random.nextInt(keys);
      key.set(new byte[] {0, 1, (byte) k, (byte) (k >>> 8), (byte) (k % 3)});
      ByteBuffer bytes = ByteBuffer.wrap(key.toBytes());
      assertThat(get(tier, below, key)).isEqualTo(expected.get(bytes));
      int what = random.nextInt(10);
      if (what < 5) {
        byte[] value = new byte[1 + random.nextInt(longest)];
        random.nextBytes(value);
        tier.write(key.array(), key.length(), key.hash(), value, 0, value.length);
        expected.put(bytes, value);
      } else if (what == 5) {
        tier.write(key.array(), key.length(), key.hash(), new byte[0], 0, Tier.NO_VALUE);
        expected.remove(bytes);
      }
      if (random.nextInt(flushes) == 0) {
        tier.flush();
        assertThat(tier.dirty()).isZero();
        assertThat(below.written).containsExactlyInAnyOrderEntriesOf(expected);
      }
    }
    tier.flush();
    assertThat(below.written).containsExactlyInAnyOrderEntriesOf(expected);
    int puts = below.puts;
    tier.flush();
    assertThat(below.puts).isEqualTo(puts);
    tier.close();
    assertThat(room.taken()).isZero();
    try (var left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Example
  void whatIsChangedAgainAndAgainTakesTheDiskThatIsThereOnceMore() throws IOException {
    Database below = new Database();
    Room room = new Room(300_000);
    room.share();
    Path spill = Files.createTempDirectory("tier").resolve("spill");
    Tier tier = new Tier(below, room, 1024, spill);
    StateKey key = new StateKey();
    byte[] value = new byte[200];
    for (int round = 0; round < 40; round++) {
      for (int k = 0; k < 4000; k++) {
        key.set(new byte[] {0, 1, (byte) k, (byte) (k >>> 8)});
        tier.find(key.array(), key.length(), key.hash());
        tier.write(key.array(), key.length(), key.hash(), value, 0, value.length);
      }
    }
    // 0.9 MB are there, two thirds of them on file, which may be half empty.
    assertThat(Files.size(spill)).isBetween(500_000L, 2_500_000L);
    assertThat(below.puts).isZero();
    tier.close();
  }

  @Property(tries = 30)
  void whatIsBeforeTheDatabaseAndInItIsWhatWasWritten(
      @ForAll @LongRange(min = 0, max = 999_999) long seed) throws IOException {
    check(seed);
  }

  @Tag("long")
  @Example
  void whatIsBeforeTheDatabaseIsWhatWasWrittenOverManySeeds() {
    Seeds.upTo(999_999, TierTest::check);
  }
}

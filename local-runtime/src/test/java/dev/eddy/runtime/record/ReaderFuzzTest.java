package dev.eddy.runtime.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.eddy.model.disk.Disk;
import dev.eddy.model.time.Moment;
import dev.eddy.operator.Providers;
import dev.eddy.runtime.LocalRun;
import dev.eddy.runtime.RunException;
import dev.eddy.runtime.RunOptions;
import dev.eddy.runtime.fixture.Fixtures.Datum;
import dev.eddy.runtime.fixture.Memory;
import dev.eddy.runtime.fixture.PlanBuilder;
import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.flow.LoadedPlan;
import dev.eddy.runtime.flow.Network;
import dev.eddy.runtime.io.RecordingInfo;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Gives the readers of a recording bytes of all kinds behind right checksums: they give what is
 * there or say that it is damaged, and nothing else, and a length in the bytes buys no memory.
 */
class ReaderFuzzTest {
  private static final int TRIES = Boolean.getBoolean("long") ? 200_000 : 1500;
  private static final Memory MEMORY = new Memory();
  private static final Providers PROVIDERS = MEMORY.providers();
  private static final ClassLoader LOADER = ReaderFuzzTest.class.getClassLoader();

  private static Path folder;
  private static int copies;
  private static Path recording;
  private static LoadedPlan plan;
  private static int[] splits;
  private static List<byte[]> journal;
  private static List<byte[]> digests;
  private static List<byte[]> checkpoint;

  @BeforeContainer
  static void record() throws Exception {
    folder = Files.createTempDirectory("fuzz");
    List<Datum> data = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      data.add(new Datum(i, "k" + i % 7, i));
    }
    MEMORY.put("fuzz", List.of(data, data));
    recording = folder.resolve("recording");
    var built =
        new PlanBuilder()
            .source("numbers", "fuzz")
            .add("windows", "windows", "numbers")
            .add("fold", "fold", "windows")
            .add("out", "store", "fold")
            .build();
    try (LocalRun run =
        LocalRun.start(
            built, PROVIDERS, LOADER, RunOptions.defaults(recording).withCheckpointRows(333))) {
      run.advance(() -> false);
    }
    plan = LoadedPlan.load(built, PROVIDERS, LOADER);
    splits = new int[] {2};
    journal = blocks(recording.resolve("journal"), "EDDYJRNL", Recording.VERSION);
    digests = blocks(recording.resolve("digests"), "EDDYDGST", Recording.VERSION);
    checkpoint =
        blocks(
            recording.resolve("checkpoints").resolve("1-334"),
            CheckpointFile.MAGIC,
            CheckpointFile.VERSION);
  }

  @AfterContainer
  static void delete() throws IOException {
    try (var all = Files.walk(folder)) {
      for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    }
  }

  private static List<byte[]> blocks(Path file, String magic, int version) throws IOException {
    List<byte[]> out = new ArrayList<>();
    BlockFile.Extent extent =
        BlockFile.read(Disk.LOCAL, file, magic, version, (b, end) -> out.add(b));
    assertThat(extent.damage()).isEmpty();
    assertThat(out).isNotEmpty();
    return out;
  }

  /** Bytes like those of a block: changed, cut, grown, with extreme numbers, or without sense. */
  private static byte[] mutated(byte[] good, Random random) {
    byte[] out = good.clone();
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      int at = out.length == 0 ? 0 : random.nextInt(Math.min(out.length, 200));
      switch (random.nextInt(7)) {
        case 0 -> {
          if (out.length > 0) {
            out[at] ^= (byte) (1 << random.nextInt(8));
          }
        }
        case 1 -> out = Arrays.copyOf(out, at);
        case 2 -> out = spliced(out, at, 0, varint(random));
        case 3 -> out = spliced(out, at, Math.min(out.length - at, 2), varint(random));
        case 4 -> {
          byte[] noise = new byte[random.nextInt(40)];
          random.nextBytes(noise);
          out = spliced(out, at, 0, noise);
        }
        case 5 ->
            out = spliced(out, at, Math.min(out.length - at, random.nextInt(20)), new byte[0]);
        default -> {
          byte[] noise = new byte[random.nextInt(300)];
          random.nextBytes(noise);
          out = random.nextInt(10) == 0 ? noise : out;
        }
      }
    }
    return out;
  }

  private static byte[] varint(Random random) {
    long[] extremes = {
      -1, 0, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40
    };
    Bytes b = new Bytes();
    b.putLong(random.nextBoolean() ? extremes[random.nextInt(extremes.length)] : random.nextInt());
    return b.toArray();
  }

  private static byte[] spliced(byte[] bytes, int at, int without, byte[] with) {
    byte[] out = new byte[bytes.length - without + with.length];
    System.arraycopy(bytes, 0, out, 0, at);
    System.arraycopy(with, 0, out, at, with.length);
    System.arraycopy(bytes, at + without, out, at + with.length, bytes.length - at - without);
    return out;
  }

  private interface Reading {
    void read() throws IOException, FlowException;
  }

  /** Reads; memory is bounded by what is there. */
  private static void bounded(int bytes, Reading reading) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(id);
    try {
      reading.read();
    } catch (IOException | FlowException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
    assertThat(threads.getThreadAllocatedBytes(id) - before).isLessThan(4_000_000L + 200L * bytes);
  }

  @Property
  void aJournalBlockIsReadOrDamaged(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < TRIES / 100; i++) {
      byte[] b = mutated(journal.get(random.nextInt(journal.size())), random);
      bounded(b.length, () -> Block.read(new Bytes.Reader(b)));
    }
  }

  @Property
  void aDigestBlockIsReadOrDamaged(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < TRIES / 100; i++) {
      byte[] b = mutated(digests.get(random.nextInt(digests.size())), random);
      bounded(b.length, () -> DigestBlock.read(new Bytes.Reader(b), random.nextBoolean()));
    }
  }

  @Property(tries = 300)
  void aCheckpointIsReadOrDamaged(@ForAll @LongRange(min = 0, max = 1L << 40) long seed)
      throws Exception {
    Random random = new Random(seed);
    Path file = folder.resolve("checkpoint");
    int[] size = new int[1];
    int mutatedBlock = random.nextInt(checkpoint.size());
    Disk.LOCAL.writeWhole(
        file,
        out -> {
          BlockFile to = BlockFile.on(out, CheckpointFile.MAGIC, CheckpointFile.VERSION);
          for (int i = 0; i < checkpoint.size(); i++) {
            Bytes b = new Bytes();
            b.write(i == mutatedBlock ? mutated(checkpoint.get(i), random) : checkpoint.get(i));
            to.add(b);
            size[0] += b.size();
          }
        });
    try (Network network = Network.build(plan, splits, 1)) {
      bounded(size[0], () -> Checkpoint.read(Disk.LOCAL, file, number -> null).load(network));
    }
  }

  @Property(tries = 300)
  void anyFileIsReadOrRefused(@ForAll @LongRange(min = 0, max = 1L << 40) long seed)
      throws Exception {
    Random random = new Random(seed);
    Path file = folder.resolve("any");
    for (String name : List.of("journal", "plan", "recording.json")) {
      byte[] b = mutated(Files.readAllBytes(recording.resolve(name)), random);
      Files.write(file, b);
      bounded(
          b.length,
          () ->
              BlockFile.read(
                  Disk.LOCAL, file, "EDDYJRNL", Recording.VERSION, (block, end) -> true));
      bounded(b.length, () -> RecordingInfo.read(Disk.LOCAL, file));
    }
  }

  @Property(tries = 60)
  void aRecordingOfSuchBlocksIsOpenedAndResumedOrRefused(
      @ForAll @LongRange(min = 0, max = 1L << 40) long seed) throws Exception {
    Random random = new Random(seed);
    Path copy = folder.resolve("copy" + copies++);
    try (var all = Files.walk(recording)) {
      for (Path p : (Iterable<Path>) all::iterator) {
        Files.copy(p, copy.resolve(recording.relativize(p).toString()));
      }
    }
    boolean inJournal = random.nextBoolean();
    Path file = inJournal ? copy.resolve("journal") : copy.resolve("checkpoints").resolve("1-334");
    List<byte[]> good = inJournal ? journal : checkpoint;
    if (!inJournal) {
      try (var all = Files.list(copy.resolve("checkpoints"))) {
        for (Path p : all.filter(p -> !p.equals(file)).toList()) {
          Files.delete(p);
        }
      }
    }
    int mutatedBlock = random.nextInt(good.size());
    Disk.LOCAL.writeWhole(
        file,
        out -> {
          BlockFile to =
              BlockFile.on(
                  out,
                  inJournal ? "EDDYJRNL" : CheckpointFile.MAGIC,
                  inJournal ? 3 : CheckpointFile.VERSION);
          for (int i = 0; i < good.size(); i++) {
            Bytes b = new Bytes();
            b.write(i == mutatedBlock ? mutated(good.get(i), random) : good.get(i));
            to.add(b);
          }
        });
    try (LocalRun run = LocalRun.open(copy, PROVIDERS, LOADER)) {
      run.advance(() -> false);
      run.seek(new Moment(1 + random.nextInt(800), 1));
    } catch (RunException e) {
      assertThat(e.problem().message()).isNotBlank();
    }
    try (LocalRun run = LocalRun.resume(copy, PROVIDERS, LOADER, RunOptions.defaults(copy))) {
      run.advance(() -> false);
    } catch (RunException e) {
      assertThat(e.problem().message()).isNotBlank();
    }
  }
}

package dev.eddy.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PackedSlotsTest {
  private record Begun(int place, List<long[]> groups) {}

  @Property(tries = 300)
  void whatIsPackedIsReadAgainFromWhereverItBegan(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 80) int words) {
    Random random = new Random(seed);
    int facts = random.nextInt(words);
    PackedSlots.Writer out = new PackedSlots.Writer(words, facts, random.nextInt(100));
    List<Begun> parts = new ArrayList<>();
    for (int p = random.nextInt(5); p >= 0; p--) {
      Begun part = new Begun(out.size(), new ArrayList<>());
      out.begin();
      long[] group = new long[words];
      for (int i = random.nextInt(50); i > 0; i--) {
        for (int w = 0; w < words; w++) {
          group[w] = another(random, group[w]);
        }
        group[facts] |= SlotLayout.TAKEN;
        out.add(group);
        part.groups.add(group.clone());
      }
      parts.add(part);
    }
    PackedSlots.Reader in = new PackedSlots.Reader(out.toBytes(), words, facts);
    Collections.shuffle(parts, random);
    for (Begun part : parts) {
      in.begin(part.place);
      for (long[] group : part.groups) {
        in.next();
        assertThat(in.words).isEqualTo(group);
      }
    }
  }

  private static long another(Random random, long word) {
    return switch (random.nextInt(6)) {
      case 0 -> word;
      case 1 -> word + random.nextInt(100) - 50;
      case 2 -> word ^ 1L << random.nextInt(64);
      case 3 -> word ^ (long) random.nextInt(10) << 32;
      case 4 -> random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE;
      default -> random.nextLong() >> random.nextInt(64);
    };
  }

  @Test
  void whatIsAlikeTakesAByteForEightWords() {
    PackedSlots.Writer out = new PackedSlots.Writer(17, 1, 0);
    long[] group = new Random(1).longs(17).toArray();
    out.add(group);
    int first = out.size();
    out.add(group);
    assertThat(out.size() - first).isEqualTo(3);
  }
}

package dev.eddy.benchmarks.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GeneratorTest {
  private static final int EVENTS = 20_000;

  @Property(tries = 40)
  void goesOnFromAnyEventAsIfItHadGivenAllBefore(
      @ForAll long seed, @ForAll @IntRange(max = EVENTS) int from) {
    Generator whole = new Generator(seed);
    Event a = new Event();
    for (int i = 0; i < from; i++) {
      whole.next(a);
    }
    Generator part = Generator.at(seed, from);
    Event b = new Event();
    Fold expected = new Fold();
    Fold actual = new Fold();
    for (int i = 0; i < 2500; i++) {
      whole.next(a);
      expected.add(a);
      part.next(b);
      actual.add(b);
      assertThat(part.watermark()).isEqualTo(whole.watermark());
    }
    assertThat(actual.checksum()).isEqualTo(expected.checksum());
  }

  @Property(tries = 20)
  void noEventIsLateAndNoneComesMoreThanTheDisorderAfterALaterOne(@ForAll long seed) {
    Generator generator = new Generator(seed);
    Event e = new Event();
    long greatest = Long.MIN_VALUE;
    long watermark = Long.MIN_VALUE;
    for (int i = 0; i < EVENTS; i++) {
      generator.next(e);
      assertThat(e.ts).isGreaterThan(watermark);
      greatest = Math.max(greatest, e.ts);
      assertThat(e.ts).isGreaterThanOrEqualTo(greatest - Generator.DISORDER);
      if (generator.isMarked()) {
        assertThat(generator.watermark()).isEqualTo(greatest - Generator.DISORDER - 1);
        watermark = generator.watermark();
      }
    }
  }

  @Test
  void ofFiftyEventsOneIsAPersonAndThreeAreAuctions() {
    Generator generator = new Generator(7);
    Event e = new Event();
    int[] kinds = new int[3];
    for (int i = 0; i < EVENTS; i++) {
      generator.next(e);
      kinds[e.kind]++;
    }
    assertThat(kinds).containsExactly(EVENTS / 50, EVENTS * 3 / 50, EVENTS * 46 / 50);
  }

  @Test
  void bidsAreForAuctionsThatCameBefore() {
    Generator generator = new Generator(7);
    Event e = new Event();
    long auctions = -1;
    for (int i = 0; i < EVENTS; i++) {
      generator.next(e);
      if (e.kind == Event.AUCTION) {
        auctions = Math.max(auctions, e.id);
      } else if (e.kind == Event.BID) {
        assertThat(e.id).isBetween(0L, Math.max(0, auctions));
      }
    }
  }

  @Test
  void theFoldOfRowsDoesNotDependOnTheirOrderButOnEveryNumber() {
    Fold a = new Fold();
    a.add(1, 2);
    a.add(3, 4);
    Fold b = new Fold();
    b.add(3, 4);
    b.add(1, 2);
    assertThat(b.checksum()).isEqualTo(a.checksum());
    Fold c = new Fold();
    c.add(3, 4);
    c.add(2, 1);
    assertThat(c.checksum()).isNotEqualTo(a.checksum());
    assertThat(c.count()).isEqualTo(a.count());
  }
}

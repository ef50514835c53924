package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.MemoryUsage;
import org.junit.jupiter.api.Test;

class HeapPressureTest {
  @Test
  void aHeapIsNearlyFullByWhatACollectionLeft() {
    assertThat(HeapPressure.isNearlyFull(new MemoryUsage(0, 86, 100, 100))).isTrue();
    assertThat(HeapPressure.isNearlyFull(new MemoryUsage(0, 84, 100, 100))).isFalse();
    assertThat(HeapPressure.isNearlyFull(new MemoryUsage(0, 84, 100, -1)))
        .as("where nobody knows how large it may be")
        .isFalse();
  }

  @Test
  void nothingPressesInAHeapWithRoom() {
    HeapPressure pressure = new HeapPressure();
    System.gc();
    assertThat(pressure.getAsBoolean()).isFalse();
  }
}

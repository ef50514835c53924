package dev.eddy.runtime.state;

import java.util.Random;

class TreeTest extends SortedStoreContract<Integer> {
  @Override
  SortedStore<Integer> create(Random random) {
    return new Tree<>();
  }

  @Override
  SortedStore<Integer> another() {
    return new Tree<>();
  }

  @Override
  Integer value(Random random, int i) {
    return i;
  }

  @Override
  byte[] key(Random random, int keys) {
    int k = random.nextInt(keys);
    return k % 5 == 0 ? new byte[] {(byte) k} : new byte[] {(byte) (k >>> 8), (byte) k, (byte) 200};
  }
}

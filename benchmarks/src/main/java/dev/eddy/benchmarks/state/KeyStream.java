package dev.eddy.benchmarks.state;

import java.util.Random;

/** Scrambled keys in a given order, the same for every engine. */
final class KeyStream {
  private KeyStream() {}

  /** Key number i of so many, scattered over all longs. */
  static long key(long i) {
    long v = i + 1;
    v = (v ^ v >>> 30) * 0xBF58476D1CE4E5B9L;
    v = (v ^ v >>> 27) * 0x94D049BB133111EBL;
    return v ^ v >>> 31;
  }

  static long[] uniform(int keys, int count, long seed) {
    Random random = new Random(seed);
    long[] out = new long[count];
    for (int i = 0; i < count; i++) {
      out[i] = key(random.nextInt(keys));
    }
    return out;
  }

  /** Zipf's law with exponent 0.99, by the method of Gray and others (1994), as YCSB has it. */
  static long[] zipfian(int keys, int count, long seed) {
    double theta = 0.99;
    double zeta = 0;
    for (int i = 1; i <= keys; i++) {
      zeta += 1 / Math.pow(i, theta);
    }
    double alpha = 1 / (1 - theta);
    double zeta2 = 1 + Math.pow(0.5, theta);
    double eta = (1 - Math.pow(2.0 / keys, 1 - theta)) / (1 - zeta2 / zeta);
    Random random = new Random(seed);
    long[] out = new long[count];
    for (int i = 0; i < count; i++) {
      double u = random.nextDouble();
      double uz = u * zeta;
      long rank = uz < 1 ? 0 : uz < zeta2 ? 1 : (long) (keys * Math.pow(eta * u - eta + 1, alpha));
      out[i] = key(Math.min(keys - 1, rank));
    }
    return out;
  }
}

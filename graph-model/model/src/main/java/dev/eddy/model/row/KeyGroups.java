package dev.eddy.model.row;

/**
 * Which key group a key belongs to and which subtask owns a key group, by Flink's formulas
 * (KeyGroupRangeAssignment, MathUtils.murmurHash), so that a rescale means the same thing on both
 * hosts. The hash of a key is a stored format: the 32-bit FNV-1a hash of its canonical bytes.
 */
public final class KeyGroups {
  private KeyGroups() {}

  public static int hash(byte[] key) {
    return hash(key, 0, key.length);
  }

  /** FNV-1a of the marker byte before a number, {@code (0x811c9dc5 ^ 1) * 0x01000193}. */
  private static final int NUMBER_MARKED = 0x040c5b8c;

  /** The key group of a key of one number, see {@link KeyCodec#number}. */
  public static int groupOfNumber(long number, int maxParallelism) {
    int h = NUMBER_MARKED;
    for (int shift = 56; shift >= 0; shift -= 8) {
      h = (h ^ (int) (number >>> shift) & 0xff) * 0x01000193;
    }
    return modulo(murmur(h), maxParallelism);
  }

  /** Of what is not negative; the usual maximum is a power of two, and a division is slow. */
  private static int modulo(int value, int maxParallelism) {
    return (maxParallelism & maxParallelism - 1) == 0
        ? value & maxParallelism - 1
        : value % maxParallelism;
  }

  private static int hash(byte[] bytes, int from, int end) {
    int h = 0x811c9dc5;
    for (int i = from; i < end; i++) {
      h = (h ^ (bytes[i] & 0xff)) * 0x01000193;
    }
    return h;
  }

  public static int groupOf(byte[] key, int maxParallelism) {
    return murmur(hash(key)) % maxParallelism;
  }

  /** The key group of the key in the bytes {@code from} to {@code end}. */
  public static int groupOf(byte[] bytes, int from, int end, int maxParallelism) {
    return modulo(murmur(hash(bytes, from, end)), maxParallelism);
  }

  public static int subtaskOf(int keyGroup, int maxParallelism, int parallelism) {
    return keyGroup * parallelism / maxParallelism;
  }

  /** Flink's MathUtils.murmurHash: never negative. */
  static int murmur(int code) {
    code *= 0xcc9e2d51;
    code = Integer.rotateLeft(code, 15);
    code *= 0x1b873593;
    code = Integer.rotateLeft(code, 13);
    code = code * 5 + 0xe6546b64;
    code ^= 4;
    code ^= code >>> 16;
    code *= 0x85ebca6b;
    code ^= code >>> 13;
    code *= 0xc2b2ae35;
    code ^= code >>> 16;
    if (code >= 0) {
      return code;
    }
    return code != Integer.MIN_VALUE ? -code : 0;
  }
}

package dev.eddy.runtime.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The byte keys of state and timers. A <em>full key</em> is the key group (two bytes, big endian),
 * then the canonical key bytes, which end themselves: so all sub keys of a key stand together, and
 * a prefix of a full key is never another full key.
 */
public final class Keys {
  /** The full key of state under no key. */
  public static final byte[] NONE = {0, 0};

  private Keys() {}

  /** Puts the key group before canonical key bytes. */
  public static byte[] full(int keyGroup, byte[] key) {
    byte[] out = new byte[key.length + 2];
    out[0] = (byte) (keyGroup >>> 8);
    out[1] = (byte) keyGroup;
    System.arraycopy(key, 0, out, 2, key.length);
    return out;
  }

  public static int keyGroup(byte[] full) {
    return (full[0] & 0xff) << 8 | full[1] & 0xff;
  }

  /** The canonical key bytes of a full key. */
  public static byte[] key(byte[] full) {
    return Arrays.copyOfRange(full, 2, full.length);
  }

  public static byte[] concat(byte[] full, byte[] subKey) {
    byte[] out = Arrays.copyOf(full, full.length + subKey.length);
    System.arraycopy(subKey, 0, out, full.length, subKey.length);
    return out;
  }

  /** Bytes of a list position, in order. */
  public static byte[] index(long i) {
    byte[] out = new byte[8];
    putLong(out, 0, i);
    return out;
  }

  public static long index(byte[] key, int at) {
    long v = 0;
    for (int i = 0; i < 8; i++) {
      v = v << 8 | key[at + i] & 0xff;
    }
    return v;
  }

  /** Orders timers by time, key group, key bytes, name. */
  public static byte[] timer(long time, byte[] full, String name) {
    byte[] n = name.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[8 + full.length + n.length];
    putLong(out, 0, time ^ Long.MIN_VALUE);
    System.arraycopy(full, 0, out, 8, full.length);
    System.arraycopy(n, 0, out, 8 + full.length, n.length);
    return out;
  }

  /** The full key of a timer's bytes, with the name behind it. */
  public static byte[] keyOfTimer(byte[] timer) {
    if (timer.length < 10) {
      throw new IllegalArgumentException("a timer without a key");
    }
    return Arrays.copyOfRange(timer, 8, timer.length);
  }

  public static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.mismatch(key, 0, prefix.length, prefix, 0, prefix.length) < 0;
  }

  private static void putLong(byte[] out, int at, long v) {
    for (int i = 0; i < 8; i++) {
      out[at + i] = (byte) (v >>> (56 - 8 * i));
    }
  }
}

package dev.eddy.flink.type;

import dev.eddy.model.row.KeyGroups;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A key's canonical bytes. The hash is {@link KeyGroups#hash}, so that Flink puts a key into the
 * group that Eddy's own engine puts it into; the order is that of the unsigned bytes.
 */
public final class KeyBytes implements Comparable<KeyBytes> {
  private final byte[] bytes;
  private final int hash;

  /** Keeps the array, which must not change. */
  public KeyBytes(byte[] bytes) {
    this.bytes = bytes;
    this.hash = KeyGroups.hash(bytes);
  }

  /** The array itself; read only. */
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public int compareTo(KeyBytes other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KeyBytes k && hash == k.hash && Arrays.equals(bytes, k.bytes);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return java.util.HexFormat.of().formatHex(bytes);
  }
}

package dev.eddy.runtime.state;

/**
 * A pending timer.
 *
 * @param key key group and key bytes, see {@link Keys}
 */
public record Timer(String name, long time, byte[] key, long sequence, int step) {}

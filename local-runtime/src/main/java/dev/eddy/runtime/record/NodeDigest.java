package dev.eddy.runtime.record;

/**
 * What a node had done at the end of a block.
 *
 * @param rowsIn since the start of the run
 * @param count rows emitted (a sink: taken) since the start of the run
 * @param first first sum of their hashes
 * @param second second sum of their hashes
 * @param hashes short hashes of the rows of this block, in order
 */
public record NodeDigest(
    long rowsIn, long watermark, long count, long first, long second, short[] hashes) {}

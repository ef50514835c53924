package dev.eddy.runtime.record;

import dev.eddy.operator.SplitPosition;
import dev.eddy.runtime.flow.NetworkSnapshot;
import java.util.List;

/**
 * What a checkpoint is to hold. Nothing in it changes any more, so another thread can write it.
 *
 * @param number of the checkpoint, ascending
 * @param sequence of the first event after it
 * @param positions by split, where to go on reading
 * @param ended by split, whether its end has been delivered
 */
public record CheckpointData(
    long number,
    long sequence,
    NetworkSnapshot network,
    List<SplitPosition> positions,
    boolean[] ended,
    List<Checkpoint.SinkState> sinks) {}

/** Sinks hosted in a Flink operator: prepared at a checkpoint, committed after it. */
@NullMarked
package dev.eddy.flink.sink;

import org.jspecify.annotations.NullMarked;

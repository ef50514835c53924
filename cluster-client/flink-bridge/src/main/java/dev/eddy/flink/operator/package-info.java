/** Operators hosted on Flink's keyed state, timers and outputs. */
@NullMarked
package dev.eddy.flink.operator;

import org.jspecify.annotations.NullMarked;

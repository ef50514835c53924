/** Keyed state on its own: reads, writes, keyframes and memory, beside plain maps. */
@NullMarked
package dev.eddy.benchmarks.state;

import org.jspecify.annotations.NullMarked;

/** Flink's REST interface as calls and records. */
@NullMarked
package dev.eddy.cluster.io;

import org.jspecify.annotations.NullMarked;

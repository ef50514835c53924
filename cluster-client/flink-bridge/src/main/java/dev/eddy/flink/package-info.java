/** The job's entry: builds a Flink job out of the plan in its jar. */
@NullMarked
package dev.eddy.flink;

import org.jspecify.annotations.NullMarked;

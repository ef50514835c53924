/** The plan as the job's tasks find it, and failures in node names. */
@NullMarked
package dev.eddy.flink.plan;

import org.jspecify.annotations.NullMarked;

/** The queries as jobs of Apache Flink's DataStream API on a MiniCluster. */
@NullMarked
package dev.eddy.benchmarks.flink;

import org.jspecify.annotations.NullMarked;

/** What {@code ./eddy bench} runs: starts the engines, measures in rounds, compares, reports. */
@NullMarked
package dev.eddy.benchmarks.run;

import org.jspecify.annotations.NullMarked;

/** The queries as a person would write them without an engine: the measure of what is possible. */
@NullMarked
package dev.eddy.benchmarks.hand;

import org.jspecify.annotations.NullMarked;

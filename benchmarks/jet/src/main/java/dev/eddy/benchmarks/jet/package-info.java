/** The queries as jobs of Hazelcast Jet's Pipeline API on one embedded member. */
@NullMarked
package dev.eddy.benchmarks.jet;

import org.jspecify.annotations.NullMarked;

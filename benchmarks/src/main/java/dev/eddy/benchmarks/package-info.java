/** Eddy beside its peers: the same work in one run, results compared by checksum. */
@NullMarked
package dev.eddy.benchmarks;

import org.jspecify.annotations.NullMarked;

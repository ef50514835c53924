/** The queries as Eddy's pipelines, with the generator as a source and the fold as a sink. */
@NullMarked
package dev.eddy.benchmarks.eddy;

import org.jspecify.annotations.NullMarked;

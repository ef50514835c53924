/** What the checks of a large pipeline cost. */
@NullMarked
package dev.eddy.benchmarks.check;

import org.jspecify.annotations.NullMarked;

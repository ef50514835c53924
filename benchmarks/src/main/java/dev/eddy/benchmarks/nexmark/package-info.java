/**
 * What all engines share: the events, the fold of a result, the queries' names. Plain Java without
 * anything that it needs to run, so that it stands on every engine's class path.
 */
@NullMarked
package dev.eddy.benchmarks.nexmark;

import org.jspecify.annotations.NullMarked;

/**
 * What all engines share: the events, the fold of a result, the queries' names. Plain Java without
 * any dependency, so that it stands on every engine's class path.
 */
package dev.eddy.benchmarks.nexmark;

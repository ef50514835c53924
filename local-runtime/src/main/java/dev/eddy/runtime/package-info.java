/**
 * The embedded engine: runs a plan, records what happened, and goes to any moment of it again. The
 * way in is {@link dev.eddy.runtime.LocalRun}.
 */
@NullMarked
package dev.eddy.runtime;

import org.jspecify.annotations.NullMarked;

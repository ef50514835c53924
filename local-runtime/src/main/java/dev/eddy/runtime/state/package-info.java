/** Keyed state and timers: sorted trees that share their nodes with keyframes. */
@NullMarked
package dev.eddy.runtime.state;

import org.jspecify.annotations.NullMarked;

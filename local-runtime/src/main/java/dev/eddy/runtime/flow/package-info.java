/** Rows in motion: channels, subtasks, the network of a plan, the gate. */
@NullMarked
package dev.eddy.runtime.flow;

import org.jspecify.annotations.NullMarked;

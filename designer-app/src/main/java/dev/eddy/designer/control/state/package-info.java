/** What an operator holds at a moment: row about to be handled, state, timers. */
@NullMarked
package dev.eddy.designer.control.state;

import org.jspecify.annotations.NullMarked;

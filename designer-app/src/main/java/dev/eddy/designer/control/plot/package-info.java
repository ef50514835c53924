/** Lines over time, painted. */
@NullMarked
package dev.eddy.designer.control.plot;

import org.jspecify.annotations.NullMarked;

/** The installed operators to choose from: palette and search. */
@NullMarked
package dev.eddy.designer.control.palette;

import org.jspecify.annotations.NullMarked;

/** The list of problems. */
@NullMarked
package dev.eddy.designer.control.problem;

import org.jspecify.annotations.NullMarked;

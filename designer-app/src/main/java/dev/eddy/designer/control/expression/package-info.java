/** A field for SQL expressions: highlighting, squiggles, completion, inferred type. */
@NullMarked
package dev.eddy.designer.control.expression;

import org.jspecify.annotations.NullMarked;

/** Columns with their types. */
@NullMarked
package dev.eddy.designer.control.schema;

import org.jspecify.annotations.NullMarked;

/** A virtual table of rows as text. */
@NullMarked
package dev.eddy.designer.control.table;

import org.jspecify.annotations.NullMarked;

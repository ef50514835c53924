/** Rows of a table as CSV and JSON, for the clipboard. */
@NullMarked
package dev.eddy.designer.control.table.io;

import org.jspecify.annotations.NullMarked;

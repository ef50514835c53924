/** Measures the designer: started by {@code ./eddy bench canvas}, never by the designer itself. */
@NullMarked
package dev.eddy.designer.bench;

import org.jspecify.annotations.NullMarked;

/** The description of a recording as JSON. */
@NullMarked
package dev.eddy.runtime.io;

import org.jspecify.annotations.NullMarked;

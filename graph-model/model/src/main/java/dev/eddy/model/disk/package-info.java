/**
 * File operations behind one interface, so that each of them can be made to fail, or be the last.
 */
@NullMarked
package dev.eddy.model.disk;

import org.jspecify.annotations.NullMarked;

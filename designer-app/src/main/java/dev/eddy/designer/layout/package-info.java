/** Arranging a graph on the canvas. */
@NullMarked
package dev.eddy.designer.layout;

import org.jspecify.annotations.NullMarked;

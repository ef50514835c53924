@NullMarked
package dev.eddy.designer.canvas;

import org.jspecify.annotations.NullMarked;

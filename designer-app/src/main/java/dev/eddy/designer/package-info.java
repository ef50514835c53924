@NullMarked
package dev.eddy.designer;

import org.jspecify.annotations.NullMarked;

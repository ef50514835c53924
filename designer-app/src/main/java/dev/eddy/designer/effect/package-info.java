@NullMarked
package dev.eddy.designer.effect;

import org.jspecify.annotations.NullMarked;

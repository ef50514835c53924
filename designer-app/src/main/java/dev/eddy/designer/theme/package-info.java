@NullMarked
package dev.eddy.designer.theme;

import org.jspecify.annotations.NullMarked;

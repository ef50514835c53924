@NullMarked
package dev.eddy.designer.state;

import org.jspecify.annotations.NullMarked;

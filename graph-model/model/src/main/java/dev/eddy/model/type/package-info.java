@NullMarked
package dev.eddy.model.type;

import org.jspecify.annotations.NullMarked;

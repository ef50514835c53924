@NullMarked
package dev.eddy.model.value;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.eddy.model.time;

import org.jspecify.annotations.NullMarked;

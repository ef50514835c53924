@NullMarked
package dev.eddy.model.row;

import org.jspecify.annotations.NullMarked;

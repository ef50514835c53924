@NullMarked
package dev.eddy.model.operator;

import org.jspecify.annotations.NullMarked;

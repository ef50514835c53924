@NullMarked
package dev.eddy.model.expression;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.eddy.expressions;

import org.jspecify.annotations.NullMarked;

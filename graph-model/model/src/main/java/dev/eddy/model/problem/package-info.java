@NullMarked
package dev.eddy.model.problem;

import org.jspecify.annotations.NullMarked;

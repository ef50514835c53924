@NullMarked
package dev.eddy.model.plan;

import org.jspecify.annotations.NullMarked;

/** The operators that come with Eddy; one file each, provider and operator together. */
@NullMarked
package dev.eddy.operators;

import org.jspecify.annotations.NullMarked;

/**
 * Changes of a pipeline that keep its meaning, and what must be known before one is made: uses of a
 * column, a node or a parameter, and what would break. Pure functions that give lists of edits.
 */
@NullMarked
package dev.eddy.model.refactor;

import org.jspecify.annotations.NullMarked;

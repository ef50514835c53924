/** Checks of a graph: contracts along the edges, and problems. */
@org.jspecify.annotations.NullMarked
package dev.eddy.model.check;

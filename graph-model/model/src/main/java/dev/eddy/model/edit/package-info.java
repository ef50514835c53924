/** Reversible changes of a pipeline, and their history. */
@org.jspecify.annotations.NullMarked
package dev.eddy.model.edit;

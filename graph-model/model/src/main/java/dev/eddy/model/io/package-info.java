/** Files and wire: the only package of the model that knows JSON. */
@org.jspecify.annotations.NullMarked
package dev.eddy.model.io;

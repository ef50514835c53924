/**
 * SQL expressions of a pipeline: Calcite reads and types them, an own generator turns them into
 * small classes that need the model artifact alone. Nothing of this package is seen by a host.
 */
@NullMarked
package dev.eddy.expressions;

import org.jspecify.annotations.NullMarked;

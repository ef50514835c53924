/** A run on disk: journal, digests and checkpoints, each in a file of checked blocks. */
@NullMarked
package dev.eddy.runtime.record;

import org.jspecify.annotations.NullMarked;

/**
 * The worker process: a JVM of its own that runs pipelines for the designer, so that user code that
 * loops or exhausts memory costs a run and never the editor. Designer and worker talk over a
 * loopback socket with the records of {@link dev.eddy.model.protocol}; whoever does not know the
 * token of the worker is hung up on.
 */
@NullMarked
package dev.eddy.runtime.worker;

import org.jspecify.annotations.NullMarked;

/** Files as sources and sinks: CSV in, JSON lines out. */
@NullMarked
package dev.eddy.connector.file;

import org.jspecify.annotations.NullMarked;

/** A project folder as data; read and written by {@code dev.eddy.model.io.ProjectFiles}. */
@NullMarked
package dev.eddy.model.project;

import org.jspecify.annotations.NullMarked;

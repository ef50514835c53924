/**
 * The command line, {@code eddy}. It runs without JavaFX: the window is started by name. Exit
 * codes: 0 fine, 1 the user's project is wrong or a comparison differs, 2 wrong usage, 3 the
 * environment failed.
 */
@NullMarked
package dev.eddy.cli;

import org.jspecify.annotations.NullMarked;

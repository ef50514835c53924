@NullMarked
package dev.eddy.designer.command;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.eddy.designer.text;

import org.jspecify.annotations.NullMarked;

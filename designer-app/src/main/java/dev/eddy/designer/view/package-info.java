@NullMarked
package dev.eddy.designer.view;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.eddy.model.graph;

import org.jspecify.annotations.NullMarked;

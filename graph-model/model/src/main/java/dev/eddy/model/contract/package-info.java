@NullMarked
package dev.eddy.model.contract;

import org.jspecify.annotations.NullMarked;

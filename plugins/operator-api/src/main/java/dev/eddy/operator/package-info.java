/** What authors of operators and connectors compile against. Both hosts bind it. */
@NullMarked
package dev.eddy.operator;

import org.jspecify.annotations.NullMarked;

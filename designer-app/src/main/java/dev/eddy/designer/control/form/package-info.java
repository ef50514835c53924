/** The form of an operator's parameters, derived from its descriptor. */
@NullMarked
package dev.eddy.designer.control.form;

import org.jspecify.annotations.NullMarked;

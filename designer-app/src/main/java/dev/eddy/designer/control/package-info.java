/**
 * Controls of the designer that know nothing of the application's state: each is a pure view model
 * (a record computed from model values) and a thin view with consumers for what the user does. Here
 * is what they share; each control has a package of its own. Views belong to the JavaFX thread.
 * Colours are looked-up colours {@code -eddy-TOKEN} that the theme defines.
 */
@NullMarked
package dev.eddy.designer.control;

import org.jspecify.annotations.NullMarked;

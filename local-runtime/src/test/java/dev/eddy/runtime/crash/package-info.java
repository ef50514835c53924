/** Kills, failures and damage at every place that there is, and what comes of them. */
@org.jspecify.annotations.NullMarked
package dev.eddy.runtime.crash;

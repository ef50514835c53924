/**
 * Tries an operator out: {@link dev.eddy.operator.torture.TestHost} runs it in memory, {@link
 * dev.eddy.operator.torture.Torture} runs it again and again under conditions that a host may
 * create, and compares. For tests of operators; nothing at run time uses it.
 */
@NullMarked
package dev.eddy.operator.torture;

import org.jspecify.annotations.NullMarked;

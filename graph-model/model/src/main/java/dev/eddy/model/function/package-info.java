/**
 * What generated expressions call: small static methods that need the JDK alone and mean what Flink
 * SQL 1.20 computes. Arguments are never null (generated code asks first); a null result is SQL's
 * NULL. All are pure and thread-safe.
 */
@NullMarked
package dev.eddy.model.function;

import org.jspecify.annotations.NullMarked;

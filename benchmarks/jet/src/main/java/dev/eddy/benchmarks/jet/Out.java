package dev.eddy.benchmarks.jet;

/** A row of a result: up to four numbers. */
record Out(long a, long b, long c, long d) {}

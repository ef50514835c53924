package org.apache.flink;

/** Stands for Flink, which is not on this class path, in the fixtures of the architecture tests. */
public record StandIn() {}

package dev.eddy.cluster;

/** A job that runs on a cluster. */
public record DeployedJob(String id, String name) {}

package dev.eddy.cluster;

import dev.eddy.model.plan.Plan;
import java.net.URI;
import java.util.Optional;

/**
 * What is to run where.
 *
 * @param target Flink's REST address, such as {@code http://127.0.0.1:8081}
 * @param savepoint where to start from; empty for a fresh start
 * @param parallelism of all operators but sinks
 */
public record DeployRequest(Plan plan, URI target, Optional<String> savepoint, int parallelism) {}

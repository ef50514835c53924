/** Deploys plans on Flink clusters over REST, watches and stops them; starts session clusters. */
@NullMarked
package dev.eddy.cluster;

import org.jspecify.annotations.NullMarked;

package dev.eddy.benchmarks.jet;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import dev.eddy.benchmarks.nexmark.Engine;
import dev.eddy.benchmarks.nexmark.EngineServer;
import dev.eddy.benchmarks.nexmark.Fold;
import dev.eddy.benchmarks.nexmark.Meter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The JVM of Jet: one member without a network, as many cooperative threads as the parallelism. */
public final class JetEngine implements Engine {
  private @Nullable HazelcastInstance member;
  private int threads;

  public static void main(String[] args) throws IOException {
    System.setProperty("hazelcast.logging.type", "none");
    System.setProperty("hazelcast.phone.home.enabled", "false");
    EngineServer.serve(new JetEngine());
  }

  @Override
  public Fold run(Job job, Meter meter) {
    HazelcastInstance m = member(job.parallelism());
    Result.begin(meter);
    m.getJet()
        .newJob(JetQueries.build(job.query(), job.events(), job.seed(), job.parallelism()))
        .join();
    return Result.total();
  }

  private HazelcastInstance member(int parallelism) {
    HazelcastInstance old = member;
    if (old != null && threads == parallelism) {
      return old;
    }
    if (old != null) {
      old.shutdown();
    }
    Config config = new Config();
    config.setClusterName("eddy-bench-" + ProcessHandle.current().pid());
    config.getJetConfig().setEnabled(true).setCooperativeThreadCount(parallelism);
    JoinConfig join = config.getNetworkConfig().getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    HazelcastInstance fresh = Hazelcast.newHazelcastInstance(config);
    member = fresh;
    threads = parallelism;
    return fresh;
  }
}

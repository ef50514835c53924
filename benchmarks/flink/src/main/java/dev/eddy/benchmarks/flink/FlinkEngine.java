package dev.eddy.benchmarks.flink;

import dev.eddy.benchmarks.nexmark.Engine;
import dev.eddy.benchmarks.nexmark.EngineServer;
import dev.eddy.benchmarks.nexmark.Event;
import dev.eddy.benchmarks.nexmark.Fold;
import dev.eddy.benchmarks.nexmark.Meter;
import dev.eddy.benchmarks.nexmark.Query;
import java.io.IOException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The JVM of Flink. Each job has a MiniCluster of its own: object reuse on, heap state (with the
 * option {@code rocksdb} RocksDB with 512 MB), no checkpoints.
 */
public final class FlinkEngine implements Engine {
  public static void main(String[] args) throws IOException {
    EngineServer.serve(new FlinkEngine());
  }

  @Override
  public Fold run(Job job, Meter meter) throws Exception {
    boolean rocksdb = job.option().equals("rocksdb");
    Configuration c = new Configuration();
    c.set(PipelineOptions.OBJECT_REUSE, true);
    c.set(StateBackendOptions.STATE_BACKEND, rocksdb ? "rocksdb" : "hashmap");
    c.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(rocksdb ? 512 : 64));
    c.set(TaskManagerOptions.NUM_TASK_SLOTS, job.parallelism());
    LocalStreamEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(job.parallelism(), c);
    Result.begin(meter);
    DataStream<Event> events =
        Events.of(environment, job.events(), job.seed(), job.parallelism());
    if (job.query() == Query.KV) {
      LargeState.build(events, job.events());
    } else {
      FlinkQueries.build(job.query(), events, job.seed(), job.parallelism());
    }
    environment.execute(job.query().id());
    return Result.total();
  }
}

package dev.eddy.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The configuration folder of a session cluster, which Flink 1.20 and 2.x read alike. */
final class ClusterConfig {
  static final List<String> JOB_MANAGER_MEMORY =
      List.of("-Xms128m", "-Xmx448m", "-XX:MaxMetaspaceSize=256m");

  /** Heap: framework and task heap below. Direct: both off-heap sizes and network. */
  static final List<String> TASK_MANAGER_MEMORY =
      List.of("-Xms256m", "-Xmx768m", "-XX:MaxDirectMemorySize=256m", "-XX:MaxMetaspaceSize=256m");

  private ClusterConfig() {}

  static void write(Path dir, Path savepoints, int restPort, int rpcPort, int slots)
      throws IOException {
    Path conf = Files.createDirectories(dir.resolve("conf"));
    Files.createDirectories(dir.resolve("log"));
    Path tmp = Files.createDirectories(dir.resolve("tmp"));
    Path checkpoints = Files.createDirectories(dir.resolve("checkpoints"));
    Files.createDirectories(savepoints);

    Map<String, String> c = new LinkedHashMap<>();
    c.put("rest.address", "127.0.0.1");
    c.put("rest.bind-address", "127.0.0.1");
    c.put("rest.port", Integer.toString(restPort));
    c.put("rest.bind-port", Integer.toString(restPort));
    c.put("jobmanager.rpc.address", "127.0.0.1");
    c.put("jobmanager.rpc.port", Integer.toString(rpcPort));
    c.put("jobmanager.bind-host", "127.0.0.1");
    c.put("taskmanager.bind-host", "127.0.0.1");
    c.put("taskmanager.host", "127.0.0.1");
    c.put("taskmanager.numberOfTaskSlots", Integer.toString(slots));
    // A TaskManager wants its memory part by part: the script that derives it is not to be had.
    c.put("taskmanager.cpu.cores", Integer.toString(slots));
    c.put("taskmanager.memory.framework.heap.size", "128m");
    c.put("taskmanager.memory.task.heap.size", "640m");
    c.put("taskmanager.memory.framework.off-heap.size", "128m");
    c.put("taskmanager.memory.task.off-heap.size", "64m");
    c.put("taskmanager.memory.managed.size", "64m");
    c.put("taskmanager.memory.network.min", "64m");
    c.put("taskmanager.memory.network.max", "64m");
    c.put("taskmanager.memory.jvm-metaspace.size", "256m");
    c.put("taskmanager.memory.jvm-overhead.min", "192m");
    c.put("taskmanager.memory.jvm-overhead.max", "192m");
    c.put("io.tmp.dirs", tmp.toString());
    c.put("web.upload.dir", tmp.toString());
    c.put("web.tmpdir", tmp.toString());
    c.put("execution.checkpointing.dir", checkpoints.toUri().toString());
    c.put("state.checkpoints.dir", checkpoints.toUri().toString());
    c.put("execution.checkpointing.savepoint-dir", savepoints.toUri().toString());
    c.put("state.savepoints.dir", savepoints.toUri().toString());
    // A job's state is cached that long; three seconds by default.
    c.put("web.refresh-interval", "200");
    // The TaskManager is up before the JobManager listens; by default it tries again after 10 s.
    c.put("cluster.registration.error-delay", "300");
    c.put("heartbeat.interval", "1000");
    c.put("heartbeat.rpc-failure-threshold", "2");
    StringBuilder yaml = new StringBuilder();
    c.forEach((k, v) -> yaml.append(k).append(": ").append(quoted(v)).append('\n'));
    Files.writeString(conf.resolve("config.yaml"), yaml);

    Files.writeString(
        conf.resolve("log4j.properties"),
        """
        rootLogger.level = INFO
        rootLogger.appenderRef.file.ref = file
        appender.file.type = File
        appender.file.name = file
        appender.file.fileName = ${sys:log.file}
        appender.file.layout.type = PatternLayout
        appender.file.layout.pattern = %d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %-60c %x - %m%n
        """);
  }

  /** Paths may hold what YAML takes for syntax. */
  private static String quoted(String value) {
    return value.matches("[A-Za-z0-9./-]+") ? value : "'" + value.replace("'", "''") + "'";
  }
}

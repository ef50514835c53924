package dev.eddy.benchmarks.nexmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * CPU time of the whole process, all its threads, collector and compilers, between start and stop.
 * Start and stop may be called by any threads; the first start and the last stop count. The clock
 * has ticks of 10 ms on Linux: measure some hundred.
 */
public final class Meter {
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private boolean started;
  private long cpu;
  private long wall;
  private long cpuUsed;
  private long wallUsed;

  public synchronized void start() {
    if (!started) {
      started = true;
      wall = System.nanoTime();
      cpu = system.getProcessCpuTime();
    }
  }

  public synchronized void stop() {
    cpuUsed = system.getProcessCpuTime() - cpu;
    wallUsed = System.nanoTime() - wall;
  }

  /** Nanoseconds. */
  public synchronized long cpu() {
    return cpuUsed;
  }

  /** Nanoseconds. */
  public synchronized long wall() {
    return wallUsed;
  }
}

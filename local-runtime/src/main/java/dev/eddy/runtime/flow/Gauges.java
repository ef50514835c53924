package dev.eddy.runtime.flow;

import java.util.List;

/**
 * What a network shows of its flow: rows that were counted, watermarks, digests, how much waits on
 * the edges. Changes nothing of it. For the network's thread; a source is named by its position
 * among the sources, in rank order, where there is no rank.
 */
public final class Gauges {
  private final Tasks tasks;
  private final Registers registers;

  Gauges(Tasks tasks, Registers registers) {
    this.tasks = tasks;
    this.registers = registers;
  }

  public long rowsIn(int rank) {
    long n = 0;
    for (Subtask t : tasks.of(rank)) {
      n += t.rowsIn();
    }
    return n;
  }

  public long rowsOut(int rank) {
    if (tasks.isSource(rank)) {
      return tasks.source(rank).rowsOut;
    }
    long n = 0;
    for (Subtask t : tasks.of(rank)) {
      n += t.rowsOut;
    }
    return n;
  }

  public long watermark(int rank) {
    return tasks.isSource(rank) ? tasks.source(rank).watermark : tasks.of(rank).get(0).watermark;
  }

  public long rowsOfEdge(int edge) {
    List<Channel> channels = tasks.channels().get(edge);
    long n = 0;
    for (int i = 0; i < channels.size(); i++) {
      n += channels.get(i).counted ? channels.get(i).taken : 0;
    }
    return n;
  }

  /** The last watermark that came along an edge. */
  public long watermarkOfEdge(int edge) {
    return tasks.channels().get(edge).get(0).watermark;
  }

  /** Rows that wait on an edge. */
  public long queuedOnEdge(int edge) {
    long n = 0;
    for (Channel c : tasks.channels().get(edge)) {
      n += c.pendingRows();
    }
    return n;
  }

  /**
   * How full the fullest channel of an edge was at most since the last call, in thousandths of its
   * room in memory; -1 for an edge whose rows never wait.
   */
  public int takeFillOfEdge(int edge) {
    int most = -1;
    for (Channel c : tasks.channels().get(edge)) {
      most = Math.max(most, c.takeFill());
    }
    return most;
  }

  /**
   * What rows at exchanges took of the heap at most: the sum over the channels of each most, since
   * {@link #takeFillOfEdge} took it.
   */
  public long mostWaitingBytes() {
    return tasks.channels().stream().flatMap(List::stream).mapToLong(Channel::most).sum();
  }

  /** Rows that went to disk, for want of room at an exchange. */
  public long spilledRows() {
    return tasks.channels().stream().flatMap(List::stream).mapToLong(Channel::spilled).sum();
  }

  /** Watermark of a split; {@code source} is a position among the sources, in rank order. */
  public long watermark(int source, int split) {
    return tasks.sources().get(source).splitWatermarks[split];
  }

  /** The greatest event time that a source has given, or Long.MIN_VALUE. */
  public long clock(int source) {
    return tasks.sources().get(source).clock;
  }

  /** The greatest event time that any source has given, or Long.MIN_VALUE. */
  public long clock() {
    long clock = Long.MIN_VALUE;
    for (SourceTask s : tasks.sources()) {
      clock = Math.max(clock, s.clock);
    }
    return clock;
  }

  /** Whether all splits of all sources have ended. */
  public boolean ended() {
    for (SourceTask s : tasks.sources()) {
      for (boolean e : s.ended) {
        if (!e) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether a split has ended. */
  public boolean ended(int source, int split) {
    return tasks.sources().get(source).ended[split];
  }

  /** Digest of what a node emitted (a sink: took) since the start of the run. */
  public Digest digest(int rank) {
    Digest d = new Digest();
    if (tasks.isSource(rank)) {
      Digest s = tasks.source(rank).digest;
      d.count = tasks.source(rank).rowsOut;
      d.first = s.first;
      d.second = s.second;
    }
    for (Subtask t : tasks.of(rank)) {
      d.count += t.digested();
      d.first += t.digest.first;
      d.second += t.digest.second;
    }
    return d;
  }

  /** Rows that passed an edge up to a keyframe. */
  public long rowsOfEdge(Network.Frame frame, int edge) {
    return registers.rowsOfEdge(frame.registers(), edge);
  }

  /** Watermark of a node at a keyframe. */
  public long watermark(Network.Frame frame, int rank) {
    return registers.watermark(frame.registers(), rank);
  }

  /** Rows that a node had taken at a keyframe; 0 for a source. */
  public long rowsIn(Network.Frame frame, int rank) {
    return registers.rowsIn(frame.registers(), rank);
  }
}

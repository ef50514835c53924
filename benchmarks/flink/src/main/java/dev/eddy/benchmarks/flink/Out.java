package dev.eddy.benchmarks.flink;

/** A row of a result: up to four numbers. A POJO in Flink's sense. */
public final class Out {
  public long a;
  public long b;
  public long c;
  public long d;

  public Out() {}

  static Out of(long a, long b, long c, long d) {
    Out out = new Out();
    out.a = a;
    out.b = b;
    out.c = c;
    out.d = d;
    return out;
  }
}

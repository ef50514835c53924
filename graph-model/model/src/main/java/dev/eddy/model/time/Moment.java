package dev.eddy.model.time;

/**
 * A totally ordered point of a run: just before step {@code step} of the cascade that gate event
 * {@code sequence} sets off. A step is the handling of one row, one timer or one advance of the
 * watermark by one operator; steps of one event follow the topological order of the operators.
 * {@code (s, 0)} is the point before anything of event {@code s} happened. Sequences count from 1.
 */
public record Moment(long sequence, int step) implements Comparable<Moment> {
  public static final Moment START = new Moment(0, 0);

  public Moment {
    if (sequence < 0 || step < 0) {
      throw new IllegalArgumentException("moment " + sequence + "." + step);
    }
  }

  public static Moment before(long sequence) {
    return new Moment(sequence, 0);
  }

  /** Reads {@code 40169.2}, {@code 40169·2}, {@code 40 169·2} or {@code 40169}. */
  public static Moment parse(String text) {
    String t = text.replace("\u202f", "").replace("\u00a0", "").replace(" ", "").replace('·', '.');
    int dot = t.indexOf('.');
    try {
      return dot < 0
          ? new Moment(Long.parseLong(t), 0)
          : new Moment(Long.parseLong(t.substring(0, dot)), Integer.parseInt(t.substring(dot + 1)));
    } catch (IllegalArgumentException e) {
      // No numbers, or negative ones.
      throw new IllegalArgumentException("'" + text + "' is no moment such as 40169.2", e);
    }
  }

  @Override
  public int compareTo(Moment o) {
    int c = Long.compare(sequence, o.sequence);
    return c != 0 ? c : Integer.compare(step, o.step);
  }

  /** {@code 40169.2}, as a shell writes it. */
  @Override
  public String toString() {
    return sequence + "." + step;
  }
}

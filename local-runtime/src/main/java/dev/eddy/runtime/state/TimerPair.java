package dev.eddy.runtime.state;

import org.jspecify.annotations.Nullable;

/**
 * The timers of event time of a store and those of processing time as one store: first the ones,
 * then the others. No key belongs to both, for the names of the others end in a mark. Used by one
 * thread at a time.
 */
record TimerPair(SortedStore<Timer> event, SortedStore<Timer> clock) implements SortedStore<Timer> {
  private record Frame(Keyframe event, Keyframe clock) implements Keyframe {
    @Override
    public void weigh(Holdings into) {
      event.weigh(into);
      clock.weigh(into);
    }
  }

  private record View(Snapshot<Timer> event, Snapshot<Timer> clock) implements Snapshot<Timer> {
    @Override
    public int size() {
      return event.size() + clock.size();
    }

    @Override
    public void scan(Visitor<? super Timer> visitor) {
      boolean[] on = {true};
      event.scan((k, t) -> on[0] = visitor.visit(k, t));
      if (on[0]) {
        clock.scan(visitor);
      }
    }

    @Override
    public void changesSince(Snapshot<Timer> earlier, Changes<? super Timer> visitor) {
      View then = (View) earlier;
      boolean[] on = {true};
      event.changesSince(then.event, (k, t) -> on[0] = visitor.change(k, t));
      if (on[0]) {
        clock.changesSince(then.clock, visitor);
      }
    }
  }

  @Override
  public @Nullable Timer get(byte[] key) {
    Timer found = event.get(key);
    return found != null ? found : clock.get(key);
  }

  @Override
  public @Nullable Timer put(byte[] key, Timer value) {
    return (value.isByClock() ? clock : event).put(key, value);
  }

  @Override
  public @Nullable Timer remove(byte[] key) {
    Timer removed = event.remove(key);
    return removed != null ? removed : clock.remove(key);
  }

  @Override
  public int size() {
    return event.size() + clock.size();
  }

  @Override
  public @Nullable Timer first() {
    Timer first = event.first();
    return first != null ? first : clock.first();
  }

  @Override
  public void scan(byte[] from, Visitor<? super Timer> visitor) {
    boolean[] on = {true};
    event.scan(from, (k, t) -> on[0] = visitor.visit(k, t));
    if (on[0]) {
      clock.scan(from, visitor);
    }
  }

  @Override
  public byte @Nullable [] lastKeyBelow(byte[] upper) {
    byte[] last = clock.lastKeyBelow(upper);
    return last != null ? last : event.lastKeyBelow(upper);
  }

  @Override
  public Keyframe keyframe() {
    return new Frame(event.keyframe(), clock.keyframe());
  }

  @Override
  public void seek(Keyframe keyframe) {
    Frame f = (Frame) keyframe;
    event.seek(f.event);
    clock.seek(f.clock);
  }

  @Override
  public Snapshot<Timer> snapshot() {
    return new View(event.snapshot(), clock.snapshot());
  }
}

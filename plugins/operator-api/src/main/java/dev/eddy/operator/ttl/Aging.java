package dev.eddy.operator.ttl;

import dev.eddy.model.row.Row;
import dev.eddy.operator.ListState;
import dev.eddy.operator.MapState;
import dev.eddy.operator.StateSpec;
import dev.eddy.operator.Ttl;
import dev.eddy.operator.ValueState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * State whose entries have a time to live, on state that holds {@link StateSpec#stored()}: each
 * entry with the time of its last use. What is over is removed when it is met; a host may remove it
 * at any other time too, which nobody can see. Used by one thread at a time.
 */
public final class Aging {
  private final Ttl ttl;
  private final LongSupplier clock;
  private final int columns;
  private final Row stored;

  private Aging(StateSpec spec, LongSupplier clock) {
    this.ttl = Objects.requireNonNull(spec.ttl());
    this.clock = clock;
    this.columns = spec.value().size();
    this.stored = new Row(columns + 1);
  }

  /**
   * @param inner holds {@link StateSpec#stored()}
   * @param clock the gate's, at the row or timer that is handled; milliseconds
   */
  public static ValueState value(StateSpec spec, ValueState inner, LongSupplier clock) {
    return new Value(new Aging(spec, clock), inner);
  }

  /** As {@link #value}; each element lives by itself. */
  public static ListState list(StateSpec spec, ListState inner, LongSupplier clock) {
    return new Items(new Aging(spec, clock), inner);
  }

  /** As {@link #value}; each entry lives by itself. */
  public static MapState map(StateSpec spec, MapState inner, LongSupplier clock) {
    return new Mapping(new Aging(spec, clock), inner);
  }

  private boolean isOver(Row entry, long now) {
    return ttl.isOver(entry.getLong(columns), now);
  }

  /** Whether reading an entry changes it. */
  private boolean touches(Row entry, long now) {
    return ttl.update() == Ttl.Update.ON_READ_AND_WRITE && entry.getLong(columns) != now;
  }

  private Row touched(Row entry, long now) {
    stored.setAll(entry);
    stored.setLong(columns, now);
    return stored;
  }

  private Row withClock(Row value) {
    stored.clear();
    for (int c = 0; c < columns; c++) {
      stored.setFrom(c, value, c);
    }
    stored.setKind(value.kind());
    stored.setLong(columns, clock.getAsLong());
    return stored;
  }

  /** The value of an entry, written over {@code into}. */
  private Row plain(Row entry, Row into) {
    for (int c = 0; c < columns; c++) {
      into.setFrom(c, entry, c);
    }
    return into.setKind(entry.kind());
  }

  private static final class Value implements ValueState {
    private final Aging aging;
    private final ValueState inner;
    private final Row view;

    Value(Aging aging, ValueState inner) {
      this.aging = aging;
      this.inner = inner;
      this.view = new Row(aging.columns);
    }

    @Override
    public @Nullable Row get() {
      long now = aging.clock.getAsLong();
      Row entry = inner.get();
      if (entry == null) {
        return null;
      }
      if (aging.isOver(entry, now)) {
        inner.clear();
        return null;
      }
      aging.plain(entry, view);
      if (aging.touches(entry, now)) {
        inner.set(aging.touched(entry, now));
      }
      return view;
    }

    @Override
    public void set(Row value) {
      inner.set(aging.withClock(value));
    }

    @Override
    public void clear() {
      inner.clear();
    }
  }

  private static final class Items implements ListState {
    private final Aging aging;
    private final ListState inner;

    Items(Aging aging, ListState inner) {
      this.aging = aging;
      this.inner = inner;
    }

    @Override
    public void add(Row value) {
      inner.add(aging.withClock(value));
    }

    @Override
    public List<Row> all() {
      long now = aging.clock.getAsLong();
      List<Row> entries = inner.all();
      List<Row> live = new ArrayList<>(entries.size());
      boolean touched = false;
      for (Row e : entries) {
        if (!aging.isOver(e, now)) {
          live.add(e);
          touched |= aging.touches(e, now);
        }
      }
      List<Row> out = new ArrayList<>(live.size());
      for (Row e : live) {
        out.add(aging.plain(e, new Row(aging.columns)));
      }
      if (touched || live.size() < entries.size()) {
        List<Row> kept = live.stream().map(Row::copy).toList();
        inner.clear();
        for (Row e : kept) {
          inner.add(aging.touches(e, now) ? aging.touched(e, now) : e);
        }
      }
      return out;
    }

    @Override
    public void clear() {
      inner.clear();
    }
  }

  private static final class Mapping implements MapState {
    private final Aging aging;
    private final MapState inner;
    private final Row view;

    Mapping(Aging aging, MapState inner) {
      this.aging = aging;
      this.inner = inner;
      this.view = new Row(aging.columns);
    }

    @Override
    public @Nullable Row get(Row subKey) {
      long now = aging.clock.getAsLong();
      Row entry = inner.get(subKey);
      if (entry == null) {
        return null;
      }
      if (aging.isOver(entry, now)) {
        inner.remove(subKey);
        return null;
      }
      aging.plain(entry, view);
      if (aging.touches(entry, now)) {
        inner.put(subKey, aging.touched(entry, now));
      }
      return view;
    }

    @Override
    public void put(Row subKey, Row value) {
      inner.put(subKey, aging.withClock(value));
    }

    @Override
    public void remove(Row subKey) {
      inner.remove(subKey);
    }

    @Override
    public List<Entry> entries() {
      long now = aging.clock.getAsLong();
      List<Entry> out = new ArrayList<>();
      List<Row> over = new ArrayList<>();
      List<Entry> touched = new ArrayList<>();
      for (Entry e : inner.entries()) {
        if (aging.isOver(e.value(), now)) {
          over.add(e.key().copy());
          continue;
        }
        out.add(new Entry(e.key(), aging.plain(e.value(), new Row(aging.columns))));
        if (aging.touches(e.value(), now)) {
          touched.add(new Entry(e.key().copy(), aging.touched(e.value(), now).copy()));
        }
      }
      over.forEach(inner::remove);
      touched.forEach(e -> inner.put(e.key(), e.value()));
      return out;
    }

    @Override
    public void clear() {
      inner.clear();
    }
  }
}

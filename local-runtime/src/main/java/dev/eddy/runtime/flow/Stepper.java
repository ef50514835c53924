package dev.eddy.runtime.flow;

import dev.eddy.model.row.Row;
import dev.eddy.runtime.state.Keys;
import dev.eddy.runtime.state.StateKey;
import dev.eddy.runtime.state.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Does the work of a gate event one step at a time, in the order and with the numbers that direct
 * calls give: depth first. What a step sends on is kept on a stack instead of being handled at
 * once, so that it can be looked at before. Owned by the network's thread.
 */
final class Stepper {
  /** Something that was sent and not yet handled, or (without a channel) timers to be fired. */
  private static final class Item {
    final Subtask target;
    final @Nullable Channel channel;
    final @Nullable Row row;
    final @Nullable Place place;
    final @Nullable StateKey key;
    final long watermark;

    private Item(
        Subtask target,
        @Nullable Channel channel,
        @Nullable Row row,
        @Nullable Place place,
        @Nullable StateKey key,
        long watermark) {
      this.target = target;
      this.channel = channel;
      this.row = row;
      this.place = place;
      this.key = key;
      this.watermark = watermark;
    }
  }

  private enum Kind {
    NONE,
    ROW,
    WATERMARK,
    TIMER
  }

  private final Turn turn;
  private final List<Subtask> merging;
  private final List<Item> stack = new ArrayList<>();
  private final List<Item> sent = new ArrayList<>();
  private Kind next = Kind.NONE;
  private @Nullable Subtask subtask;
  private @Nullable Channel channel;
  private @Nullable Timer timer;
  private boolean fromStack;

  /** Whose timers of processing time are to fire, from one on. */
  private Subtask[] clocked = {};

  private int clockedAt;
  private long clock;

  /**
   * @param merging the subtasks whose rows come from channels, in rank order
   */
  Stepper(Turn turn, List<Subtask> merging) {
    this.turn = turn;
    this.merging = merging;
  }

  void row(
      Subtask target, Channel from, Row row, @Nullable Place place, @Nullable StateKey routeKey) {
    StateKey key = null;
    if (routeKey != null) {
      key = new StateKey();
      key.set(routeKey.toBytes());
    }
    sent.add(new Item(target, from, row.copy(), place, key, 0));
  }

  void watermark(Subtask target, Channel from, long value) {
    sent.add(new Item(target, from, null, null, null, value));
  }

  /**
   * The clock has come to a time.
   *
   * @param subtasks in rank order
   */
  void tick(Subtask[] subtasks, long time) {
    clocked = subtasks;
    clockedAt = 0;
    for (Subtask s : subtasks) {
      s.beginFiring();
    }
    clock = time;
  }

  /** What was sent comes next, in the order of sending. */
  void settle() {
    for (int i = sent.size() - 1; i >= 0; i--) {
      stack.add(sent.get(i));
    }
    sent.clear();
  }

  /** Finds the next step; false when everything is done. Does nothing when it is found already. */
  boolean prepare() {
    boolean more = true;
    while (next == Kind.NONE && more) {
      int upTo = clockedAt < clocked.length ? clocked[clockedAt].rank : Integer.MAX_VALUE;
      more = prepare(upTo);
    }
    return next != Kind.NONE;
  }

  /**
   * As the other one.
   *
   * @param upTo rank of whose timers fire next, behind the rows that came to it
   * @return whether to go on looking
   */
  private boolean prepare(int upTo) {
    while (next == Kind.NONE && !stack.isEmpty()) {
      Item top = stack.get(stack.size() - 1);
      subtask = top.target;
      channel = top.channel;
      fromStack = true;
      if (top.row != null) {
        next = Kind.ROW;
      } else if (top.channel != null) {
        stack.remove(stack.size() - 1);
        if (top.target.arrived(top.channel, top.watermark)) {
          next = Kind.WATERMARK;
        }
      } else {
        timer = top.target.due();
        if (timer != null) {
          next = Kind.TIMER;
        } else {
          stack.remove(stack.size() - 1);
          top.target.sendWatermark();
          settle();
        }
      }
    }
    for (int i = 0; next == Kind.NONE && i < merging.size(); i++) {
      Subtask t = merging.get(i);
      if (t.rank > upTo) {
        break;
      }
      switch (t.poll()) {
        case NOTHING -> {}
        case ROW -> {
          next = Kind.ROW;
          channel = t.inbox.channel();
        }
        case WATERMARK -> next = Kind.WATERMARK;
        case TICK -> throw new IllegalStateException("a tick comes by no channel here");
      }
      subtask = t;
      fromStack = false;
    }
    if (next != Kind.NONE || clockedAt == clocked.length) {
      return false;
    }
    Subtask t = clocked[clockedAt];
    timer = t.dueByClock(clock);
    if (timer == null) {
      clockedAt++;
    } else {
      next = Kind.TIMER;
      subtask = t;
      fromStack = false;
    }
    return true;
  }

  /** Does the step that was found. */
  void perform() {
    Subtask t = subtask();
    t.stepped(true);
    try {
      perform(t);
    } finally {
      t.stepped(false);
    }
    settle();
  }

  private void perform(Subtask t) {
    Kind what = next;
    next = Kind.NONE;
    switch (what) {
      case ROW -> {
        if (fromStack) {
          Item top = stack.remove(stack.size() - 1);
          t.anyRow(channel(), Objects.requireNonNull(top.row), top.place, top.key, 0);
        } else {
          t.rowOfChannel();
        }
      }
      case WATERMARK -> {
        t.begin(t.advanceTo());
        sent.add(new Item(t, null, null, null, null, 0));
      }
      case TIMER -> t.fire(Objects.requireNonNull(timer));
      case NONE -> throw new IllegalStateException("nothing was prepared");
    }
  }

  Subtask subtask() {
    return Objects.requireNonNull(subtask);
  }

  private Channel channel() {
    return Objects.requireNonNull(channel);
  }

  /** The edge whose row is the next step, or -1. */
  int edge() {
    return next == Kind.ROW ? channel().edge : -1;
  }

  /** The row that is the next step; only where there is an {@link #edge}. */
  Row row() {
    return fromStack ? Objects.requireNonNull(stack.get(stack.size() - 1).row) : channel().row();
  }

  /** The timer that is the next step, or null. */
  @Nullable Timer timer() {
    return next == Kind.TIMER ? timer : null;
  }

  /** Canonical bytes of the key of the row or timer that is the next step; null without one. */
  byte @Nullable [] key() {
    if (next == Kind.TIMER) {
      return Keys.key(Objects.requireNonNull(timer).key());
    }
    if (next != Kind.ROW) {
      return null;
    }
    StateKey key = fromStack ? stack.get(stack.size() - 1).key : channel().rowKey(new StateKey());
    return key == null ? null : Keys.key(key.toBytes());
  }

  /** Gives up whatever was under way. */
  void abandon() {
    stack.clear();
    sent.clear();
    next = Kind.NONE;
    clockedAt = clocked.length;
    turn.stepper = null;
    turn.forget();
  }
}

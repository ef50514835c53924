package dev.eddy.runtime.state;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Arrays of pages that nobody has any more. A seek makes many large pages anew; what it leaves
 * would otherwise be work for the garbage collector, which copies large young arrays. Used by one
 * thread at a time.
 */
final class Spares {
  private static final Object[] NO_REFS = {};
  private static final int MOST_WORDS = 1 << 23;

  private final ArrayDeque<long[]> words = new ArrayDeque<>();
  private final ArrayDeque<@Nullable Object[]> refs = new ArrayDeque<>();

  /** Takes the arrays of a page that is in no directory any more. */
  void add(Page p) {
    if ((words.size() + 1L) * p.words.length > MOST_WORDS
        || !words.isEmpty() && words.getLast().length != p.words.length) {
      return;
    }
    words.addLast(p.words);
    if (p.refs.length > 0) {
      Arrays.fill(p.refs, null);
      refs.addLast(p.refs);
    }
  }

  /**
   * @param cleared whether all must be 0
   */
  long[] words(int length, boolean cleared) {
    if (words.isEmpty() || words.getLast().length != length) {
      return new long[length];
    }
    long[] out = words.removeLast();
    if (cleared) {
      Arrays.fill(out, 0);
    }
    return out;
  }

  /** Gives references that are all null. */
  @Nullable Object[] refs(int length) {
    if (length == 0) {
      return NO_REFS;
    }
    return refs.isEmpty() || refs.getLast().length != length
        ? new Object[length]
        : refs.removeLast();
  }
}

package dev.eddy.model.check;

import dev.eddy.model.problem.Place.Range;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A text in which parts were replaced, with the way back for places in it. */
public final class Substitution {
  /** A part that was replaced: offsets in the result and in the source, ends exclusive. */
  private record Part(int start, int end, int sourceStart, int sourceEnd) {}

  private final String source;
  private final String text;
  private final List<Part> parts;

  private Substitution(String source, String text, List<Part> parts) {
    this.source = source;
    this.text = text;
    this.parts = parts;
  }

  public String text() {
    return text;
  }

  /** Collects replacements from left to right. */
  static final class Builder {
    private final String source;
    private final StringBuilder out = new StringBuilder();
    private final List<Part> parts = new ArrayList<>();
    private int done;

    Builder(String source) {
      this.source = source;
    }

    void replace(int from, int to, String with) {
      out.append(source, done, from);
      parts.add(new Part(out.length(), out.length() + with.length(), from, to));
      out.append(with);
      done = to;
    }

    Substitution build() {
      out.append(source, done, source.length());
      return new Substitution(source, out.toString(), List.copyOf(parts));
    }
  }

  /** Where a range of the result stands in the source; a replaced part counts as a whole. */
  public Range toSource(Range r) {
    if (parts.isEmpty()) {
      return r;
    }
    int start = toSource(offset(text, r.startLine(), r.startColumn()), true);
    int end = toSource(offset(text, r.endLine(), r.endColumn()), false);
    int[] from = position(source, start);
    int[] to = position(source, Math.max(start, end));
    return new Range(from[0], from[1], to[0], to[1]);
  }

  /** Where {@code [from, to)} of the result stands in the source; null where it was put in. */
  public int @Nullable [] copied(int from, int to) {
    for (Part p : parts) {
      if (p.start() < to && from < p.end()) {
        return null;
      }
    }
    return new int[] {toSource(from, true), toSource(to, false)};
  }

  private int toSource(int offset, boolean isStart) {
    int shift = 0;
    for (Part p : parts) {
      if (offset < p.start() || offset == p.start() && !isStart) {
        break;
      }
      if (offset < p.end() || offset == p.end() && !isStart) {
        return isStart ? p.sourceStart() : p.sourceEnd();
      }
      shift = p.sourceEnd() - p.end();
    }
    return offset + shift;
  }

  private static int offset(String text, int line, int column) {
    int at = 0;
    for (int l = 1; l < line; l++) {
      int next = text.indexOf('\n', at);
      if (next < 0) {
        break;
      }
      at = next + 1;
    }
    return Math.min(text.length(), at + column - 1);
  }

  private static int[] position(String text, int offset) {
    int line = 1;
    int at = 0;
    while (true) {
      int next = text.indexOf('\n', at);
      if (next < 0 || next >= offset) {
        return new int[] {line, offset - at + 1};
      }
      line++;
      at = next + 1;
    }
  }
}

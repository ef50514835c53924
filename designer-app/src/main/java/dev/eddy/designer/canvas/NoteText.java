package dev.eddy.designer.canvas;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The text of a note, laid out in lines. Of Markdown it knows headings ({@code #}), list items
 * ({@code -}), {@code **bold**}, {@code `code`} and empty lines between paragraphs; lines that
 * follow each other are one paragraph. Pure.
 */
final class NoteText {
  /** How a run of text is set. */
  enum Style {
    PLAIN,
    BOLD,
    CODE,
    HEADING
  }

  record Run(String text, Style style) {
    boolean isBullet() {
      return text.equals("•");
    }
  }

  /**
   * @param indent of the line, in canvas units
   */
  record Line(List<Run> runs, double indent) {
    String text() {
      StringBuilder b = new StringBuilder();
      runs.forEach(r -> b.append(r.text()));
      return b.toString();
    }
  }

  /** Width of a bullet with its gap. */
  static final double BULLET = 12;

  private final double width;
  private final BiFunction<String, Style, Double> widthOf;
  private final List<Line> lines = new ArrayList<>();
  private List<Run> line = new ArrayList<>();
  private double used;
  private double indent;

  /** Whether a blank stands before the next word: marks may begin and end within one. */
  private boolean gap;

  private NoteText(double width, BiFunction<String, Style, Double> widthOf) {
    this.width = width;
    this.widthOf = widthOf;
  }

  /**
   * @param width room for a line
   * @param widthOf width of a text in a style
   */
  static List<Line> lines(String text, double width, BiFunction<String, Style, Double> widthOf) {
    NoteText t = new NoteText(width, widthOf);
    for (String raw : text.split("\n", -1)) {
      t.source(raw.strip());
    }
    t.end();
    return t.lines;
  }

  private void source(String raw) {
    gap = true;
    if (raw.isEmpty()) {
      end();
      if (!lines.isEmpty()) {
        lines.add(new Line(List.of(), 0));
      }
    } else if (raw.startsWith("#")) {
      end();
      words(raw.replaceFirst("^#+\\s*", ""), Style.HEADING);
      end();
    } else if (raw.startsWith("- ") || raw.startsWith("* ")) {
      end();
      put(new Run("•", Style.PLAIN), BULLET);
      indent = BULLET;
      spans(raw.substring(2).strip());
    } else {
      spans(raw);
    }
  }

  private void spans(String raw) {
    Style style = Style.PLAIN;
    StringBuilder run = new StringBuilder();
    for (int i = 0; i < raw.length(); i++) {
      boolean bold = raw.startsWith("**", i) && style != Style.CODE;
      boolean code = raw.charAt(i) == '`' && style != Style.BOLD;
      if (bold && (style == Style.BOLD || raw.indexOf("**", i + 2) > 0)) {
        words(run.toString(), style);
        run.setLength(0);
        style = style == Style.BOLD ? Style.PLAIN : Style.BOLD;
        i++;
      } else if (code && (style == Style.CODE || raw.indexOf('`', i + 1) > 0)) {
        words(run.toString(), style);
        run.setLength(0);
        style = style == Style.CODE ? Style.PLAIN : Style.CODE;
      } else {
        run.append(raw.charAt(i));
      }
    }
    words(run.toString(), style);
  }

  private void words(String text, Style style) {
    int at = 0;
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        gap = true;
        at++;
        continue;
      }
      int start = at;
      while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      String word = text.substring(start, at);
      double w = widthOf.apply(word, style);
      double space = line.isEmpty() || isBullet() || !gap ? 0 : widthOf.apply(" ", Style.PLAIN);
      gap = false;
      if (used + space + w > width && !line.isEmpty() && !isBullet()) {
        double keep = indent;
        end();
        indent = keep;
        used = keep;
        space = 0;
      }
      while (used + space + w > width && word.codePointCount(0, word.length()) > 1) {
        // An address, say, that no line holds goes on in the next one.
        int fits = fitting(word, style, width - used - space);
        put(new Run(space > 0 ? " " + word.substring(0, fits) : word.substring(0, fits), style), w);
        double keep = indent;
        end();
        indent = keep;
        used = keep;
        space = 0;
        word = word.substring(fits);
        w = widthOf.apply(word, style);
      }
      put(new Run(space > 0 ? " " + word : word, style), space + w);
    }
  }

  /** How much of a word has room, one character at least. */
  private int fitting(String word, Style style, double room) {
    int end = word.offsetByCodePoints(0, 1);
    while (end < word.length()) {
      int next = word.offsetByCodePoints(end, 1);
      if (widthOf.apply(word.substring(0, next), style) > room) {
        break;
      }
      end = next;
    }
    return end;
  }

  private boolean isBullet() {
    return line.size() == 1 && line.get(0).isBullet();
  }

  private void put(Run run, double w) {
    line.add(run);
    used += w;
  }

  private void end() {
    if (!line.isEmpty()) {
      lines.add(new Line(List.copyOf(line), line.get(0).isBullet() ? 0 : indent));
    }
    line = new ArrayList<>();
    used = 0;
    indent = 0;
  }
}

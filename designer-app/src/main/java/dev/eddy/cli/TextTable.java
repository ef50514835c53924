package dev.eddy.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines with aligned columns; numbers to the right. */
final class TextTable {
  private int longest = Integer.MAX_VALUE;
  private final List<String> head;
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... head) {
    this(List.of(head));
  }

  TextTable(List<String> head) {
    this.head = List.copyOf(head);
  }

  /** Cuts the cells of all further rows to so many characters. */
  TextTable cutAt(int characters) {
    longest = characters;
    return this;
  }

  void row(List<? extends @Nullable Object> cells) {
    rows.add(cells.stream().map(this::cell).toList());
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  private String cell(@Nullable Object value) {
    String text = value == null ? "null" : value.toString();
    StringBuilder b = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      b.append(Character.isISOControl(c) ? '\ufffd' : c);
    }
    return b.length() > longest ? b.substring(0, longest - 1) + "…" : b.toString();
  }

  List<String> lines(String indent) {
    int n = head.size();
    int[] width = new int[n];
    boolean[] right = new boolean[n];
    for (int c = 0; c < n; c++) {
      width[c] = head.get(c).length();
      right[c] = !rows.isEmpty();
      for (List<String> row : rows) {
        width[c] = Math.max(width[c], row.get(c).length());
        right[c] &= row.get(c).matches("[-−]?[0-9 .]*");
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(line(indent, head, width, right));
    for (List<String> row : rows) {
      lines.add(line(indent, row, width, right));
    }
    return lines;
  }

  private static String line(String indent, List<String> cells, int[] width, boolean[] right) {
    StringBuilder b = new StringBuilder(indent);
    for (int c = 0; c < cells.size(); c++) {
      String pad = " ".repeat(width[c] - cells.get(c).length());
      b.append(c == 0 ? "" : "  ");
      b.append(right[c] ? pad + cells.get(c) : cells.get(c) + pad);
    }
    return b.toString().stripTrailing();
  }
}

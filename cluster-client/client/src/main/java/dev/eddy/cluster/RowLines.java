package dev.eddy.cluster;

import dev.eddy.model.io.RowJson;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import dev.eddy.model.type.TypeRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Rows of two hosts as JSON lines, compared as bags. */
final class RowLines {
  /** Size, relative to the value, below which floating numbers count as equal. */
  private static final double TOLERANCE = 1e-9;

  private static final int SHOWN = 5;

  /** What only one of two bags has, at most five rows each. */
  record Difference(List<String> left, List<String> right) {
    boolean isNone() {
      return left.isEmpty() && right.isEmpty();
    }
  }

  private RowLines() {}

  static List<String> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(l -> !l.isBlank()).toList();
    }
  }

  /** Compares texts: any digit counts. */
  static Difference exactly(List<String> left, List<String> right) {
    return merge(sorted(left), sorted(right), Comparator.naturalOrder());
  }

  /** Compares rows whose floating columns may differ by the tolerance. */
  static Difference withTolerance(List<String> left, List<String> right, Schema schema)
      throws IOException {
    RowJson json = new RowJson(schema);
    int[] floats = floats(schema);
    List<Numbered> l = numbered(left, json, floats);
    List<Numbered> r = numbered(right, json, floats);
    List<String> onlyLeft = new ArrayList<>();
    List<String> onlyRight = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < l.size() || j < r.size()) {
      int order =
          i == l.size() ? 1 : j == r.size() ? -1 : l.get(i).rest().compareTo(r.get(j).rest());
      if (order == 0 && !l.get(i).isNear(r.get(j))) {
        order = Arrays.compare(l.get(i).numbers(), r.get(j).numbers());
      } else if (order == 0) {
        i++;
        j++;
        continue;
      }
      if (order < 0) {
        show(onlyLeft, l.get(i++).line());
      } else {
        show(onlyRight, r.get(j++).line());
      }
    }
    return new Difference(onlyLeft, onlyRight);
  }

  /** A row with its floating columns apart. */
  private record Numbered(String rest, double[] numbers, String line) {
    boolean isNear(Numbered other) {
      for (int i = 0; i < numbers.length; i++) {
        double a = numbers[i];
        double b = other.numbers[i];
        double size = Math.max(Math.abs(a), Math.abs(b));
        if (Double.compare(a, b) != 0 && !(Math.abs(a - b) <= TOLERANCE * size)) {
          return false;
        }
      }
      return true;
    }
  }

  private static List<Numbered> numbered(List<String> lines, RowJson json, int[] floats)
      throws IOException {
    List<Numbered> out = new ArrayList<>(lines.size());
    for (String line : lines) {
      Row row = json.read(line);
      double[] numbers = new double[floats.length];
      for (int i = 0; i < floats.length; i++) {
        numbers[i] = row.isNull(floats[i]) ? Double.NaN : row.getDouble(floats[i]);
        row.setDouble(floats[i], 0);
      }
      out.add(new Numbered(json.toJson(row), numbers, line));
    }
    out.sort(
        Comparator.comparing(Numbered::rest).thenComparing(Numbered::numbers, Arrays::compare));
    return out;
  }

  private static int[] floats(Schema schema) {
    return java.util.stream.IntStream.range(0, schema.size())
        .filter(
            c ->
                schema.type(c).root() == TypeRoot.DOUBLE || schema.type(c).root() == TypeRoot.FLOAT)
        .toArray();
  }

  private static List<String> sorted(List<String> lines) {
    List<String> copy = new ArrayList<>(lines);
    copy.sort(Comparator.naturalOrder());
    return copy;
  }

  private static Difference merge(List<String> left, List<String> right, Comparator<String> order) {
    List<String> onlyLeft = new ArrayList<>();
    List<String> onlyRight = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < left.size() || j < right.size()) {
      int c =
          i == left.size() ? 1 : j == right.size() ? -1 : order.compare(left.get(i), right.get(j));
      if (c == 0) {
        i++;
        j++;
      } else if (c < 0) {
        show(onlyLeft, left.get(i++));
      } else {
        show(onlyRight, right.get(j++));
      }
    }
    return new Difference(onlyLeft, onlyRight);
  }

  private static void show(List<String> lines, String line) {
    if (lines.size() < SHOWN) {
      lines.add(line);
    }
  }
}

package dev.eddy.designer.state;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.io.CellText;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.TypeRoot;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Made-up rows of a schema: event time moves on, texts repeat as keys do, one nullable cell in
 * twenty is null. The same seed gives the same rows. Pure.
 */
final class GeneratedRows {
  private static final long START = 1_704_103_200_000L; // 2024-01-01 10:00
  private static final long HOUR = 3_600_000;
  private static final int NULLS = 20;
  private static final int WORDS = 8;

  private GeneratedRows() {}

  static List<List<@Nullable String>> of(Contract contract, int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Field> fields = contract.schema().fields();
    List<List<@Nullable String>> out = new ArrayList<>(rows);
    for (int r = 0; r < rows; r++) {
      List<@Nullable String> row = new ArrayList<>(fields.size());
      for (Field f : fields) {
        boolean time = f.name().equals(contract.timeColumn());
        boolean isNull = f.type().nullable() && !time && random.nextInt(NULLS) == 0;
        row.add(isNull ? null : cell(f, r, random, contract.window()));
      }
      out.add(row);
    }
    return out;
  }

  private static String cell(
      Field f, int row, SplittableRandom random, Contract.@Nullable Window window) {
    DataType type = f.type();
    TypeRoot root = type.root();
    if (window != null && f.name().equals(window.startColumn())) {
      return CellText.timestamp(START + row / 10 * HOUR);
    }
    if (window != null && f.name().equals(window.endColumn())) {
      return CellText.timestamp(START + (row / 10 + 1) * HOUR);
    }
    return switch (root) {
      case BOOLEAN -> String.valueOf(random.nextBoolean());
      case TIMESTAMP -> timestamp(row, random);
      case TIMESTAMP_LTZ -> timestamp(row, random) + "Z";
      case TIME ->
          java.time.LocalTime.of(random.nextInt(24), random.nextInt(60), random.nextInt(1, 60))
              .toString();
      case DATE -> java.time.LocalDate.of(2024, 1, 1).plusDays(random.nextInt(60)).toString();
      case DOUBLE -> String.valueOf(Math.round(random.nextDouble() * 10_000) / 100.0);
      case DECIMAL -> decimal(type, random);
      case FLOAT -> String.valueOf(random.nextInt(1_000) / 10f);
      case TINYINT, SMALLINT, INT -> String.valueOf(random.nextInt(100));
      case BIGINT -> String.valueOf(random.nextLong(1_000));
      case CHAR, VARCHAR -> text(f.name() + "-" + (char) ('a' + random.nextInt(WORDS)), type);
    };
  }

  private static String timestamp(int row, SplittableRandom random) {
    return CellText.timestamp(START + row * 60_000L + random.nextInt(60) * 1_000L);
  }

  /** The end of a word, which tells it from others. */
  private static String text(String word, DataType type) {
    int length = type.precision();
    String cut = word.length() > length ? word.substring(word.length() - length) : word;
    return type.root() == TypeRoot.CHAR ? cut + " ".repeat(length - cut.length()) : cut;
  }

  private static String decimal(DataType type, SplittableRandom random) {
    long greatest = (long) Math.pow(10, Math.min(6, type.precision()));
    return new BigDecimal(BigInteger.valueOf(random.nextLong(greatest)), type.scale())
        .toPlainString();
  }
}

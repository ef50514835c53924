package dev.eddy.runtime.state;

import dev.eddy.model.row.Row;
import dev.eddy.model.row.RowKind;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random rows of a schema, with nulls. */
public final class SampleRows {
  private SampleRows() {}

  /** So many columns of numbers. */
  public static Schema wide(int columns) {
    List<Field> fields = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      fields.add(new Field("c" + c, DataType.BIGINT));
    }
    return new Schema(fields);
  }

  /** Of many lengths, some of which begin alike or are the beginning of another. */
  private static String text(Random random) {
    String s = "text" + random.nextInt(1000);
    return switch (random.nextInt(4)) {
      case 0 -> "a text that goes on".substring(0, random.nextInt(20)) + s;
      case 1 -> "texts of which".repeat(1 + random.nextInt(3)) + random.nextInt(3);
      case 2 -> s.substring(0, random.nextInt(s.length())) + (random.nextBoolean() ? "\0" : "ä");
      default -> s;
    };
  }

  public static Row row(Schema schema, Random random) {
    Row row = new Row(schema.size());
    row.setKind(RowKind.ofCode(random.nextInt(4)));
    for (int c = 0; c < schema.size(); c++) {
      if (random.nextInt(6) == 0) {
        continue;
      }
      switch (schema.type(c).root()) {
        case VARCHAR -> row.setString(c, text(random));
        case DECIMAL ->
            row.setObject(c, BigDecimal.valueOf(random.nextInt(1000), schema.type(c).scale()));
        case DOUBLE -> row.setDouble(c, random.nextInt(100) / 8.0);
        default -> row.setLong(c, random.nextInt(100_000) - 50_000);
      }
    }
    return row;
  }
}

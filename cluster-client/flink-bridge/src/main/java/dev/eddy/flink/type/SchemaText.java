package dev.eddy.flink.type;

import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * A schema as texts, name and type by turns: what Flink's Java serialization and snapshots hold.
 */
final class SchemaText {
  private SchemaText() {}

  static String[] of(Schema schema) {
    String[] out = new String[schema.size() * 2];
    for (int i = 0; i < schema.size(); i++) {
      out[2 * i] = schema.field(i).name();
      out[2 * i + 1] = schema.type(i).toString();
    }
    return out;
  }

  static Schema parse(String[] texts) {
    List<Field> fields = new ArrayList<>(texts.length / 2);
    for (int i = 0; i < texts.length; i += 2) {
      String type = texts[i + 1];
      fields.add(
          new Field(
              texts[i],
              DataType.parse(type)
                  .orElseThrow(() -> new IllegalArgumentException("unknown type " + type))));
    }
    return new Schema(fields);
  }
}

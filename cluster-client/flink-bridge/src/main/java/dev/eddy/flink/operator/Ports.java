package dev.eddy.flink.operator;

import dev.eddy.flink.type.EddyType;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/** The output ports of a node: port 0 is Flink's main output, the others side outputs. */
public final class Ports {
  private final Output<StreamRecord<Row>> output;
  private final List<OutputTag<Row>> tags;

  /** One record for all rows: Flink's chains and channels are done with it when collect returns. */
  private final StreamRecord<Row> record = new StreamRecord<>(new Row(0));

  Ports(Output<StreamRecord<Row>> output, List<Schema> schemas) {
    this.output = output;
    this.tags = new ArrayList<>();
    for (int port = 0; port < schemas.size(); port++) {
      tags.add(tag(port, schemas.get(port)));
    }
  }

  /** The tag by which a port's rows are told apart; for port 0 there is none in use. */
  public static OutputTag<Row> tag(int port, Schema schema) {
    return new OutputTag<>("port-" + port, EddyType.rows(schema));
  }

  void emit(int port, Row row) {
    record.replace(row);
    if (port == 0) {
      output.collect(record);
    } else {
      output.collect(tags.get(port), record);
    }
  }
}

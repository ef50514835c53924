package dev.eddy.runtime.record;

import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.Shape;
import dev.eddy.operator.StateSpec;
import dev.eddy.operator.Ttl;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node kept when a checkpoint was taken: it stands in the checkpoint, for the operator may
 * be another one by the time that it is read.
 *
 * @param key null where the node was not keyed
 */
record StateShape(String nodeId, String nodeName, @Nullable Schema key, List<StateSpec> states) {
  StateShape {
    states = List.copyOf(states);
  }

  static StateShape of(PlanNode node, Shape shape) {
    return new StateShape(
        node.id(),
        node.name(),
        shape.isKeyed() ? node.inputs().get(0).schema().select(shape.keys().get(0)) : null,
        shape.states());
  }

  void write(Bytes out) {
    out.putText(nodeId);
    out.putText(nodeName);
    write(key, out);
    out.putLong(states.size());
    for (StateSpec s : states) {
      out.putText(s.name());
      out.putText(s.kind().name());
      write(s.subKey(), out);
      write(s.value(), out);
      Ttl ttl = s.ttl();
      out.putLong(ttl == null ? 0 : ttl.millis());
      out.putText(ttl == null ? "" : ttl.update().name());
    }
  }

  private static void write(@Nullable Schema schema, Bytes out) {
    out.putLong(schema == null ? 0 : schema.size() + 1);
    if (schema != null) {
      for (Field f : schema.fields()) {
        out.putText(f.name());
        out.putText(f.type().toString());
      }
    }
  }

  static StateShape read(Bytes.Reader in) throws IOException {
    String id = in.getText();
    String name = in.getText();
    Schema key = readSchema(in);
    List<StateSpec> states = new ArrayList<>();
    try {
      for (int i = in.getCount(6); i > 0; i--) {
        String state = in.getText();
        StateSpec.Kind kind = StateSpec.Kind.valueOf(in.getText());
        Schema sub = readSchema(in);
        Schema value = readSchema(in);
        long millis = in.getLong();
        String update = in.getText();
        Ttl ttl = millis == 0 ? null : new Ttl(millis, Ttl.Update.valueOf(update));
        states.add(new StateSpec(state, kind, sub, value == null ? Schema.EMPTY : value, ttl));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("damaged state of " + id + ": " + e.getMessage(), e);
    }
    return new StateShape(id, name, key, states);
  }

  private static @Nullable Schema readSchema(Bytes.Reader in) throws IOException {
    int n = in.getCount(2);
    if (n == 0) {
      return null;
    }
    List<Field> fields = new ArrayList<>();
    for (int i = 1; i < n; i++) {
      String name = in.getText();
      String type = in.getText();
      fields.add(
          new Field(
              name,
              DataType.parse(type).orElseThrow(() -> new IOException("damaged type " + type))));
    }
    try {
      return new Schema(fields);
    } catch (IllegalArgumentException e) {
      throw new IOException("damaged schema: " + e.getMessage(), e);
    }
  }
}

package dev.eddy.cluster;

import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanEdge;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small plans of the standard operators, written by hand. */
final class ClusterPlans {
  static final Contract AIRPORTS =
      Contract.append(
          Schema.of(
              new Field("iata", DataType.VARCHAR.notNull()), new Field("name", DataType.VARCHAR)),
          null,
          true);
  private static final Contract ERRORS =
      Contract.append(
          Schema.of(
              new Field("line", DataType.BIGINT.notNull()),
              new Field("reason", DataType.VARCHAR.notNull()),
              new Field("text", DataType.VARCHAR)),
          null,
          true);

  private ClusterPlans() {}

  /** From a CSV file to a file sink, with one generated class that nothing uses. */
  static Plan copy(String from, String toFolder) {
    return new Plan(
        "tests",
        "copy airports",
        128,
        List.of(
            source("n1", "airports", from, 0),
            node(
                "n2",
                "all airports",
                "file-sink",
                Map.of("folder", Value.of(toFolder), "file", Value.of("all-airports")),
                List.of(AIRPORTS),
                List.of())),
        List.of(new PlanEdge("e1", 0, 0, 1, 0)),
        Map.of("generated.Nothing", new byte[] {1, 2, 3}));
  }

  static PlanNode source(String id, String name, String path, long rate) {
    Map<String, Value> parameters = new LinkedHashMap<>();
    parameters.put("path", Value.of(path));
    parameters.put("rate", Value.of(rate));
    parameters.put(
        "columns",
        new Value.Items(List.of(column("iata", "VARCHAR NOT NULL"), column("name", "VARCHAR"))));
    return node(id, name, "csv-source", parameters, List.of(), List.of(AIRPORTS, ERRORS));
  }

  static PlanNode node(
      String id,
      String name,
      String operator,
      Map<String, Value> parameters,
      List<Contract> inputs,
      List<Contract> outputs) {
    return new PlanNode(
        id, name, operator, new Value.Struct(parameters), Map.of(), Map.of(), inputs, outputs);
  }

  static Contract updating() {
    return AIRPORTS.updating(ChangelogMode.UPSERT, List.of("iata"));
  }

  private static Value column(String name, String type) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("name", Value.of(name));
    fields.put("type", Value.of(type));
    return new Value.Struct(fields);
  }
}

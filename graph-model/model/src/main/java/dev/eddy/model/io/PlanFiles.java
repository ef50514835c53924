package dev.eddy.model.io;

import dev.eddy.model.plan.Plan;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.value.Value;
import java.nio.charset.StandardCharsets;

/** A plan as bytes, for recordings, bundles and the wire. Equal plans give equal bytes. */
public final class PlanFiles {
  private static final int FORMAT = 1;

  private PlanFiles() {}

  public static byte[] write(Plan plan) {
    Value.Struct body = (Value.Struct) RecordJson.toValue(plan);
    return Json.writeLine(Value.Struct.EMPTY.with("format", Value.of(FORMAT)).with("plan", body))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Reads a plan; a newer format and damaged bytes are told as a problem. */
  public static Plan read(byte[] bytes) throws JsonException {
    if (!(Json.read(bytes, Json.Limits.WIRE) instanceof Value.Struct root)) {
      throw refused("no-format", "The text is no plan.", "");
    }
    long format = root.get("format") instanceof Value.Num n ? n.number().longValue() : 0;
    if (format < 1) {
      throw refused("no-format", "The plan does not say its format.", "");
    }
    if (format > FORMAT) {
      throw refused(
          "newer-format",
          "The plan has format "
              + format
              + ", but this version of Eddy reads up to "
              + FORMAT
              + ".",
          "Update Eddy.");
    }
    return RecordJson.read(
        root.get("plan") instanceof Value.Struct s ? s : Value.Struct.EMPTY, Plan.class);
  }

  private static JsonException refused(String code, String message, String remedy) {
    return new JsonException(Problem.error(code, Place.NOWHERE, message, remedy));
  }
}

package dev.eddy.model.check;

import dev.eddy.model.graph.Node;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.Parameters;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import java.util.List;
import java.util.Map;

/**
 * The parameters {@code event_time} and {@code watermark} of a source, out of which hosts make
 * watermarks.
 */
final class EventTime {
  private static final String TIME = "event_time";
  private static final String WATERMARK = "watermark";

  private EventTime() {}

  static void check(
      Node node,
      OperatorDescriptor descriptor,
      Parameters parameters,
      Map<String, DataType> types,
      List<Problem> problems) {
    if (!descriptor.inputs().isEmpty()
        || descriptor.parameter(TIME).isEmpty()
        || descriptor.parameter(WATERMARK).isEmpty()) {
      return;
    }
    Place place = Place.node(node.id(), node.name());
    Field time = parameters.columnTypes("columns").find(parameters.text(TIME)).orElse(null);
    if (time != null && !time.type().root().isTimestamp()) {
      problems.add(
          Problem.error(
              "not-a-time",
              place.withParameter(TIME),
              "The event time must be a TIMESTAMP, but '"
                  + time.name()
                  + "' is "
                  + time.type().sql()
                  + ".",
              "Choose another column, or change its type."));
    } else if (time != null && time.type().nullable()) {
      problems.add(
          Problem.warning(
              "nullable-time",
              place.withParameter(TIME),
              "The event time '"
                  + time.name()
                  + "' may be null, and a row without a time cannot"
                  + " be placed in time.",
              "Declare the column " + time.type().notNull() + "."));
    }
    DataType watermark = types.get(WATERMARK);
    if (watermark != null && !watermark.root().isTimestamp()) {
      problems.add(
          Problem.error(
              "not-a-time",
              place.withParameter(WATERMARK),
              "The watermark must be a TIMESTAMP, but this is " + watermark.sql() + ".",
              "Write for example time_column - INTERVAL '5' SECOND."));
    }
    if (parameters.has(TIME) && !parameters.has(WATERMARK)) {
      problems.add(
          Problem.warning(
              "no-watermark",
              place.withParameter(WATERMARK),
              "There is an event time but no watermark, so windows close only at the end.",
              "Write for example " + parameters.text(TIME) + " - INTERVAL '5' SECOND."));
    } else if (!parameters.has(TIME) && parameters.has(WATERMARK)) {
      problems.add(
          Problem.error(
              "no-event-time",
              place.withParameter(TIME),
              "There is a watermark but no event time.",
              "Choose the column that holds the time."));
    }
  }
}

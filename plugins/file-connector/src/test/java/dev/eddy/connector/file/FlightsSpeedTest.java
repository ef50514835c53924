package dev.eddy.connector.file;

import static dev.eddy.operator.torture.TestRows.schema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.row.Row;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import dev.eddy.operator.Source;
import dev.eddy.operator.SplitPosition;
import dev.eddy.operator.SplitReader;
import dev.eddy.operator.torture.TestSetup;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The example's 200 000 flights, with a bound that only a blunder breaks. */
class FlightsSpeedTest {
  private static final Path FLIGHTS =
      Path.of("../../examples/flight-delays/data/flights-arrivals-200k.csv.gz");

  @Test
  void allFlightsAreReadInLessThanASecondOfCpu() throws IOException {
    Schema schema =
        schema(
            "scheduled_departure TIMESTAMP(3) NOT NULL",
            "delay_minutes INT",
            "distance_miles INT",
            "origin VARCHAR",
            "destination VARCHAR");
    List<Value> columns = new ArrayList<>();
    for (Field f : schema.fields()) {
      columns.add(
          new Value.Struct(
              Map.of("name", Value.of(f.name()), "type", Value.of(f.type().toString()))));
    }
    TestSetup setup =
        TestSetup.of(new CsvSource())
            .set("path", FLIGHTS.toString())
            .set("columns", new Value.Items(columns));
    Source source = new CsvSource().create(setup);
    Row[] outputs = {new Row(5), new Row(3)};

    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long rows = 0;
    SplitPosition half = SplitPosition.START;
    try (SplitReader reader = source.open(source.splits().get(0), SplitPosition.START)) {
      while (reader.next(outputs) >= 0) {
        rows++;
        if (rows == 100_000) {
          half = reader.position();
        }
      }
    }
    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    assertThat(rows).isEqualTo(200_000);
    assertThat(cpu / 1_000_000).as("milliseconds of CPU").isLessThan(1_000);

    before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    try (SplitReader reader = source.open(source.splits().get(0), half)) {
      assertThat(reader.next(outputs)).isZero();
    }
    long opening = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    assertThat(opening / 1_000_000).as("milliseconds of CPU to open").isLessThan(300);
  }
}

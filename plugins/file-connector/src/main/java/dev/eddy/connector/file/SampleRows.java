package dev.eddy.connector.file;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OutputPort;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.operator.Parameters;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.Source;
import dev.eddy.operator.SourceProvider;
import dev.eddy.operator.SplitPosition;
import dev.eddy.operator.SplitReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads rows that are kept as a small CSV file in the project: rows that somebody typed, or the
 * output of an operator that was pinned. Other than {@link CsvSource} it can say that its rows
 * belong to windows, so that it can stand for any operator whose output only appends.
 */
public final class SampleRows implements SourceProvider {
  private static final OperatorDescriptor DESCRIPTOR =
      new OperatorDescriptor(
          "sample-rows",
          "Sample rows",
          "Reads a few rows that are kept in the project.",
          "list",
          Family.SOURCE,
          List.of(),
          List.of(OutputPort.main()),
          List.of(
              ParameterSpec.required(
                  "path",
                  "File",
                  new ParameterType.Path("read", "*.csv"),
                  "A CSV file whose first line names the columns."),
              ParameterSpec.required(
                  "columns",
                  "Columns",
                  new ParameterType.ColumnTypes(),
                  "Names and SQL types of the columns."),
              ParameterSpec.optional(
                  "event_time",
                  "Event time",
                  new ParameterType.Column(-1),
                  null,
                  "The TIMESTAMP column that says when a row happened."),
              ParameterSpec.optional(
                  "watermark",
                  "Watermark",
                  new ParameterType.Expression(-1),
                  null,
                  "Up to when all rows are there, such as event_time - INTERVAL '30' MINUTE."),
              ParameterSpec.optional(
                  "window_start",
                  "Window start",
                  new ParameterType.Column(-1),
                  null,
                  "The TIMESTAMP column at which the window of a row begins, for windowed rows."),
              ParameterSpec.optional(
                  "window_end",
                  "Window end",
                  new ParameterType.Column(-1),
                  null,
                  "The TIMESTAMP column at which the window of a row ends, for windowed rows.")),
          List.of("pin", "test", "rows", "data", "generate", "values"));

  @Override
  public OperatorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void infer(Inference inference) {
    Parameters p = inference.parameters();
    Schema schema = p.columnTypes("columns");
    if (schema.size() == 0) {
      return;
    }
    String time = p.text("event_time");
    if (time.isEmpty() && p.has("watermark")) {
      inference.error(
          "no-event-time",
          "event_time",
          "There is a watermark, but no event time for it.",
          "Choose the column that says when a row happened, or take the watermark away.");
      return;
    }
    String start = p.text("window_start");
    String end = p.text("window_end");
    if (start.isEmpty() != end.isEmpty()) {
      inference.error(
          "half-window",
          start.isEmpty() ? "window_start" : "window_end",
          "A window needs both its start and its end.",
          "Choose the other column, or take this one away.");
      return;
    }
    Contract c = Contract.append(schema, time.isEmpty() ? null : time, true);
    inference.output(0, start.isEmpty() ? c : c.withWindow(new Contract.Window(start, end)));
  }

  @Override
  public String describe(Parameters parameters) {
    String path = parameters.text("path").strip();
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.isEmpty() ? DESCRIPTOR.title() : name;
  }

  @Override
  public Source create(OperatorSetup setup) {
    CsvFormat format = CsvFormat.plain(setup.parameters().columnTypes("columns"));
    CsvFiles files = new CsvFiles(setup.nodeName(), setup.parameters().text("path"));
    return new Source() {
      @Override
      public List<String> splits() throws IOException {
        return files.splits();
      }

      @Override
      public SplitReader open(String split, SplitPosition position) throws IOException {
        Path file = files.file(split);
        return CsvReader.open(file, format, position);
      }
    };
  }
}

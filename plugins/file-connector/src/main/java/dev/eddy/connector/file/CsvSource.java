package dev.eddy.connector.file;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OutputPort;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.operator.Parameters;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.Source;
import dev.eddy.operator.SourceProvider;
import dev.eddy.operator.SplitPosition;
import dev.eddy.operator.SplitReader;
import java.io.IOException;
import java.util.List;

/**
 * Reads CSV files (RFC 4180), plain or packed with gzip: one file, the files of a folder, or those
 * that fit a pattern such as {@code data/flights-*.csv.gz}. Each file is a split; splits are in the
 * order of their names.
 */
public final class CsvSource implements SourceProvider {
  /** What the port {@code errors} gives: the line in the file, what is wrong, the text as it is. */
  static final Schema ERRORS =
      Schema.of(
          new Field("line", DataType.BIGINT.notNull()),
          new Field("reason", DataType.VARCHAR.notNull()),
          new Field("text", DataType.VARCHAR.notNull()));

  private static final OperatorDescriptor DESCRIPTOR =
      new OperatorDescriptor(
          "csv-source",
          "CSV files",
          "Reads rows from CSV files, plain or packed with gzip.",
          "file-text",
          Family.SOURCE,
          List.of(),
          List.of(OutputPort.main(), OutputPort.side("errors")),
          List.of(
              ParameterSpec.required(
                  "path",
                  "File",
                  new ParameterType.Path("read", "*.csv;*.csv.gz"),
                  "A file, a folder, or a pattern such as data/flights-*.csv.gz."),
              ParameterSpec.optional(
                  "compression",
                  "Compression",
                  new ParameterType.Choice(List.of("auto", "none", "gzip")),
                  Value.of("auto"),
                  "Auto looks at the first bytes of each file."),
              ParameterSpec.optional(
                  "header",
                  "Header",
                  new ParameterType.Bool(),
                  Value.of(true),
                  "Whether the first line names the columns; without it they are taken in order."),
              ParameterSpec.optional(
                  "delimiter",
                  "Delimiter",
                  new ParameterType.Text(),
                  Value.of(","),
                  "One character between two columns; \\t is the tabulator."),
              ParameterSpec.optional(
                  "null_text",
                  "Null is written",
                  new ParameterType.Text(),
                  Value.of(""),
                  "A field of this text, not in quotes, is null."),
              ParameterSpec.required(
                  "columns",
                  "Columns",
                  new ParameterType.ColumnTypes(),
                  "Names and SQL types; other columns of the file are passed over."),
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
                  "rate",
                  "Rows a second",
                  new ParameterType.Int(0, 100_000_000),
                  Value.of(0),
                  "0 reads as fast as it goes."),
              ParameterSpec.optional(
                  "on_error",
                  "Bad rows",
                  new ParameterType.Choice(List.of("fail", "skip", "error port")),
                  Value.of("fail"),
                  "Fail stops the run; skip counts them; error port sends them there as text.")),
          List.of("file", "read", "gzip", "folder", "import", "table"));

  @Override
  public OperatorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void infer(Inference inference) {
    Parameters parameters = inference.parameters();
    inference.output(1, Contract.append(ERRORS, null, true));
    if (CsvFormat.delimiter(parameters.text("delimiter")) < 0) {
      inference.error(
          "delimiter",
          "delimiter",
          "The delimiter must be one ASCII character, and no quote.",
          "Use a comma, a semicolon, a bar or \\t.");
    }
    Schema schema = parameters.columnTypes("columns");
    if (schema.size() == 0) {
      return;
    }
    String time = parameters.text("event_time");
    if (time.isEmpty() && parameters.has("watermark")) {
      inference.error(
          "no-event-time",
          "event_time",
          "There is a watermark, but no event time for it.",
          "Choose the column that says when a row happened, or take the watermark away.");
      return;
    }
    if (!time.isEmpty() && !parameters.has("watermark")) {
      inference.warning(
          "no-watermark",
          "watermark",
          "Without a watermark, windows end only with the input.",
          "Set one such as " + time + " - INTERVAL '30' MINUTE.");
    }
    inference.output(0, Contract.append(schema, time.isEmpty() ? null : time, true));
  }

  @Override
  public String describe(Parameters parameters) {
    String path = parameters.text("path").strip();
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.isEmpty() ? DESCRIPTOR.title() : name;
  }

  @Override
  public Source create(OperatorSetup setup) {
    CsvFormat format = CsvFormat.of(setup.parameters());
    CsvFiles files = new CsvFiles(setup.nodeName(), setup.parameters().text("path"));
    return new Source() {
      @Override
      public List<String> splits() throws IOException {
        return files.splits();
      }

      @Override
      public SplitReader open(String split, SplitPosition position) throws IOException {
        return CsvReader.open(files.file(split), format, position);
      }
    };
  }
}

package dev.eddy.connector.file;

import dev.eddy.model.disk.Disk;
import dev.eddy.model.io.RowJson;
import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.Parameters;
import dev.eddy.model.row.Row;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.Sink;
import dev.eddy.operator.SinkProvider;
import dev.eddy.operator.SinkWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes each row as a line of JSON to one file, exactly once. */
public final class FileSink implements SinkProvider {
  private static final byte VERSION = 2;

  private static final OperatorDescriptor DESCRIPTOR =
      new OperatorDescriptor(
          "file-sink",
          "File",
          "Writes rows as JSON lines to a file, exactly once.",
          "file",
          Family.SINK,
          List.of(InputPort.appendOnly("in")),
          List.of(),
          List.of(Target.COLUMNS, Target.FOLDER),
          List.of("write", "json", "ndjson", "output", "save"));

  @Override
  public OperatorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void infer(Inference inference) {
    Target.check(inference);
  }

  @Override
  public String describe(Parameters parameters) {
    String folder = parameters.text("folder");
    return folder.isEmpty() ? "JSON lines" : "JSON lines in " + folder;
  }

  @Override
  public Sink create(OperatorSetup setup) {
    return create(setup, setup.disk());
  }

  static Sink create(OperatorSetup setup, Disk disk) {
    return snapshot -> {
      Path folder = Target.folder(setup);
      String name = Target.name(setup) + ".ndjson";
      disk.createFolders(folder);
      AppendFile file;
      if (snapshot == null) {
        file = AppendFile.fresh(disk, folder, name);
      } else {
        DataInputStream in = reading(snapshot);
        file = AppendFile.resumed(disk, folder, name, in.readLong(), in.readLong());
      }
      return new Writer(file, new Target.Chosen(setup));
    };
  }

  static DataInputStream reading(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("the sink's state is of version " + version + ", known is " + VERSION);
    }
    return in;
  }

  static byte[] numbers(long... values) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(VERSION);
    for (long v : values) {
      out.writeLong(v);
    }
    return bytes.toByteArray();
  }

  private static final class Writer implements SinkWriter {
    private final AppendFile file;
    private final Target.Chosen chosen;
    private final RowJson json;

    Writer(AppendFile file, Target.Chosen chosen) {
      this.file = file;
      this.chosen = chosen;
      this.json = new RowJson(chosen.schema());
    }

    @Override
    public void write(Row row) throws IOException {
      json.write(chosen.of(row), file.text());
      file.text().append('\n');
      file.wrote();
    }

    @Override
    public byte[] prepare(long checkpoint) throws IOException {
      AppendFile.Piece piece = file.prepare();
      return piece == null
          ? new byte[0]
          : numbers(piece.number(), piece.offset(), piece.length(), piece.checksum());
    }

    @Override
    public byte[] snapshot() throws IOException {
      return numbers(file.number(), file.offset());
    }

    @Override
    public void commit(byte[] committable) throws IOException {
      if (committable.length > 0) {
        DataInputStream in = reading(committable);
        file.commit(
            new AppendFile.Piece(in.readLong(), in.readLong(), in.readLong(), in.readLong()));
      }
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}

package dev.eddy.connector.file;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.disk.Disk;
import dev.eddy.model.io.RowJson;
import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.operator.Parameters;
import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.row.Row;
import dev.eddy.model.row.RowKind;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.Sink;
import dev.eddy.operator.SinkProvider;
import dev.eddy.operator.SinkWriter;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a table by key in a file, one JSON object a row, sorted by key, and beside it the changes
 * that led there, exactly once. The changes carry no -U: each is followed by its +U.
 *
 * <p>The changes are the truth and grow in two phases like a plain file; the table is made from
 * them, and put in place as a whole at each commit that changed it.
 */
public final class UpsertFileSink implements SinkProvider {
  private static final OperatorDescriptor DESCRIPTOR =
      new OperatorDescriptor(
          "upsert-file-sink",
          "Table file",
          "Keeps a table by key in a file, with its changes beside it.",
          "database",
          Family.SINK,
          List.of(InputPort.any("in")),
          List.of(),
          List.of(
              ParameterSpec.required(
                  "keys",
                  "Key",
                  new ParameterType.Columns(0),
                  "A row replaces the one that has the same values here."),
              Target.COLUMNS,
              Target.FOLDER),
          List.of("write", "json", "ndjson", "upsert", "changelog", "update", "output"));

  @Override
  public OperatorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void infer(Inference inference) {
    Target.check(inference);
    Contract in = inference.input(0);
    List<String> keys = inference.parameters().columns("keys");
    List<String> columns = inference.parameters().columns("columns");
    if (!columns.isEmpty() && !columns.containsAll(keys)) {
      inference.error(
          "key-not-written",
          "columns",
          "The key " + String.join(", ", keys) + " is not among the columns that are written.",
          "Add the key columns, or leave the columns empty for all.");
    }
    if (in.isUpdating() && !new HashSet<>(keys).equals(new HashSet<>(in.upsertKeys()))) {
      inference.error(
          "other-key",
          "keys",
          in.upsertKeys().isEmpty()
              ? "The rows that arrive here are updated, but nothing tells them apart."
              : "The rows that arrive here are updated by "
                  + String.join(", ", in.upsertKeys())
                  + ", not by "
                  + String.join(", ", keys)
                  + ".",
          in.upsertKeys().isEmpty()
              ? "Aggregate them by the key first."
              : "Take " + String.join(", ", in.upsertKeys()) + " as the key.");
    }
  }

  @Override
  public String describe(Parameters parameters) {
    List<String> keys = parameters.columns("keys");
    return keys.isEmpty() ? "table" : "table by " + String.join(", ", keys);
  }

  @Override
  public Sink create(OperatorSetup setup) {
    return create(setup, setup.disk());
  }

  static Sink create(OperatorSetup setup, Disk disk) {
    return snapshot -> {
      Path folder = Target.folder(setup);
      String name = Target.name(setup);
      disk.createFolders(folder);
      TableFile table = new TableFile(disk, folder, name + ".ndjson");
      AppendFile changes;
      boolean restored = snapshot != null;
      if (snapshot == null) {
        changes = AppendFile.fresh(disk, folder, name + ".changelog.ndjson");
        table.dropPending(0);
        disk.create(table.file).close();
        disk.forceFolder(folder);
      } else {
        DataInputStream in = FileSink.reading(snapshot);
        long number = in.readLong();
        changes =
            AppendFile.resumed(disk, folder, name + ".changelog.ndjson", number, in.readLong());
        table.dropPending(number);
      }
      return new Writer(setup, disk, changes, table, restored);
    };
  }

  /** The table's file: written whole to a hidden file, then put in place. */
  private static final class TableFile {
    final Disk disk;
    final Path folder;
    final Path file;
    final String prefix;

    TableFile(Disk disk, Path folder, String name) {
      this.disk = disk;
      this.folder = folder;
      this.file = folder.resolve(name);
      this.prefix = "." + name + ".table-";
    }

    void dropPending(long from) throws IOException {
      for (Path p : disk.list(folder, prefix)) {
        String tail = p.getFileName().toString().substring(prefix.length());
        if (tail.length() > 18 || !tail.matches("\\d+") || Long.parseLong(tail) >= from) {
          disk.delete(p);
        }
      }
    }

    /** Writes the table to a hidden file; gives its length and the CRC-32C of its bytes. */
    long[] prepare(long number, Iterable<Row> rows, RowJson json) throws IOException {
      StringBuilder text = new StringBuilder();
      CRC32C checksum = new CRC32C();
      long length = 0;
      try (Disk.Out out = disk.create(folder.resolve(prefix + number))) {
        for (Row row : rows) {
          json.write(row, text);
          text.append('\n');
          if (text.length() > 1 << 15) {
            length += flush(text, out, checksum);
          }
        }
        length += flush(text, out, checksum);
        out.force();
      }
      disk.forceFolder(folder);
      return new long[] {length, checksum.getValue()};
    }

    private static int flush(StringBuilder text, Disk.Out out, CRC32C checksum) throws IOException {
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      text.setLength(0);
      out.write(bytes, 0, bytes.length);
      checksum.update(bytes);
      return bytes.length;
    }

    void commit(long number, long length, long checksum) throws IOException {
      Path pending = folder.resolve(prefix + number);
      if (disk.size(pending) >= 0) {
        AppendFile.requireIntact(disk, pending, length, checksum);
        disk.replace(pending, file);
        disk.forceFolder(folder);
      }
    }
  }

  private static final class Writer implements SinkWriter {
    private final Disk disk;
    private final AppendFile changes;
    private final TableFile tableFile;
    private final Target.Chosen chosen;
    private final RowJson json;
    private final KeyCodec keyCodec;
    private final int[] keys;
    private final TreeMap<byte[], Row> table = new TreeMap<>(Arrays::compareUnsigned);

    /** Whether the table is still to be read from the changes: only when all are committed. */
    private boolean unread;

    Writer(
        OperatorSetup setup, Disk disk, AppendFile changes, TableFile tableFile, boolean restored) {
      this.disk = disk;
      this.changes = changes;
      this.tableFile = tableFile;
      this.chosen = new Target.Chosen(setup);
      Schema schema = chosen.schema();
      this.json = new RowJson(schema);
      this.keys = schema.indexesOf(setup.parameters().columns("keys"));
      this.keyCodec = new KeyCodec(schema.select(keys));
      this.unread = restored;
    }

    @Override
    public void write(Row in) throws IOException {
      if (in.kind() == RowKind.UPDATE_BEFORE) {
        return;
      }
      readTable();
      Row row = chosen.of(in);
      apply(row);
      json.writeChange(row, changes.text());
      changes.text().append('\n');
      changes.wrote();
    }

    private void apply(Row row) {
      byte[] key = keyCodec.encode(row, keys);
      if (row.kind().isAdding()) {
        table.put(key, row.copy());
      } else {
        table.remove(key);
      }
    }

    private void readTable() throws IOException {
      if (!unread) {
        return;
      }
      unread = false;
      changes.requireCommitted();
      try (BufferedReader in =
          new BufferedReader(
              new InputStreamReader(disk.stream(changes.file()), StandardCharsets.UTF_8))) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          apply(json.read(line));
        }
      }
    }

    @Override
    public byte[] prepare(long checkpoint) throws IOException {
      boolean restored = unread;
      readTable();
      long number = changes.number();
      AppendFile.@Nullable Piece piece = changes.prepare();
      if (piece == null && !restored) {
        return new byte[0];
      }
      // After a restore the table in place may be of a later checkpoint, so it is made again.
      long[] made = tableFile.prepare(number, table.values(), json);
      return piece == null
          ? FileSink.numbers(number, 0, 0, 0, 0, made[0], made[1])
          : FileSink.numbers(
              number, piece.offset(), piece.length(), piece.checksum(), 1, made[0], made[1]);
    }

    @Override
    public byte[] snapshot() throws IOException {
      return FileSink.numbers(changes.number(), changes.offset());
    }

    @Override
    public void commit(byte[] committable) throws IOException {
      if (committable.length == 0) {
        return;
      }
      DataInputStream in = FileSink.reading(committable);
      long number = in.readLong();
      AppendFile.Piece piece =
          new AppendFile.Piece(number, in.readLong(), in.readLong(), in.readLong());
      if (in.readLong() == 1) {
        changes.commit(piece);
      }
      tableFile.commit(number, in.readLong(), in.readLong());
    }

    @Override
    public void close() throws IOException {
      changes.close();
    }
  }
}

package dev.eddy.connector.file;

import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.operator.RowException;
import dev.eddy.operator.SplitPosition;
import dev.eddy.operator.SplitReader;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one CSV file, bytes to columns without a string in between. A position's offset counts
 * bytes of the unpacked text; a reader that is opened there passes over the bytes before it without
 * looking at them, but for the header. Lines that are empty are passed over.
 */
final class CsvReader implements SplitReader {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int BUFFER = 1 << 16;
  private static final int QUOTED = 1;
  private static final int DOUBLED = 2;
  private static final byte LF = '\n';
  private static final byte CR = '\r';
  private static final byte QUOTE = '"';
  private static final byte[] BOM = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
  private static final String REMEDY =
      "Correct the line, or let the source skip bad rows or send them to its error port.";

  private final Path file;
  private final String name;
  private final CsvFormat format;
  private final DataType[] types;
  private final Cells cells = new Cells();
  private final InputStream in;

  private byte[] buffer;
  private int at;
  private int limit;
  private long bufferOffset;

  /** The record that was scanned last: bytes with and without its end, and its fields. */
  private int recordAt;

  private int recordLength;
  private int recordBytes;
  private int fields;
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private int[] flags = new int[16];
  private byte[] unescaped = new byte[64];

  /** Number of fields that a record must have: as many as the header, or as the schema. */
  private int width;

  private boolean exactWidth;
  private int[] fieldOf = {};

  private final SplitPosition opened;
  private boolean moved;
  private long rows;
  private long skipped;
  private long lines;
  private long linesBefore;
  private long hash;

  private CsvReader(
      Path file, CsvFormat format, InputStream in, SplitPosition position, int bufferSize) {
    this.buffer = new byte[bufferSize];
    this.file = file;
    this.name = String.valueOf(file.getFileName());
    this.format = format;
    this.types = new DataType[format.schema().size()];
    Arrays.setAll(types, c -> format.schema().type(c));
    this.in = in;
    this.opened = position;
    this.rows = position.rows();
    this.skipped = position.skipped();
  }

  static CsvReader open(Path file, CsvFormat format, SplitPosition position) throws IOException {
    return open(file, format, position, BUFFER);
  }

  /** With a buffer of another size, which changes nothing but speed; at least 4 bytes. */
  static CsvReader open(Path file, CsvFormat format, SplitPosition position, int bufferSize)
      throws IOException {
    InputStream in = unpacked(file, format.compression());
    try {
      CsvReader reader = new CsvReader(file, format, in, position, bufferSize);
      reader.begin();
      return reader;
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private static InputStream unpacked(Path file, CsvFormat.Compression compression)
      throws IOException {
    String name = String.valueOf(file.getFileName());
    InputStream raw;
    try {
      raw = Files.newInputStream(file);
    } catch (NoSuchFileException e) {
      throw new RowException(
          name, file + " does not exist", "Check the path of the source, or bind it anew.");
    }
    try {
      if (compression == CsvFormat.Compression.NONE) {
        return raw;
      }
      BufferedInputStream buffered = new BufferedInputStream(raw, BUFFER);
      buffered.mark(2);
      boolean gzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
      buffered.reset();
      if (gzip) {
        return new GZIPInputStream(buffered, BUFFER);
      }
      if (compression == CsvFormat.Compression.GZIP) {
        throw new RowException(
            name, "the file is not packed with gzip", "Set the compression to auto or none.");
      }
      raw.close();
      // A plain stream can be positioned; a buffered one would read on.
      return Files.newInputStream(file);
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  private void begin() throws IOException {
    while (limit < BOM.length && fill()) {
      continue;
    }
    if (limit >= 3 && Arrays.equals(buffer, 0, 3, BOM, 0, 3)) {
      at = 3;
    }
    if (format.header()) {
      readHeader();
    } else {
      width = types.length;
      exactWidth = false;
      fieldOf = new int[types.length];
      Arrays.setAll(fieldOf, c -> c);
    }
    if (opened.offset() > 0) {
      skipTo(opened.offset());
      lines = 0;
      linesBefore = -1;
      hash = 0;
    }
  }

  private void readHeader() throws IOException {
    String problem;
    try {
      problem = scan() ? null : "the file is empty, but a header is expected";
    } catch (BadCell e) {
      problem = e.text();
    }
    if (problem != null) {
      throw new RowException(
          name + " line 1", problem, "Check the file, or switch the header off.");
    }
    List<String> names = new ArrayList<>();
    for (int f = 0; f < fields; f++) {
      int from = content(f);
      names.add(new String(cellBytes, from, cellEnd - from, StandardCharsets.UTF_8).strip());
    }
    pass();
    width = fields;
    exactWidth = true;
    fieldOf = new int[types.length];
    for (int c = 0; c < types.length; c++) {
      String column = format.schema().field(c).name();
      fieldOf[c] = names.indexOf(column);
      if (fieldOf[c] < 0) {
        throw new RowException(
            name + " line 1",
            "the header has no column " + column + "; it has " + String.join(", ", names),
            "Correct the name in the source's columns, or switch the header off.");
      }
    }
  }

  /** Passes over unpacked bytes up to an offset. */
  private void skipTo(long offset) throws IOException {
    long end = bufferOffset + limit;
    if (offset <= end) {
      at = (int) (offset - bufferOffset);
      return;
    }
    long rest = offset - end;
    at = 0;
    limit = 0;
    bufferOffset = offset;
    if (!(in instanceof GZIPInputStream)) {
      rest -= in.skip(rest);
    }
    // What skip of an inflater does, with a larger buffer.
    while (rest > 0) {
      int n = in.read(buffer, 0, (int) Math.min(rest, buffer.length));
      if (n <= 0) {
        throw new RowException(
            name,
            "the file has become shorter: there is nothing at byte " + offset,
            "Put the file back as it was, or start a new run.");
      }
      rest -= n;
    }
  }

  /** Reads more bytes behind those from {@code at} on; false at the end of the file. */
  private boolean fill() throws IOException {
    if (at > 0) {
      System.arraycopy(buffer, at, buffer, 0, limit - at);
      bufferOffset += at;
      limit -= at;
      at = 0;
    }
    if (limit == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int n;
    try {
      n = in.read(buffer, limit, buffer.length - limit);
    } catch (EOFException | ZipException e) {
      throw new RowException(
          name + " line " + line(),
          "the packed file is cut off or damaged (" + e.getMessage() + ")",
          "Copy the file again; the rows before this line were read.");
    }
    if (n <= 0) {
      return false;
    }
    limit += n;
    return true;
  }

  /**
   * Finds the fields of the record at {@code at}, relative to it; false at the end of the file. On
   * BadCell the record's bytes are known all the same.
   */
  private boolean scan() throws IOException, BadCell {
    fields = 0;
    if (at == limit && !fill()) {
      return false;
    }
    int rel = 0;
    while (true) {
      int start = rel;
      if ((at + rel < limit || fill()) && buffer[at + rel] == QUOTE) {
        rel = quotedField(start);
        if (fieldEnded(rel)) {
          return true;
        }
        rel++;
        continue;
      }
      byte delimiter = format.delimiter();
      while (true) {
        int p = at + rel;
        int end = limit;
        byte[] b = buffer;
        while (p < end && b[p] != delimiter && b[p] != LF) {
          p++;
        }
        rel = p - at;
        if (p < end) {
          break;
        }
        if (rel > format.maxRecord()) {
          throw tooLong();
        }
        if (!fill()) {
          int last = rel > start && buffer[at + rel - 1] == CR ? rel - 1 : rel;
          addField(start, last, 0);
          endRecord(rel, last);
          return true;
        }
      }
      if (buffer[at + rel] == LF) {
        int end = rel > start && buffer[at + rel - 1] == CR ? rel - 1 : rel;
        addField(start, end, 0);
        endRecord(rel + 1, end);
        return true;
      }
      addField(start, rel, 0);
      rel++;
    }
  }

  /** Scans a field that begins with a quote; gives where it ends, at the delimiter or line end. */
  private int quotedField(int start) throws IOException, BadCell {
    int rel = start + 1;
    int flag = QUOTED;
    while (true) {
      if (at + rel == limit && (rel > format.maxRecord() || !fill())) {
        firstLineOnly(start);
        throw new BadCell("a quote is opened and never closed");
      }
      if (buffer[at + rel] != QUOTE) {
        rel++;
        continue;
      }
      if ((at + rel + 1 < limit || fill()) && buffer[at + rel + 1] == QUOTE) {
        flag |= DOUBLED;
        rel += 2;
        continue;
      }
      break;
    }
    addField(start + 1, rel, flag);
    return rel + 1;
  }

  /** After a closing quote: whether the record has ended (else a delimiter stands here). */
  private boolean fieldEnded(int rel) throws IOException, BadCell {
    if (at + rel == limit && !fill()) {
      endRecord(rel, rel);
      return true;
    }
    byte b = buffer[at + rel];
    if (b == format.delimiter()) {
      return false;
    }
    if (b == LF) {
      endRecord(rel + 1, rel);
      return true;
    }
    if (b == CR && (at + rel + 1 < limit || fill()) && buffer[at + rel + 1] == LF) {
      endRecord(rel + 2, rel);
      return true;
    }
    firstLineOnly(rel);
    throw new BadCell("there is text behind a closing quote");
  }

  private BadCell tooLong() throws IOException {
    firstLineOnly(0);
    return new BadCell("the line is longer than " + format.maxRecord() + " bytes");
  }

  /** A record that cannot be made out ends with the line on which it went wrong. */
  private void firstLineOnly(int from) throws IOException {
    int rel = from;
    while (true) {
      while (at + rel < limit && buffer[at + rel] != LF) {
        rel++;
      }
      if (at + rel < limit) {
        endRecord(rel + 1, rel > 0 && buffer[at + rel - 1] == CR ? rel - 1 : rel);
        return;
      }
      if (rel > 2 * format.maxRecord() || !fill()) {
        endRecord(rel, rel);
        return;
      }
    }
  }

  private void endRecord(int length, int bytes) {
    recordLength = length;
    recordBytes = bytes;
    recordAt = at;
  }

  private void addField(int start, int end, int flag) {
    if (fields == starts.length) {
      starts = Arrays.copyOf(starts, fields * 2);
      ends = Arrays.copyOf(ends, fields * 2);
      flags = Arrays.copyOf(flags, fields * 2);
    }
    starts[fields] = start;
    ends[fields] = end;
    flags[fields] = flag;
    fields++;
  }

  private byte[] cellBytes = {};
  private int cellEnd;

  /** Finds the bytes of a field of the last record: {@code cellBytes} from the result on. */
  private int content(int field) {
    int from = recordAt + starts[field];
    int to = recordAt + ends[field];
    if ((flags[field] & DOUBLED) == 0) {
      cellBytes = buffer;
      cellEnd = to;
      return from;
    }
    if (unescaped.length < to - from) {
      unescaped = new byte[Math.max(to - from, 2 * unescaped.length)];
    }
    int n = 0;
    for (int p = from; p < to; p++) {
      unescaped[n++] = buffer[p];
      if (buffer[p] == QUOTE) {
        p++;
      }
    }
    cellBytes = unescaped;
    cellEnd = n;
    return 0;
  }

  @Override
  public int next(Row[] outputs) throws IOException {
    while (true) {
      int column = -1;
      String problem;
      try {
        if (!scan()) {
          return END;
        }
        if (recordBytes == 0 && width > 1) {
          advance();
          continue;
        }
        problem = widthProblem();
        if (problem == null) {
          Row out = outputs[0];
          for (column = 0; column < types.length; column++) {
            readCell(column, out);
          }
          rows++;
          advance();
          return 0;
        }
      } catch (BadCell e) {
        problem = e.text();
      }
      switch (format.onError()) {
        case FAIL ->
            throw new RowException(
                name
                    + " line "
                    + line()
                    + (column >= 0 ? ", column " + format.schema().field(column).name() : ""),
                problem,
                REMEDY);
        case SKIP -> {
          skipped++;
          advance();
        }
        case PORT -> {
          writeError(outputs[1], column, problem);
          rows++;
          advance();
          return 1;
        }
      }
    }
  }

  private @Nullable String widthProblem() {
    if (fields == width || !exactWidth && fields > width) {
      return null;
    }
    if (fields > width) {
      return "the line has "
          + columns(fields)
          + ", the header "
          + width
          + "; a field that holds the delimiter must stand in quotes";
    }
    return "the line has "
        + columns(fields)
        + (exactWidth ? ", the header " : ", needed are ")
        + width;
  }

  private static String columns(int n) {
    return n == 1 ? "1 column" : n + " columns";
  }

  private void readCell(int column, Row out) throws BadCell {
    int field = fieldOf[column];
    int from = content(field);
    DataType type = types[column];
    if ((flags[field] & QUOTED) == 0
        && Arrays.equals(
            cellBytes, from, cellEnd, format.nullText(), 0, format.nullText().length)) {
      if (!type.nullable()) {
        throw new BadCell("the field is null, but the column is NOT NULL");
      }
      out.setNull(column);
    } else {
      cells.read(cellBytes, from, cellEnd, type, out, column);
    }
  }

  private void writeError(Row out, int column, String problem) throws IOException {
    out.setLong(0, line());
    out.setString(
        1,
        column < 0 ? problem : "column " + format.schema().field(column).name() + ": " + problem);
    out.setString(2, new String(buffer, recordAt, recordBytes, StandardCharsets.UTF_8));
  }

  private void advance() {
    pass();
    moved = true;
  }

  /** Goes behind the record that was scanned last. */
  private void pass() {
    hashRecord();
    for (int p = recordAt; p < recordAt + recordLength; p++) {
      if (buffer[p] == LF) {
        lines++;
      }
    }
    at += recordLength;
  }

  private void hashRecord() {
    long h = hash ^ recordLength * 0x9e3779b97f4a7c15L;
    int p = recordAt;
    int end = recordAt + recordLength;
    for (; p + 8 <= end; p += 8) {
      h = (h ^ (long) LONGS.get(buffer, p)) * 0xff51afd7ed558ccdL;
      h ^= h >>> 32;
    }
    long tail = 0;
    for (; p < end; p++) {
      tail = tail << 8 | (buffer[p] & 0xff);
    }
    h = (h ^ tail) * 0xc4ceb9fe1a85ec53L;
    hash = h ^ h >>> 29;
  }

  /** Line of the record at {@code at}, counted from 1. */
  private long line() throws IOException {
    if (linesBefore < 0) {
      linesBefore = countLines(opened.offset());
    }
    return linesBefore + lines + 1;
  }

  /** Line ends in the first bytes of the file; read again, for it is needed only for messages. */
  private long countLines(long bytes) throws IOException {
    long n = 0;
    try (InputStream again = unpacked(file, format.compression())) {
      byte[] b = new byte[BUFFER];
      long left = bytes;
      while (left > 0) {
        int got = again.read(b, 0, (int) Math.min(left, b.length));
        if (got <= 0) {
          break;
        }
        for (int i = 0; i < got; i++) {
          n += b[i] == LF ? 1 : 0;
        }
        left -= got;
      }
    }
    return n;
  }

  @Override
  public SplitPosition position() {
    return moved ? new SplitPosition(bufferOffset + at, rows, skipped) : opened;
  }

  @Override
  public long takeHash() {
    long h = hash;
    hash = 0;
    return h;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

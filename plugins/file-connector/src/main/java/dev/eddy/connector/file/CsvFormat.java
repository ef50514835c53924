package dev.eddy.connector.file;

import dev.eddy.model.operator.Parameters;
import dev.eddy.model.type.Schema;
import java.nio.charset.StandardCharsets;

/**
 * How a CSV file is written and what is read of it.
 *
 * @param nullText an unquoted field of these bytes is null
 * @param schema the columns that are read, by name where there is a header, else in order
 * @param maxRecord longest record in bytes: what is longer has lost its closing quote
 */
record CsvFormat(
    Compression compression,
    boolean header,
    byte delimiter,
    byte[] nullText,
    Schema schema,
    OnError onError,
    int maxRecord) {
  private static final int MAX_RECORD = 16 << 20;

  enum Compression {
    AUTO,
    NONE,
    GZIP
  }

  /** What becomes of a row that cannot be read. */
  enum OnError {
    FAIL,
    SKIP,
    PORT
  }

  static CsvFormat of(Parameters p) {
    return new CsvFormat(
        switch (p.text("compression")) {
          case "none" -> Compression.NONE;
          case "gzip" -> Compression.GZIP;
          default -> Compression.AUTO;
        },
        p.bool("header"),
        (byte) Math.max(delimiter(p.text("delimiter")), 0),
        p.text("null_text").getBytes(StandardCharsets.UTF_8),
        p.columnTypes("columns"),
        switch (p.text("on_error")) {
          case "skip" -> OnError.SKIP;
          case "error port" -> OnError.PORT;
          default -> OnError.FAIL;
        },
        MAX_RECORD);
  }

  /** A plain file with a head line: unquoted nothing is null, a row that cannot be read fails. */
  static CsvFormat plain(Schema schema) {
    return new CsvFormat(
        Compression.NONE, true, (byte) ',', new byte[0], schema, OnError.FAIL, MAX_RECORD);
  }

  CsvFormat withMaxRecord(int bytes) {
    return new CsvFormat(compression, header, delimiter, nullText, schema, onError, bytes);
  }

  /** The byte of a delimiter, or -1 where the text is none. */
  static int delimiter(String text) {
    if (text.equals("\\t")) {
      return '\t';
    }
    if (text.length() != 1) {
      return -1;
    }
    char c = text.charAt(0);
    return c == '\t' || c >= ' ' && c < 127 && c != '"' ? c : -1;
  }
}

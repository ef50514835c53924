package dev.eddy.connector.file;

import static dev.eddy.operator.torture.TestRows.row;
import static dev.eddy.operator.torture.TestRows.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eddy.model.problem.Problem;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import dev.eddy.operator.RowException;
import dev.eddy.operator.Source;
import dev.eddy.operator.SplitPosition;
import dev.eddy.operator.SplitReader;
import dev.eddy.operator.torture.TestSetup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvSourceTest {
  private static final Schema FLIGHTS =
      schema("time TIMESTAMP(3) NOT NULL", "delay INT", "origin VARCHAR");
  private static final String HEADER = "time,delay,origin\n";

  @TempDir Path folder;

  private static TestSetup setup(Path path, Schema schema) {
    List<Value> columns = new ArrayList<>();
    for (Field f : schema.fields()) {
      Map<String, Value> column = new LinkedHashMap<>();
      column.put("name", Value.of(f.name()));
      column.put("type", Value.of(f.type().toString()));
      columns.add(new Value.Struct(column));
    }
    return TestSetup.of(new CsvSource())
        .name("flights")
        .set("path", path.toString())
        .set("columns", new Value.Items(columns));
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static List<Row> read(TestSetup setup) throws IOException {
    Source source = new CsvSource().create(setup);
    List<Row> rows = new ArrayList<>();
    for (String split : source.splits()) {
      try (SplitReader reader = source.open(split, SplitPosition.START)) {
        rows.addAll(rest(setup, reader));
      }
    }
    return rows;
  }

  private static Row[] outputs(TestSetup setup) {
    return new Row[] {new Row(setup.outputSchema(0).size()), new Row(setup.outputSchema(1).size())};
  }

  private static List<Row> rest(TestSetup setup, SplitReader reader) throws IOException {
    List<Row> rows = new ArrayList<>();
    Row[] outputs = outputs(setup);
    for (int port = reader.next(outputs); port >= 0; port = reader.next(outputs)) {
      rows.add(outputs[port].copy());
    }
    return rows;
  }

  private static RowException refused(TestSetup setup) {
    RowException e = catchThrowableOfType(RowException.class, () -> read(setup));
    assertThat(e).isNotNull();
    assertThat(e.remedy()).isNotBlank();
    return e;
  }

  @Test
  void columnsAreFoundByTheHeaderAndOthersPassedOver() throws IOException {
    Path file = file("f.csv", "x,origin,time,delay\n1,JFK,2001-01-01 00:03:00,-20\n");

    assertThat(read(setup(file, FLIGHTS)))
        .containsExactly(row(FLIGHTS, "2001-01-01 00:03:00", -20, "JFK"));
  }

  @Test
  void withoutAHeaderColumnsAreTakenInOrder() throws IOException {
    Path file = file("f.csv", "2001-01-01 00:03:00.125,5,JFK,more\n");

    assertThat(read(setup(file, FLIGHTS).set("header", Value.of(false))))
        .containsExactly(row(FLIGHTS, "2001-01-01 00:03:00.125", 5, "JFK"));
  }

  @Test
  void quotesHoldDelimitersQuotesAndLineEnds() throws IOException {
    Schema texts = schema("a VARCHAR", "b VARCHAR");
    Path file = file("f.csv", "a,b\r\n\"x, \"\"y\"\"\r\nz\",\"\"\r\n,\"ü北\"");

    assertThat(read(setup(file, texts)))
        .containsExactly(row(texts, "x, \"y\"\r\nz", ""), row(texts, null, "ü北"));
  }

  @Test
  void anEmptyFieldIsNullAndAQuotedOneIsNot() throws IOException {
    Path file = file("f.csv", HEADER + "2001-01-01 00:00:00,,\"\"\n");

    assertThat(read(setup(file, FLIGHTS)))
        .containsExactly(row(FLIGHTS, "2001-01-01 00:00:00", null, ""));
  }

  @Test
  void nullMayBeWrittenInAnotherWay() throws IOException {
    Path file = file("f.csv", HEADER + "2001-01-01 00:00:00,\\N,\n");

    assertThat(read(setup(file, FLIGHTS).set("null_text", "\\N")))
        .containsExactly(row(FLIGHTS, "2001-01-01 00:00:00", null, ""));
  }

  @Test
  void theDelimiterMayBeATabulator() throws IOException {
    Path file = file("f.tsv", "time\tdelay\torigin\n2001-01-01 00:00:00\t1\ta,b\n");

    assertThat(read(setup(file, FLIGHTS).set("delimiter", "\\t")))
        .containsExactly(row(FLIGHTS, "2001-01-01 00:00:00", 1, "a,b"));
  }

  @Test
  void emptyLinesAndAByteOrderMarkArePassedOver() throws IOException {
    Path file = file("f.csv", "\ufeff" + HEADER + "\n2001-01-01 00:00:00,1,A\n\r\n\n");

    assertThat(read(setup(file, FLIGHTS))).hasSize(1);
  }

  @Test
  void packedFilesAreRecognisedByTheirFirstBytes() throws IOException {
    Path file = folder.resolve("f.csv");
    byte[] one = gzip(HEADER + "2001-01-01 00:00:00,1,A\n");
    byte[] two = gzip("2001-01-01 00:00:01,2,B\n");
    Files.write(file, one);
    Files.write(file, two, StandardOpenOption.APPEND);

    assertThat(read(setup(file, FLIGHTS))).hasSize(2);
    assertThat(read(setup(file, FLIGHTS).set("compression", "gzip"))).hasSize(2);
  }

  @Test
  void theFilesOfAFolderOrPatternAreSplitsInTheOrderOfTheirNames() throws IOException {
    file("b.csv", HEADER + "2001-01-01 00:00:00,2,B\n");
    file("a.csv", HEADER + "2001-01-01 00:00:00,1,A\n");
    file("c.txt", HEADER + "2001-01-01 00:00:00,3,C\n");
    file(".hidden", "nothing");

    Source all = new CsvSource().create(setup(folder, FLIGHTS));
    assertThat(all.splits()).containsExactly("a.csv", "b.csv", "c.txt");
    TestSetup pattern = setup(folder.resolve("*.csv"), FLIGHTS);
    assertThat(new CsvSource().create(pattern).splits()).containsExactly("a.csv", "b.csv");
    assertThat(read(pattern)).extracting(r -> r.getString(2)).containsExactly("A", "B");
  }

  @Test
  void aFileWhoseNameLooksLikeAPatternIsReadAllTheSame() throws IOException {
    Path file = file("f[1].csv", HEADER + "2001-01-01 00:00:00,1,A\n");
    file("f1.csv", HEADER);

    assertThat(read(setup(file, FLIGHTS))).hasSize(1);
  }

  @Test
  void aFileUrlIsAPath() throws IOException {
    Path file = file("with space.csv", HEADER + "2001-01-01 00:00:00,1,A\n");

    assertThat(read(setup(file, FLIGHTS).set("path", file.toUri().toString()))).hasSize(1);
  }

  @Test
  void otherAddressesAreRefused() {
    assertThat(refused(setup(folder, FLIGHTS).set("path", "s3://bucket/f.csv")))
        .hasMessageContaining("not supported: s3: addresses");
  }

  @Test
  void aMissingFileIsRefusedByName() {
    assertThat(refused(setup(folder.resolve("none.csv"), FLIGHTS)))
        .hasMessageContaining("none.csv does not exist");
    assertThat(refused(setup(folder.resolve("*.none"), FLIGHTS)))
        .hasMessageContaining("means no file");
  }

  @Test
  void aHeaderWithoutAColumnIsRefusedAndTheHeaderShown() throws IOException {
    Path file = file("f.csv", "time,delay_minutes,origin\n");

    assertThat(refused(setup(file, FLIGHTS)))
        .hasMessageContaining("f.csv line 1")
        .hasMessageContaining("no column delay; it has time, delay_minutes, origin");
  }

  @Test
  void aWrongTypeIsRefusedWithFileLineColumnAndText() throws IOException {
    Path file =
        file("f.csv", HEADER + "2001-01-01 00:00:00,1,\"A\nB\"\n2001-01-01 00:00:00,soon,A\n");

    RowException e = refused(setup(file, FLIGHTS));
    assertThat(e.place()).isEqualTo("f.csv line 4, column delay");
    assertThat(e).hasMessageContaining("\"soon\" is no INT");
  }

  @Test
  void tooFewAndTooManyColumnsAreRefused() throws IOException {
    assertThat(refused(setup(file("f.csv", HEADER + "2001-01-01 00:00:00,1\n"), FLIGHTS)))
        .hasMessageContaining("f.csv line 2")
        .hasMessageContaining("2 columns, the header 3");
    assertThat(refused(setup(file("g.csv", HEADER + "2001-01-01 00:00:00,1,A,B\n"), FLIGHTS)))
        .hasMessageContaining("4 columns, the header 3")
        .hasMessageContaining("quotes");
  }

  @Test
  void aNullInANotNullColumnIsRefused() throws IOException {
    assertThat(refused(setup(file("f.csv", HEADER + ",1,A\n"), FLIGHTS)))
        .hasMessageContaining("column time")
        .hasMessageContaining("NOT NULL");
  }

  @Test
  void aQuoteThatIsNeverClosedIsRefusedWhereItOpens() throws IOException {
    Path file = file("f.csv", HEADER + "2001-01-01 00:00:00,1,\"A\n" + "x,y,z\n".repeat(50));

    assertThat(refused(setup(file, FLIGHTS)))
        .hasMessageContaining("f.csv line 2")
        .hasMessageContaining("never closed");
  }

  @Test
  void badRowsAreSkippedWithACount() throws IOException {
    Path file = file("f.csv", HEADER + "soon,1,A\n2001-01-01 00:00:00,1,B\n1,2\n");
    TestSetup setup = setup(file, FLIGHTS).set("on_error", "skip");

    try (SplitReader reader = new CsvSource().create(setup).open("f.csv", SplitPosition.START)) {
      assertThat(rest(setup, reader)).extracting(r -> r.getString(2)).containsExactly("B");
      assertThat(reader.position().rows()).isEqualTo(1);
      assertThat(reader.position().skipped()).isEqualTo(2);
    }
  }

  @Test
  void badRowsLeaveByTheErrorPortWithLineReasonAndText() throws IOException {
    Path file =
        file(
            "f.csv",
            HEADER + "soon,1,A\r\n2001-01-01 00:00:00,1,B\n2001-01-01 00:00:00,1,\"C\" x\nD\n");
    TestSetup setup = setup(file, FLIGHTS).set("on_error", "error port");

    assertThat(read(setup))
        .containsExactly(
            row(CsvSource.ERRORS, 2L, "column time: \"soon\" is no TIMESTAMP(3)", "soon,1,A"),
            row(FLIGHTS, "2001-01-01 00:00:00", 1, "B"),
            row(
                CsvSource.ERRORS,
                4L,
                "there is text behind a closing quote",
                "2001-01-01 00:00:00,1,\"C\" x"),
            row(CsvSource.ERRORS, 5L, "the line has 1 column, the header 3", "D"));
  }

  @Test
  void aLostQuoteCostsOneLineWhereBadRowsAreSkipped() throws IOException {
    Path file = file("f.csv", HEADER + "2001-01-01 00:00:00,1,\"A\n2001-01-01 00:00:00,1,B\n");
    TestSetup setup = setup(file, FLIGHTS).set("on_error", "skip");

    assertThat(read(setup)).extracting(r -> r.getString(2)).containsExactly("B");
  }

  @Test
  void aLineThatIsTooLongIsRefusedAndTheNextIsRead() throws IOException {
    Path file =
        file(
            "f.csv",
            HEADER
                + "2001-01-01 00:00:00,1,"
                + "x".repeat(150_000)
                + "\n2001-01-01 00:00:00,1,B\n");
    TestSetup setup = setup(file, FLIGHTS).set("on_error", "skip");
    CsvFormat format = CsvFormat.of(setup.parameters()).withMaxRecord(100_000);

    try (SplitReader reader = CsvReader.open(file, format, SplitPosition.START)) {
      assertThat(rest(setup, reader)).extracting(r -> r.getString(2)).containsExactly("B");
      assertThat(reader.position().skipped()).isEqualTo(1);
    }
  }

  @Test
  void aLongQuotedFieldGrowsTheBuffer() throws IOException {
    String text = "x\n\"\"".repeat(60_000);
    Path file = file("f.csv", HEADER + "2001-01-01 00:00:00,1,\"" + text + "\"\n");

    assertThat(read(setup(file, FLIGHTS)).get(0).getString(2))
        .isEqualTo(text.replace("\"\"", "\""));
  }

  @Test
  void aPackedFileThatIsCutOffIsRefusedAfterItsRows() throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      text.append("2001-01-01 00:00:00,").append(random.nextInt(1000)).append(",A\n");
    }
    byte[] bytes = gzip(text.toString());
    Path file = folder.resolve("f.csv.gz");
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

    assertThat(refused(setup(file, FLIGHTS)))
        .hasMessageContaining("f.csv.gz line ")
        .hasMessageContaining("cut off or damaged");
  }

  @Test
  void aFileThatIsNotPackedIsRefusedAsPacked() throws IOException {
    Path file = file("f.csv", HEADER);

    assertThat(refused(setup(file, FLIGHTS).set("compression", "gzip")))
        .hasMessageContaining("not packed with gzip");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() throws IOException {
    Path file = folder.resolve("f.csv");
    Files.write(
        file, (HEADER + "2001-01-01 00:00:00,1,Zürich\n").getBytes(StandardCharsets.ISO_8859_1));

    assertThat(refused(setup(file, FLIGHTS)))
        .hasMessageContaining("column origin")
        .hasMessageContaining("is not UTF-8");
  }

  @Test
  void aFileThatHasBecomeShorterIsNoticed() throws IOException {
    Path file = file("f.csv", HEADER);
    Source source = new CsvSource().create(setup(file, FLIGHTS));

    assertThatExceptionOfType(RowException.class)
        .isThrownBy(() -> source.open("f.csv", new SplitPosition(10_000, 3, 0)))
        .withMessageContaining("has become shorter");
  }

  @Test
  void aSplitMustNotLeaveItsFolder() {
    Source source = new CsvSource().create(setup(folder, FLIGHTS));

    assertThatExceptionOfType(RowException.class)
        .isThrownBy(() -> source.open("../x.csv", SplitPosition.START));
  }

  @Test
  void theHashOfARangeChangesWithItsBytesOnly() throws IOException {
    String lines = "2001-01-01 00:00:00,1,A\n2001-01-01 00:00:00,2,B\n";
    Path file = file("f.csv", HEADER + lines);
    TestSetup setup = setup(file, FLIGHTS);
    long[] first = hashes(setup);

    assertThat(hashes(setup)).isEqualTo(first);
    file("f.csv", HEADER + lines.replace(",2,", ",3,"));
    assertThat(hashes(setup)[0]).isEqualTo(first[0]);
    assertThat(hashes(setup)[1]).isNotEqualTo(first[1]);
    file("f.csv", HEADER.replace("origin", "Origin").toLowerCase() + "\n" + lines);
    assertThat(hashes(setup)[0]).isNotEqualTo(first[0]);
  }

  /** Hashes of the two rows: one reader for both, and a second that begins at the second. */
  private long[] hashes(TestSetup setup) throws IOException {
    Source source = new CsvSource().create(setup);
    Row[] outputs = outputs(setup);
    try (SplitReader reader = source.open("f.csv", SplitPosition.START)) {
      reader.next(outputs);
      long a = reader.takeHash();
      SplitPosition second = reader.position();
      reader.next(outputs);
      long b = reader.takeHash();
      try (SplitReader again = source.open("f.csv", second)) {
        again.next(outputs);
        assertThat(again.takeHash()).isEqualTo(b);
      }
      return new long[] {a, b};
    }
  }

  @Test
  void aReaderThatHasGivenNothingStandsAtTheStart() throws IOException {
    Path file = file("f.csv", HEADER + "2001-01-01 00:00:00,1,A\n");
    Source source = new CsvSource().create(setup(file, FLIGHTS));

    try (SplitReader reader = source.open("f.csv", SplitPosition.START)) {
      assertThat(reader.position()).isEqualTo(SplitPosition.START);
    }
  }

  @Property(tries = 100)
  void fromEveryPositionARowIsFollowedByTheSameRows(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int lines, @ForAll boolean packed)
      throws IOException {
    Path dir = Files.createTempDirectory("csv");
    try {
      Path file = dir.resolve("f.csv");
      String text = randomCsv(new Random(seed), lines);
      Files.write(file, packed ? gzip(text) : text.getBytes(StandardCharsets.UTF_8));
      TestSetup setup = setup(file, FLIGHTS).set("on_error", "error port");
      Source source = new CsvSource().create(setup);
      List<Row> rows = new ArrayList<>();
      List<SplitPosition> positions = new ArrayList<>();
      Row[] outputs = outputs(setup);
      try (SplitReader reader = source.open("f.csv", SplitPosition.START)) {
        positions.add(reader.position());
        for (int port = reader.next(outputs); port >= 0; port = reader.next(outputs)) {
          rows.add(outputs[port].copy());
          positions.add(reader.position());
        }
      }
      for (int i = 0; i < positions.size(); i++) {
        try (SplitReader reader = source.open("f.csv", positions.get(i))) {
          assertThat(reader.position()).isEqualTo(positions.get(i));
          assertThat(rest(setup, reader)).isEqualTo(rows.subList(i, rows.size()));
        }
      }
    } finally {
      Files.deleteIfExists(dir.resolve("f.csv"));
      Files.deleteIfExists(dir);
    }
  }

  @Property(tries = 100)
  void whereTheBufferEndsChangesNothing(
      @ForAll long seed, @ForAll @IntRange(min = 4, max = 90) int bufferSize) throws IOException {
    Path dir = Files.createTempDirectory("csv");
    try {
      Path file = Files.writeString(dir.resolve("f.csv"), randomCsv(new Random(seed), 30));
      TestSetup setup = setup(file, FLIGHTS).set("on_error", "error port");
      CsvFormat format = CsvFormat.of(setup.parameters());
      List<Row> small;
      SplitPosition end;
      long hash;
      try (SplitReader reader = CsvReader.open(file, format, SplitPosition.START, bufferSize)) {
        small = rest(setup, reader);
        end = reader.position();
        hash = reader.takeHash();
      }
      try (SplitReader reader = CsvReader.open(file, format, SplitPosition.START)) {
        assertThat(small).isEqualTo(rest(setup, reader));
        assertThat(end).isEqualTo(reader.position());
        assertThat(hash).isEqualTo(reader.takeHash());
      }
    } finally {
      Files.deleteIfExists(dir.resolve("f.csv"));
      Files.deleteIfExists(dir);
    }
  }

  private static String randomCsv(Random random, int lines) {
    StringBuilder b = new StringBuilder(HEADER);
    for (int i = 0; i < lines; i++) {
      String end = random.nextBoolean() ? "\n" : "\r\n";
      switch (random.nextInt(6)) {
        case 0 -> b.append(end);
        case 1 -> b.append("bad,").append(i).append(end);
        case 2 -> b.append("2001-01-01 00:00:00,x,y").append(end);
        case 3 ->
            b.append("2001-01-01 00:00:00,")
                .append(i)
                .append(",\"a")
                .append(end)
                .append("\"\"b\"")
                .append(end);
        default -> b.append("2001-01-01 00:00:00,").append(i).append(",\u00fc").append(end);
      }
    }
    return b.toString();
  }

  @Test
  void aWatermarkWithoutEventTimeIsRefused() {
    List<Problem> problems =
        setup(folder, FLIGHTS).set("watermark", "time - INTERVAL '1' MINUTE").problems();

    assertThat(problems).extracting(Problem::code).containsExactly("no-event-time");
  }

  @Test
  void anEventTimeWithoutAWatermarkIsWarnedAbout() {
    List<Problem> problems = setup(folder, FLIGHTS).set("event_time", "time").problems();

    assertThat(problems).extracting(Problem::code).containsExactly("no-watermark");
    assertThat(problems.get(0).isError()).isFalse();
  }

  @Test
  void aDelimiterOfTwoLettersIsRefused() {
    assertThat(setup(folder, FLIGHTS).set("delimiter", "::").problems())
        .extracting(Problem::code)
        .containsExactly("delimiter");
  }

  @Test
  void lineTwoIsTheNameOfTheFile() {
    assertThat(new CsvSource().describe(setup(Path.of("data/f.csv.gz"), FLIGHTS).parameters()))
        .isEqualTo("f.csv.gz");
  }
}

package dev.eddy.designer.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvSampleTest {
  @TempDir Path folder;

  private static CsvSample of(String text) {
    return CsvSample.of(text, false, false);
  }

  @Test
  void typesAreGuessedFromTheFirstRows() {
    assertThat(
            of("at,n,big,x,ok,day,zip,name\n"
                    + "2001-01-03 13:57:00,1,3000000000,1.5,true,2001-01-03,02134,a\n"
                    + "2001-01-03T13:58,-2,4,2e3,FALSE,2001-01-04,90210,\"b, c\"\n")
                .columns())
        .containsExactly(
            java.util.Map.entry("at", "TIMESTAMP(3)"),
            java.util.Map.entry("n", "INT"),
            java.util.Map.entry("big", "BIGINT"),
            java.util.Map.entry("x", "DOUBLE"),
            java.util.Map.entry("ok", "BOOLEAN"),
            java.util.Map.entry("day", "DATE"),
            java.util.Map.entry("zip", "VARCHAR"),
            java.util.Map.entry("name", "VARCHAR"));
  }

  @Test
  void theDelimiterIsTheOneThatPartsTheHeaderMost() {
    assertThat(of("a;b;c\n1;2,5;3\n").delimiter()).isEqualTo(";");
    assertThat(of("a;b;c\n1;2,5;3\n").columns()).containsEntry("b", "VARCHAR");
    assertThat(of("a\tb\n1\t2\n").delimiter()).isEqualTo("\t");
  }

  @Test
  void emptyFieldsSayNothingAboutATypeAndALineThatIsCutOffNeither() {
    assertThat(of("a,b\n,x\n7,\n").columns()).containsEntry("a", "INT");
    assertThat(CsvSample.of("a,b\n1,2\n3,4x", true, false).columns()).containsEntry("b", "INT");
    assertThat(of("").columns()).isEmpty();
  }

  @Test
  void aPackedFileIsReadAsWell() throws IOException {
    Path file = folder.resolve("rows.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("a,b\n1,x\n".getBytes(StandardCharsets.UTF_8));
    }
    CsvSample sample = CsvSample.of(file);
    assertThat(sample.gzip()).isTrue();
    assertThat(sample.columns()).containsEntry("a", "INT").containsEntry("b", "VARCHAR");
  }

  @Test
  void aDelimiterInsideOfQuotesPartsNothing() {
    CsvSample sample = of("\"last, first\";\"age, years\"\n\"x, y\";3\n");
    assertThat(sample.delimiter()).isEqualTo(";");
    assertThat(sample.columns().keySet()).containsExactly("last, first", "age, years");
    assertThat(sample.columns()).containsEntry("age, years", "INT");
  }

  @Test
  void aHeaderWithoutRowsAndOneWithNamesTwiceAreSampled() {
    assertThat(of("a,b\n").columns()).containsOnlyKeys("a", "b");
    assertThat(of("a,b,a\n1,x,y\n").columns()).containsEntry("a", "INT").hasSize(2);
    assertThat(of(" a , b \n").columns()).containsOnlyKeys("a", "b");
    assertThat(of("\ufeffa,b\n1,2\n").columns()).containsOnlyKeys("a", "b");
    assertThat(of("a\r\n1\r\n").columns()).containsEntry("a", "INT");
  }
}

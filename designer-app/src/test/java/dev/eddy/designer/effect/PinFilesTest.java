package dev.eddy.designer.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.state.Pin;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinFilesTest {
  private static final Schema SCHEMA =
      Schema.of(new Field("k", DataType.VARCHAR), new Field("n", DataType.INT.notNull()));

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void aPinReadsBackAsItWasWrittenAndIsTextThatDiffs() throws Exception {
    Pin pin =
        new Pin(
            "hourly-delay",
            "late",
            List.of("k", "n"),
            List.of(Arrays.asList(null, "1"), List.of("", "2"), List.of("a,b", "3")));
    PinFiles.write(folder, "main", pin);
    assertThat(folder.resolve("data/pins/main/hourly-delay.late.csv"))
        .hasContent("k,n\n,1\n\"\",2\n\"a,b\",3\n");
    PinFiles.Read read = PinFiles.read(folder, "main");
    assertThat(read.problems()).isEmpty();
    assertThat(read.pins()).containsExactly(pin);
    PinFiles.delete(folder, "main", pin);
    assertThat(PinFiles.read(folder, "main").pins()).isEmpty();
  }

  @Test
  void aFileThatCannotBeReadIsAProblemAndTheOthersAreRead() throws Exception {
    PinFiles.write(folder, "main", new Pin("a", "out", List.of("k"), List.of()));
    Files.writeString(folder.resolve("data/pins/main/b.out.csv"), "k\n\"open");
    PinFiles.Read read = PinFiles.read(folder, "main");
    assertThat(read.pins()).extracting(Pin::node).containsExactly("a");
    assertThat(read.problems().get(0).place().file()).isEqualTo("data/pins/main/b.out.csv");
  }

  @Test
  void importedColumnsAreFoundByNameAndMissingOnesAreNull() throws Exception {
    assertThat(PinFiles.importRows(file("a.csv", "n,x\n1,2\n"), SCHEMA).rows())
        .containsExactly(Arrays.asList(null, "1"));
    assertThat(PinFiles.importRows(file("a.json", "[{\"k\":\"a\",\"n\":7}]"), SCHEMA).rows())
        .containsExactly(List.of("a", "7"));
  }

  @Test
  void whatDoesNotFitIsRefusedWithRowAndColumn() throws Exception {
    assertThat(PinFiles.importRows(file("a.csv", "k,n\na,x\n"), SCHEMA).problem().message())
        .contains("row 1, n: 'x' is no INT");
    assertThat(PinFiles.importRows(file("b.csv", "k\na\n"), SCHEMA).problem().message())
        .contains("row 1 has no n, which is NOT NULL");
    assertThat(PinFiles.importRows(file("c.csv", "z\na\n"), SCHEMA).problem().message())
        .contains("none of its columns is wanted; it has z");
    assertThat(PinFiles.importRows(file("d.json", "oops"), SCHEMA).problem().message())
        .contains("no JSON");
  }

  @Test
  void emptyLinesAreNoRowsExceptWhereThereIsOneColumnWhoseNullTheyAre() throws Exception {
    PinFiles.Imported two = PinFiles.importRows(file("a.csv", "k,n\na,1\n\nb,2\n\n"), SCHEMA);
    assertThat(two.problem()).isNull();
    assertThat(two.rows()).containsExactly(List.of("a", "1"), List.of("b", "2"));
    Pin one = new Pin("a", "out", List.of("k"), List.of(Arrays.asList((String) null)));
    PinFiles.write(folder, "main", one);
    assertThat(PinFiles.read(folder, "main").pins()).containsExactly(one);
  }

  @Test
  void aFileOfAnotherEncodingSaysSo() throws Exception {
    Path latin = folder.resolve("latin.csv");
    Files.write(latin, "k,n\nZürich,1\n".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    assertThat(PinFiles.importRows(latin, SCHEMA).problem().message())
        .isEqualTo("cannot be imported: it is not written in UTF-8.");
  }

  @Test
  void whatWindowsAndSpreadsheetsWriteIsRead() throws Exception {
    PinFiles.Imported rows =
        PinFiles.importRows(file("w.csv", "\ufeffk,n\r\n\"a\nb\",1\r\n"), SCHEMA);
    assertThat(rows.rows()).containsExactly(List.of("a\nb", "1"));
  }

  @Test
  void aFileThatIsTooLargeForASampleIsNotReadAndAMissingOneIsTold() throws Exception {
    Path large = folder.resolve("large.csv");
    try (var f = new java.io.RandomAccessFile(large.toFile(), "rw")) {
      f.setLength(1L << 31);
    }
    assertThat(PinFiles.importRows(large, SCHEMA).problem().message()).contains("16 MB");
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> PinFiles.importRows(folder.resolve("nowhere.csv"), SCHEMA))
        .isInstanceOf(IOException.class);
  }
}

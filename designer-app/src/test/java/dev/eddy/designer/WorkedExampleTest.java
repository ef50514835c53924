package dev.eddy.designer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The code that docs/extending.md shows is the code that is compiled. */
class WorkedExampleTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern BLOCK =
      Pattern.compile("<!-- (\\S+) (\\w+) -->\n```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void everyPieceOfCodeOnThePageIsThatOfTheSource() throws IOException {
    Matcher m = BLOCK.matcher(Files.readString(ROOT.resolve("docs/extending.md")));
    int pieces = 0;
    while (m.find()) {
      pieces++;
      String source = Files.readString(ROOT.resolve(m.group(1)));
      assertThat(m.group(3)).as(m.group(1)).isEqualTo(region(source, m.group(2)));
    }
    assertThat(pieces).isEqualTo(3);
  }

  private static String region(String source, String name) {
    int from = source.indexOf('\n', source.indexOf("// [" + name + "]")) + 1;
    int end = source.indexOf("// [/" + name + "]");
    return source.substring(from, source.lastIndexOf('\n', end)).stripIndent() + "\n";
  }
}

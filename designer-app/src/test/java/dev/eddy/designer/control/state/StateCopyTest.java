package dev.eddy.designer.control.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.control.DemoData;
import dev.eddy.designer.control.HeadlessStage;
import dev.eddy.designer.control.table.DataTable;
import dev.eddy.designer.control.table.TableContent;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** What a user takes out of the state of an operator. */
class StateCopyTest {
  private final TableContent content =
      StateModel.of(DemoData.state(), "").tables().get(0).content();

  @Test
  void keysAndValuesAreCopiedAndTheMomentOfTheLastWriterIsNot() {
    assertThat(content.csv(List.of(0, 5)).lines())
        .containsExactly(
            "origin,window_end,flights,sum,max",
            row(0) + ",44",
            // Null is nothing between commas.
            row(5) + ",");
  }

  private String row(int line) {
    return String.join(",", content.lines().get(line).cells().subList(0, 4));
  }

  @Test
  void aNullOfAColumnWhoseTypeIsNotKnownIsPlainInSql() {
    String sql = content.values(List.of(5));
    assertThat(sql).contains(", NULL)").doesNotContain("CAST").doesNotContain("AS value");
    assertThat(sql).endsWith("AS t(origin, window_end, flights, sum, max)\n");
    assertThat(sql).contains("'2001-01-03 13:00:00.000'");
  }

  @Test
  void numbersStayNumbersInJson() {
    assertThat(content.json(List.of(0))).contains("\"flights\" : 28").contains("\"max\" : 44");
    assertThat(content.json(List.of(5))).contains("\"max\" : null");
  }

  @Test
  void theKeysForACopyWorkInTheStateAndItIsSaidWhatWasCopied() throws Exception {
    List<String> said = new ArrayList<>();
    try (HeadlessStage stage =
        HeadlessStage.show(() -> new StateView(m -> {}, t -> {}), 700, 500)) {
      StateView view = stage.find(".eddy-state", StateView.class);
      stage.run(() -> view.setOnCopied(said::add));
      stage.run(() -> view.show(DemoData.state()));
      DataTable table = stage.find(".eddy-data-table", DataTable.class);
      stage.run(
          () -> {
            table.table().requestFocus();
            table.table().getSelectionModel().clearAndSelect(1);
          });
      stage.robot().press(KeyCode.CONTROL, KeyCode.C).release(KeyCode.C, KeyCode.CONTROL);
      stage.settle();
      assertThat(said).containsExactly("1 row copied.");
      String text = HeadlessStage.onFx(() -> Clipboard.getSystemClipboard().getString());
      assertThat(text)
          .as("as it is shown: the chip says of which window all entries are")
          .isEqualTo(table.content().csv(List.of(1)))
          .startsWith("origin,flights,sum,max\nIAD,");

      ContextMenu menu = table.table().getContextMenu();
      List<String> offered =
          HeadlessStage.onFx(
              () -> {
                menu.show(table.table(), 10, 10);
                List<String> out =
                    menu.getItems().stream()
                        .filter(MenuItem::isVisible)
                        .map(MenuItem::getText)
                        .filter(t -> t != null)
                        .toList();
                menu.hide();
                return out;
              });
      assertThat(offered)
          .as("nobody can say why an entry is there, so it is not offered")
          .containsExactly("Copy as CSV", "Copy as JSON", "Copy as SQL VALUES");
    }
  }
}

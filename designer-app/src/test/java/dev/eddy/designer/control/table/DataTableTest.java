package dev.eddy.designer.control.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.control.HeadlessStage;
import dev.eddy.designer.control.table.TableContent.Column;
import dev.eddy.designer.control.table.TableContent.Line;
import dev.eddy.designer.control.table.TableContent.Look;
import dev.eddy.designer.control.table.TableContent.Mark;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableColumn;
import javafx.stage.WindowEvent;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The table with more rows than anybody could hold. */
class DataTableTest {
  private static final int MILLION = 1_000_000;
  private static final List<Column> COLUMNS =
      List.of(
          new Column("moment", "sequence·step", Look.MOMENT),
          new Column("k", "VARCHAR", Look.TEXT),
          new Column("n", "INT", Look.NUMBER));

  private final Set<Integer> made = new HashSet<>();

  private TableContent content(int size, int missingBelow) {
    return new TableContent(
        COLUMNS,
        new PagedLines(
            new Object(),
            size,
            i -> {
              made.add(i);
              return i < missingBelow
                  ? null
                  : new Line(
                      List.of(i + ".1", "k" + i, String.valueOf(i)),
                      Map.of(0, new dev.eddy.model.time.Moment(i + 1L, 1)),
                      Mark.NORMAL,
                      Set.of());
            }),
        "");
  }

  @Test
  void aMillionRowsAreScrolledWithTheVisibleOnesMade() throws Exception {
    List<Integer> wanted = new ArrayList<>();
    try (HeadlessStage stage = HeadlessStage.show(DataTable::new, 700, 400)) {
      DataTable table = stage.find(".eddy-data-table", DataTable.class);
      stage.run(() -> table.setOnMissing(wanted::add));
      stage.run(() -> table.show(content(MILLION, MILLION - 100)));
      stage.settle();
      assertThat(table.table().getItems()).hasSize(MILLION);
      assertThat(made.size()).as("lines that were made").isLessThan(1_000);
      assertThat(made).as("the newest are in view").contains(MILLION - 1);
      stage.run(() -> table.table().scrollTo(400_000));
      stage.settle();
      assertThat(wanted).as("a page that is not here is asked for").isNotEmpty();
      assertThat(wanted.get(wanted.size() - 1)).isBetween(399_000, 401_000);
      stage.run(() -> table.show(content(MILLION, 0)));
      stage.settle();
      assertThat(stage.picture().getWidth()).isEqualTo(700);
      assertThat(made.size()).isLessThan(3_000);
    }
  }

  private static String clipboard() throws Exception {
    return HeadlessStage.onFx(
        () -> String.valueOf(javafx.scene.input.Clipboard.getSystemClipboard().getString()));
  }

  private static void copy(DataTable table, boolean json) {
    javafx.event.Event.fireEvent(
        table.table(),
        new javafx.scene.input.KeyEvent(
            javafx.scene.input.KeyEvent.KEY_PRESSED,
            "",
            "",
            javafx.scene.input.KeyCode.C,
            json,
            true,
            false,
            false));
  }

  private static TableContent listed(List<Integer> numbers) {
    return new TableContent(
        COLUMNS,
        numbers.stream()
            .map(
                i ->
                    new Line(
                        List.of(i + ".1", "k" + i, String.valueOf(i)),
                        Map.of(0, new dev.eddy.model.time.Moment(i + 1L, 1)),
                        Mark.NORMAL,
                        Set.of()))
            .toList(),
        "");
  }

  private static List<String> selectedKeys(DataTable table) {
    return table.table().getSelectionModel().getSelectedItems().stream()
        .map(l -> l.cells().get(1))
        .toList();
  }

  @Test
  void ofAMillionRowsThoseAreCopiedThatAreHereWhereverTheyAre() throws Exception {
    List<String> said = new ArrayList<>();
    try (HeadlessStage stage = HeadlessStage.show(DataTable::new, 700, 400)) {
      DataTable table = stage.find(".eddy-data-table", DataTable.class);
      stage.run(() -> table.setOnCopied(said::add));
      stage.run(() -> table.show(content(MILLION, MILLION - 300)));
      stage.run(() -> copy(table, false));
      assertThat(said)
          .containsExactly("300 rows copied; 999\u202f700 have not come yet: scroll there first.");
      assertThat(clipboard().lines()).hasSize(301).first().isEqualTo("k,n");
      assertThat(clipboard()).contains("k999700,999700").contains("k999999,999999");
      for (javafx.scene.input.KeyCode code :
          List.of(javafx.scene.input.KeyCode.A, javafx.scene.input.KeyCode.HOME)) {
        stage.run(
            () -> {
              table.table().getSelectionModel().clearAndSelect(MILLION - 1);
              javafx.event.Event.fireEvent(
                  table.table(),
                  new javafx.scene.input.KeyEvent(
                      javafx.scene.input.KeyEvent.KEY_PRESSED,
                      "",
                      "",
                      code,
                      code == javafx.scene.input.KeyCode.HOME,
                      true,
                      false,
                      false));
            });
        assertThat(table.table().getSelectionModel().getSelectedIndices())
            .as("%s selects no million", code)
            .hasSizeLessThan(2);
      }
      assertThat(said.remove(1)).contains("while none is, all are copied");
      stage.run(() -> table.table().getSelectionModel().clearSelection());
      stage.run(() -> copy(table, true));
      assertThat(said.get(1)).isEqualTo(said.get(0));
      assertThat(clipboard()).startsWith("[").contains("999700").doesNotContain("999699");
      String before = clipboard();
      stage.run(() -> table.table().getSelectionModel().clearAndSelect(400_000));
      stage.run(() -> copy(table, false));
      assertThat(said.get(2)).startsWith("0 rows copied; 1 has not come yet");
      assertThat(clipboard()).as("what nobody replaced").isEqualTo(before);
    }
  }

  @Test
  void selectedRowsStaySelectedWhenAllAreSortedOrFilteredOrOutOfAMillion() throws Exception {
    try (HeadlessStage stage = HeadlessStage.show(DataTable::new, 700, 400)) {
      DataTable table = stage.find(".eddy-data-table", DataTable.class);
      stage.run(() -> table.show(content(MILLION, MILLION - 300)));
      stage.run(
          () ->
              table
                  .table()
                  .getSelectionModel()
                  .selectIndices(MILLION - 10, MILLION - 200, 5, MILLION - 3));
      List<Integer> last =
          java.util.stream.IntStream.range(MILLION - 10_000, MILLION)
              .boxed()
              .sorted(java.util.Comparator.reverseOrder())
              .toList();
      // The first click on a head: the last ten thousand are sorted.
      stage.run(() -> table.show(listed(last)));
      assertThat(selectedKeys(table)).containsExactlyInAnyOrder("k999990", "k999800", "k999997");
      stage.run(() -> table.show(listed(last.stream().filter(i -> i % 10 == 0).toList())));
      assertThat(selectedKeys(table)).containsExactlyInAnyOrder("k999990", "k999800");
      stage.run(() -> table.show(listed(last.stream().filter(i -> i % 10 == 1).toList())));
      assertThat(selectedKeys(table)).as("none of them is shown").isEmpty();
      stage.run(() -> table.show(listed(last)));
      stage.run(() -> table.table().getSelectionModel().selectAll());
      List<Integer> upwards = last.stream().sorted().toList();
      stage.run(() -> table.show(listed(upwards)));
      assertThat(table.table().getSelectionModel().getSelectedIndices()).hasSize(10_000);
      stage.run(() -> copy(table, false));
      assertThat(clipboard().lines().skip(1).findFirst()).contains("k990000,990000");
    }
  }

  @Property(tries = 300)
  void aSelectionFollowsItsRowsWhateverIsListed(
      @ForAll @Size(max = 12) List<@IntRange(max = 5) Integer> before,
      @ForAll @Size(max = 12) List<@IntRange(max = 5) Integer> after,
      @ForAll @Size(max = 6) Set<@IntRange(max = 11) Integer> chosen) {
    List<Integer> selected = chosen.stream().filter(i -> i < before.size()).toList();
    List<Line> is = listed(after).lines();
    List<Integer> now = LineItems.places(selected, listed(before).lines(), is);
    assertThat(now).doesNotHaveDuplicates().allMatch(i -> i >= 0 && i < is.size());
    for (int value = 0; value <= 5; value++) {
      int of = value;
      long wanted = selected.stream().filter(i -> before.get(i) == of).count();
      long here = after.stream().filter(v -> v == of).count();
      long got = now.stream().filter(i -> after.get(i) == of).count();
      if (before.stream().filter(v -> v == of).count() <= here) {
        assertThat(got).as("rows of %s", of).isEqualTo(wanted);
      }
    }
    assertThat(LineItems.places(selected, listed(before).lines(), listed(before).lines()))
        .as("nothing has changed")
        .isEqualTo(selected);
  }

  private static Line changed(Line l) {
    return new Line(List.of("9.9", l.cells().get(1), "0"), l.moments(), Mark.NORMAL, Set.of());
  }

  @Test
  void valuesThatChangeWhereTheyStandKeepTheirPlaceSelected() {
    List<Line> was = listed(List.of(1, 2, 3)).lines();
    List<Line> is = was.stream().map(DataTableTest::changed).toList();
    assertThat(LineItems.places(List.of(1), was, is)).containsExactly(1);
    assertThat(LineItems.places(List.of(1), was, is.subList(0, 2)))
        .as("rows have gone, nobody knows which")
        .isEmpty();
    assertThat(LineItems.places(List.of(1), was, listed(List.of(7, 8, 9)).lines()))
        .as("they are others")
        .isEmpty();
    assertThat(LineItems.places(List.of(0, 7), was, was)).containsExactly(0);
  }

  @Test
  void moreRowsAtTheEndLeaveTheSelectionAlone() throws Exception {
    try (HeadlessStage stage = HeadlessStage.show(DataTable::new, 700, 400)) {
      DataTable table = stage.find(".eddy-data-table", DataTable.class);
      stage.run(() -> table.show(content(1_000, 0)));
      stage.run(() -> table.table().getSelectionModel().clearAndSelect(500));
      stage.run(() -> table.show(content(1_200, 0)));
      assertThat(table.table().getItems()).hasSize(1_200);
      assertThat(table.table().getSelectionModel().getSelectedIndex()).isEqualTo(500);
      stage.run(() -> table.show(content(800, 0)));
      assertThat(table.table().getItems()).hasSize(800);
    }
  }

  @Test
  void headsShowHowValuesAreSpreadAndAskToSort() throws Exception {
    List<String> sorted = new ArrayList<>();
    try (HeadlessStage stage = HeadlessStage.show(DataTable::new, 700, 400)) {
      DataTable table = stage.find(".eddy-data-table", DataTable.class);
      stage.run(() -> table.setOnSort((column, how) -> sorted.add(column + " " + how)));
      stage.run(() -> table.show(content(50, 0)));
      stage.run(
          () -> table.spread(Map.of("n", ColumnStats.of(COLUMNS.get(2), List.of("1", "2", "9")))));
      assertThat(stage.scene().getRoot().lookupAll(".eddy-column-bar")).hasSize(16);
      stage.robot().clickOn(stage.find(".eddy-column-name", javafx.scene.control.Label.class));
      stage.settle();
      javafx.scene.control.Label n =
          stage.scene().getRoot().lookupAll(".eddy-column-name").stream()
              .map(javafx.scene.control.Label.class::cast)
              .filter(l -> l.getText().equals("n"))
              .findFirst()
              .orElseThrow();
      stage.robot().clickOn(n);
      stage.settle();
      assertThat(sorted).contains("n NEXT");
      stage.run(() -> table.sorted("n", true));
    }
  }

  @Test
  void columnsAreHiddenAndComeBackAndTheLastOneStays() throws Exception {
    try (HeadlessStage stage = HeadlessStage.show(DataTable::new, 700, 400)) {
      DataTable table = stage.find(".eddy-data-table", DataTable.class);
      stage.run(() -> table.show(content(50, 0)));
      for (int left = COLUMNS.size(); left > 0; left--) {
        TableColumn<?, ?> c = visible(table).get(0);
        assertThat(choose(stage, c, "Hide this column"))
            .as("the menu of %s left", left)
            .isEqualTo(left > 1);
      }
      assertThat(visible(table)).hasSize(1);
      assertThat(choose(stage, visible(table).get(0), "Show all columns")).isTrue();
      assertThat(visible(table)).hasSize(COLUMNS.size());
      assertThat(choose(stage, visible(table).get(0), "Show all columns")).isFalse();
    }
  }

  @Test
  void theHeadOfAColumnSortsByItsMenuUnlessItIsOfTheTableItself() throws Exception {
    List<String> sorted = new ArrayList<>();
    try (HeadlessStage stage = HeadlessStage.show(DataTable::new, 700, 400)) {
      DataTable table = stage.find(".eddy-data-table", DataTable.class);
      stage.run(() -> table.setOnSort((column, how) -> sorted.add(column + " " + how)));
      stage.run(() -> table.show(content(50, 0)));
      List<TableColumn<?, ?>> columns = visible(table);
      assertThat(columns.get(0).getContextMenu().getItems())
          .extracting(MenuItem::getText)
          .doesNotContain("Sort upwards");
      choose(stage, columns.get(2), "Sort upwards");
      choose(stage, columns.get(2), "Sort downwards");
      choose(stage, columns.get(1), "As they came");
      assertThat(sorted).containsExactly("n UP", "n DOWN", "k NONE");
    }
  }

  @Test
  void theMenuOfACellAsksWhyOnlyWhereSomebodyAnswersAndARowIsSelected() throws Exception {
    List<Line> asked = new ArrayList<>();
    try (HeadlessStage stage = HeadlessStage.show(DataTable::new, 700, 400)) {
      DataTable table = stage.find(".eddy-data-table", DataTable.class);
      stage.run(() -> table.show(content(50, 0)));
      stage.run(() -> open(table.table().getContextMenu()));
      MenuItem why = item(table.table().getContextMenu(), "Why is this row here?");
      assertThat(why.isVisible()).as("nobody answers").isFalse();
      stage.run(() -> table.setOnWhy(asked::add));
      stage.run(() -> table.table().getSelectionModel().clearSelection());
      stage.run(() -> open(table.table().getContextMenu()));
      assertThat(why.isVisible()).isTrue();
      assertThat(why.isDisable()).as("no row is selected").isTrue();
      stage.run(() -> table.table().getSelectionModel().clearAndSelect(7));
      stage.run(() -> open(table.table().getContextMenu()));
      stage.run(why::fire);
      assertThat(asked).hasSize(1);
      assertThat(asked.get(0).cells()).contains("k7");
    }
  }

  private static List<TableColumn<?, ?>> visible(DataTable table) {
    List<TableColumn<?, ?>> out = new ArrayList<>();
    for (TableColumn<?, ?> c : table.table().getColumns()) {
      if (c.isVisible() && c.getContextMenu() != null) {
        out.add(c);
      }
    }
    return out;
  }

  private static void open(ContextMenu menu) {
    menu.getOnShowing().handle(new WindowEvent(menu, WindowEvent.WINDOW_SHOWING));
  }

  private static MenuItem item(ContextMenu menu, String text) {
    return menu.getItems().stream().filter(i -> text.equals(i.getText())).findFirst().orElseThrow();
  }

  /** Chooses an entry as the mouse would; gives whether it could be chosen. */
  private static boolean choose(HeadlessStage stage, TableColumn<?, ?> of, String text)
      throws Exception {
    boolean[] could = new boolean[1];
    stage.run(
        () -> {
          open(of.getContextMenu());
          MenuItem item = item(of.getContextMenu(), text);
          could[0] = !item.isDisable();
          if (could[0]) {
            item.fire();
          }
        });
    return could[0];
  }

  @Test
  void aLongValueIsShownWholeBesideTheTable() throws Exception {
    try (HeadlessStage stage = HeadlessStage.show(RowDetail::new, 300, 400)) {
      RowDetail detail = stage.find(".eddy-row-detail", RowDetail.class);
      // Two objects are no value of JSON, which would be a tree.
      String json = "{\"a\":\"" + "x".repeat(80) + "\"}{}";
      stage.run(
          () ->
              detail.show(
                  new TableContent(COLUMNS, List.of(), ""), Line.of(List.of("1.0", json, "5"))));
      javafx.scene.control.TextArea area =
          stage.find(".eddy-detail-text", javafx.scene.control.TextArea.class);
      assertThat(area.getText()).startsWith("{\n  \"a\": ");
      assertThat(area.isEditable()).isFalse();
    }
  }

  @Test
  void whatIsCopiedIsSaidAndSoIsWhatHasNotComeYet() {
    assertThat(DataTable.copied(1, 0)).isEqualTo("1 row copied.");
    assertThat(DataTable.copied(388, 12))
        .isEqualTo("388 rows copied; 12 have not come yet: scroll there first.");
  }
}

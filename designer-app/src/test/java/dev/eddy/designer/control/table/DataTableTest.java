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

package dev.eddy.designer.control.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.control.HeadlessStage;
import dev.eddy.designer.control.OwnKeys;
import dev.eddy.designer.control.table.TableContent.Column;
import dev.eddy.designer.control.table.TableContent.Line;
import dev.eddy.designer.control.table.TableContent.Look;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;

/** One row, whole: trees that fold, long texts, many columns. */
class RowDetailTest {
  private static final List<Column> COLUMNS =
      List.of(new Column("id", "INT", Look.NUMBER), new Column("payload", "VARCHAR", Look.TEXT));
  private static final TableContent TABLE = new TableContent(COLUMNS, List.of(), "");

  private final List<String> said = new ArrayList<>();

  private RowDetail detail() {
    RowDetail d = new RowDetail();
    d.setOnCopied(said::add);
    return d;
  }

  private static Line row(String payload) {
    return Line.of(Arrays.asList("1", payload));
  }

  private static RowDetail find(HeadlessStage stage) {
    return stage.find(".eddy-row-detail", RowDetail.class);
  }

  @SuppressWarnings("unchecked")
  private static TreeView<NestedItem> tree(HeadlessStage stage) {
    return stage.find(".eddy-nested-tree", TreeView.class);
  }

  private static List<String> shown(TreeView<NestedItem> tree) {
    return IntStream.range(0, tree.getExpandedItemCount())
        .mapToObj(i -> tree.getTreeItem(i).getValue())
        .map(i -> i.name() + "=" + i.words())
        .toList();
  }

  private static void key(TreeView<NestedItem> tree, KeyCode code, boolean ctrl) {
    tree.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, ctrl, false, false));
  }

  @Test
  void aNestedValueIsATreeAndASmallOneIsUnfolded() throws Exception {
    try (HeadlessStage stage = HeadlessStage.show(this::detail, 320, 400)) {
      stage.run(() -> find(stage).show(TABLE, row("{\"a\":[1,2],\"b\":\"x\"}")));
      assertThat(shown(tree(stage))).containsExactly("a=2 items", "[0]=1", "[1]=2", "b=x");
    }
  }

  @Test
  void whatIsFoldedStaysFoldedInTheNextRow() throws Exception {
    try (HeadlessStage stage = HeadlessStage.show(this::detail, 320, 400)) {
      stage.run(() -> find(stage).show(TABLE, row("{\"a\":[1,2],\"b\":\"x\"}")));
      stage.run(() -> tree(stage).getTreeItem(0).setExpanded(false));
      assertThat(shown(tree(stage))).containsExactly("a=2 items", "b=x");
      stage.run(() -> find(stage).show(TABLE, row("{\"a\":[3],\"b\":\"y\"}")));
      assertThat(shown(tree(stage))).containsExactly("a=1 item", "b=y");
    }
  }

  @Test
  void aLargeOneIsFoldedAndUnfoldedWholeByItsMenu() throws Exception {
    String big = "{\"list\":[" + "{\"v\":1},".repeat(40) + "{}]}";
    try (HeadlessStage stage = HeadlessStage.show(this::detail, 320, 400)) {
      stage.run(() -> find(stage).show(TABLE, row(big)));
      TreeView<NestedItem> tree = tree(stage);
      assertThat(shown(tree)).containsExactly("list=41 items");
      stage.run(() -> item(tree, "Unfold all"));
      assertThat(shown(tree)).hasSize(1 + 41 + 40);
      stage.run(() -> item(tree, "Fold all"));
      assertThat(shown(tree)).containsExactly("list=41 items");
      assertThat(tree.getPrefHeight()).as("no taller than what it shows").isLessThan(60);
    }
  }

  private static void item(TreeView<NestedItem> tree, String title) {
    tree.getContextMenu().getItems().stream()
        .filter(i -> title.equals(i.getText()))
        .findFirst()
        .orElseThrow()
        .fire();
  }

  @Test
  void aPartAndItsPathCanBeCopiedAndTheKeysOfTheTreeAreItsOwn() throws Exception {
    try (HeadlessStage stage = HeadlessStage.show(this::detail, 320, 400)) {
      stage.run(() -> find(stage).show(TABLE, row("{\"a\":[10,20]}")));
      TreeView<NestedItem> tree = tree(stage);
      stage.run(
          () -> {
            tree.getSelectionModel().select(2);
            key(tree, KeyCode.C, true);
          });
      assertThat(HeadlessStage.onFx(() -> Clipboard.getSystemClipboard().getString()))
          .isEqualTo("20");
      assertThat(said).containsExactly("payload.a[1] copied.");
      stage.run(() -> item(tree, "Copy the path"));
      assertThat(HeadlessStage.onFx(() -> Clipboard.getSystemClipboard().getString()))
          .isEqualTo("payload.a[1]");
      for (KeyCode own : List.of(KeyCode.LEFT, KeyCode.DOWN, KeyCode.END)) {
        assertThat(
                OwnKeys.takes(
                    tree,
                    new KeyEvent(KeyEvent.KEY_PRESSED, "", "", own, false, false, false, false)))
            .as(own.getName())
            .isTrue();
      }
      assertThat(
              OwnKeys.takes(
                  tree,
                  new KeyEvent(
                      KeyEvent.KEY_PRESSED, "", "", KeyCode.F5, false, false, false, false)))
          .isFalse();
    }
  }

  @Test
  void aLongTextInATreeIsShownWholeBelowItWhileItIsSelected() throws Exception {
    String longText = "word ".repeat(40).strip();
    try (HeadlessStage stage = HeadlessStage.show(this::detail, 320, 400)) {
      stage.run(() -> find(stage).show(TABLE, row("{\"a\":\"" + longText + "\",\"b\":1}")));
      TreeView<NestedItem> tree = tree(stage);
      TextArea whole = stage.find(".eddy-nested .eddy-detail-text", TextArea.class);
      assertThat(whole.isVisible()).isFalse();
      stage.run(() -> tree.getSelectionModel().select(0));
      assertThat(whole.isVisible()).isTrue();
      assertThat(whole.getText()).isEqualTo(longText);
      stage.run(() -> tree.getSelectionModel().select(1));
      assertThat(whole.isVisible()).isFalse();
    }
  }

  @Test
  void anEmptyObjectIsSaidInAWordAndHasNoTree() throws Exception {
    try (HeadlessStage stage = HeadlessStage.show(this::detail, 320, 400)) {
      stage.run(() -> find(stage).show(TABLE, row("{}")));
      assertThat(stage.robot().lookup(".eddy-nested-tree").tryQuery()).isEmpty();
    }
  }

  @Test
  void everyValueButNullCanBeCopiedByAButton() throws Exception {
    try (HeadlessStage stage = HeadlessStage.show(this::detail, 320, 400)) {
      stage.run(() -> find(stage).show(TABLE, row(null)));
      assertThat(stage.robot().lookup(".eddy-detail-copy").queryAll()).hasSize(1);
      Button copy = stage.find(".eddy-detail-copy", Button.class);
      assertThat(copy.getAccessibleText()).isEqualTo("Copy the value of id");
      stage.run(copy::fire);
      assertThat(HeadlessStage.onFx(() -> Clipboard.getSystemClipboard().getString()))
          .isEqualTo("1");
      assertThat(said).containsExactly("The value of id copied.");
    }
  }

  @Test
  void amongManyColumnsOneIsFoundByItsNameOrItsValue() throws Exception {
    List<Column> many =
        IntStream.range(0, 40).mapToObj(i -> new Column("c" + i, "INT", Look.NUMBER)).toList();
    Line line = Line.of(IntStream.range(0, 40).mapToObj(i -> "9" + i).toList());
    try (HeadlessStage stage = HeadlessStage.show(this::detail, 320, 400)) {
      stage.run(() -> find(stage).show(new TableContent(many, List.of(), ""), line));
      TextField find = stage.find("#find-column", TextField.class);
      assertThat(stage.robot().lookup(".eddy-detail-cell").queryAll()).hasSize(40);
      stage.run(() -> find.setText("C17"));
      assertThat(stage.robot().lookup(".eddy-detail-cell").queryAll()).hasSize(1);
      stage.run(() -> find.setText("939"));
      assertThat(stage.robot().lookup(".eddy-detail-cell").queryAll()).hasSize(1);
      stage.run(() -> find.setText("nowhere"));
      assertThat(stage.robot().lookup(".eddy-detail-cell").queryAll()).isEmpty();
      stage.run(() -> find(stage).show(TABLE, row("x")));
      assertThat(stage.robot().lookup(".eddy-detail-cell").queryAll())
          .as("few columns are not searched")
          .hasSize(2);
    }
  }

  @Test
  void theSameRowAgainLeavesTheTreeAsItIs() throws Exception {
    try (HeadlessStage stage = HeadlessStage.show(this::detail, 320, 400)) {
      stage.run(() -> find(stage).show(TABLE, row("{\"a\":1}")));
      TreeItem<NestedItem> root = tree(stage).getRoot();
      stage.run(() -> find(stage).show(TABLE, row("{\"a\":1}")));
      assertThat(tree(stage).getRoot()).isSameAs(root);
    }
  }
}

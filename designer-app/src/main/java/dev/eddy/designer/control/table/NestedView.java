package dev.eddy.designer.control.table;

import dev.eddy.designer.control.OwnKeys;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.collections.ObservableList;
import javafx.css.PseudoClass;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextArea;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * A nested value as a tree that folds; below it the text that is selected, whole where it is long.
 * What was folded and unfolded is remembered by path, so that it is the same in the next row. FX
 * thread only.
 */
final class NestedView extends VBox {
  private static final PseudoClass NULL = PseudoClass.getPseudoClass("null");
  private static final double LINE = 22;
  private static final int MOST_LINES = 14;

  /** Smaller ones are shown unfolded. */
  private static final int SMALL = 24;

  private final TreeView<NestedItem> tree = new TreeView<>();
  private final TextArea whole = RowDetail.area("");
  private final Memory memory;
  private final Consumer<String> onCopied;

  /** While it is built, what unfolds does so by itself. */
  private boolean byHand;

  /** Which paths were folded or unfolded by hand. */
  static final class Memory {
    private final Map<String, Boolean> open = new HashMap<>();

    boolean isOpen(NestedItem item, boolean byItself) {
      return open.getOrDefault(item.path(), byItself);
    }

    void remember(NestedItem item, boolean value) {
      open.put(item.path(), value);
    }
  }

  NestedView(NestedItem item, Memory memory, Consumer<String> onCopied) {
    this.memory = memory;
    this.onCopied = onCopied;
    getStyleClass().add("eddy-nested");
    tree.getStyleClass().add("eddy-nested-tree");
    tree.setShowRoot(false);
    tree.setFixedCellSize(LINE);
    tree.setCellFactory(t -> new ItemCell());
    tree.setAccessibleText(item.name() + ", " + item.words());
    Branch root = new Branch(item);
    tree.setRoot(root);
    unfold(root, item.weight(SMALL + 1) <= SMALL);
    tree.prefHeightProperty()
        .bind(
            Bindings.createDoubleBinding(
                () -> LINE * Math.max(1, Math.min(MOST_LINES, tree.getExpandedItemCount())) + 2,
                tree.expandedItemCountProperty()));
    tree.minHeightProperty().bind(tree.prefHeightProperty());
    tree.setContextMenu(menu());
    tree.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
    OwnKeys.set(tree, NestedView::isMine);
    tree.getSelectionModel().selectedItemProperty().addListener((o, was, is) -> showWhole(is));
    whole.setVisible(false);
    whole.managedProperty().bind(whole.visibleProperty());
    getChildren().addAll(tree, whole);
    byHand = true;
  }

  /** Its parts are made when they are first looked at: an array may have very many. */
  private final class Branch extends TreeItem<NestedItem> {
    private boolean made;

    Branch(NestedItem item) {
      super(item);
      expandedProperty()
          .addListener(
              (o, was, is) -> {
                if (byHand) {
                  memory.remember(item, is);
                }
              });
    }

    @Override
    public boolean isLeaf() {
      return getValue().size() == 0;
    }

    @Override
    public ObservableList<TreeItem<NestedItem>> getChildren() {
      ObservableList<TreeItem<NestedItem>> mine = super.getChildren();
      if (!made) {
        made = true;
        mine.setAll(getValue().children().stream().map(Branch::new).toList());
      }
      return mine;
    }
  }

  private void unfold(TreeItem<NestedItem> branch, boolean all) {
    boolean root = branch.getParent() == null;
    // The root stands for the column, which has no fold of its own here.
    if (!root && !memory.isOpen(branch.getValue(), all)) {
      return;
    }
    branch.setExpanded(true);
    for (TreeItem<NestedItem> child : branch.getChildren()) {
      if (!child.isLeaf()) {
        unfold(child, all);
      }
    }
  }

  private static void fold(TreeItem<NestedItem> branch, boolean open, int[] left) {
    for (TreeItem<NestedItem> child : branch.getChildren()) {
      if (!child.isLeaf() && left[0]-- > 0) {
        child.setExpanded(open);
        if (open || child.isExpanded()) {
          fold(child, open, left);
        }
      }
    }
  }

  private void foldAll(boolean open) {
    TreeItem<NestedItem> root = tree.getRoot();
    fold(root, open, new int[] {2_000});
  }

  private void showWhole(@Nullable TreeItem<NestedItem> selected) {
    NestedItem item = selected == null ? null : selected.getValue();
    if (item == null || !item.isLong()) {
      whole.setVisible(false);
      return;
    }
    RowDetail.fill(whole, item.text());
    whole.setVisible(true);
  }

  private @Nullable NestedItem selected() {
    TreeItem<NestedItem> i = tree.getSelectionModel().getSelectedItem();
    return i == null ? null : i.getValue();
  }

  private ContextMenu menu() {
    MenuItem value = item("Copy the value", this::copy);
    MenuItem path = item("Copy the path", this::copyPath);
    ContextMenu menu =
        new ContextMenu(
            value,
            path,
            new SeparatorMenuItem(),
            item("Unfold all", () -> foldAll(true)),
            item("Fold all", () -> foldAll(false)));
    menu.setOnShowing(
        e -> {
          value.setDisable(selected() == null);
          path.setDisable(selected() == null);
        });
    return menu;
  }

  private static MenuItem item(String title, Runnable work) {
    MenuItem item = new MenuItem(title);
    item.setOnAction(e -> work.run());
    return item;
  }

  // Ctrl+C, and what a tree is walked by: no command of the canvas is meant.
  private static boolean isMine(KeyEvent e) {
    return isCopy(e)
        || !e.isShortcutDown() && !e.isAltDown() && (e.getCode().isArrowKey() || isWalk(e));
  }

  private static boolean isWalk(KeyEvent e) {
    return e.getCode() == KeyCode.HOME
        || e.getCode() == KeyCode.END
        || e.getCode() == KeyCode.ADD
        || e.getCode() == KeyCode.SUBTRACT
        || e.getCode() == KeyCode.MULTIPLY;
  }

  private static boolean isCopy(KeyEvent e) {
    return e.getCode() == KeyCode.C && e.isShortcutDown();
  }

  private void onKey(KeyEvent e) {
    if (isCopy(e)) {
      copy();
      e.consume();
    }
  }

  private void copy() {
    NestedItem item = selected();
    if (item != null) {
      put(item.text());
      onCopied.accept(item.path() + " copied.");
    }
  }

  private void copyPath() {
    NestedItem item = selected();
    if (item != null) {
      put(item.path());
      onCopied.accept("The path " + item.path() + " copied.");
    }
  }

  static void put(String text) {
    ClipboardContent content = new ClipboardContent();
    content.putString(text);
    Clipboard.getSystemClipboard().setContent(content);
  }

  private static final class ItemCell extends TreeCell<NestedItem> {
    private final Label name = new Label();
    private final Label value = new Label();
    private final HBox line = new HBox(8, name, value);

    ItemCell() {
      getStyleClass().add("eddy-nested-cell");
      name.getStyleClass().add("eddy-nested-name");
      name.setMinWidth(USE_PREF_SIZE);
      value.getStyleClass().add("eddy-nested-value");
      value.setMinWidth(0);
      line.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable NestedItem item, boolean isEmpty) {
      super.updateItem(item, isEmpty);
      setText(null);
      if (item == null || isEmpty) {
        setGraphic(null);
        return;
      }
      name.setText(item.name());
      value.setText(item.words());
      boolean quiet = item.kind() == NestedItem.Kind.NULL || item.size() > 0;
      value.pseudoClassStateChanged(NULL, quiet);
      setAccessibleText(item.spoken());
      setGraphic(line);
    }
  }
}

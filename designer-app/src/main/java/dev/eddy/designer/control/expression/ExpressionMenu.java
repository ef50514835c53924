package dev.eddy.designer.control.expression;

import dev.eddy.designer.control.ColumnKeys;
import dev.eddy.designer.control.Icons;
import dev.eddy.model.type.Schema;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;

/** The context menu of an expression, and what can be done with a column that it names. */
public final class ExpressionMenu {
  /** What can be done with a column that the text names. */
  public interface Columns {
    void rename(String column);

    void findUses(String column);

    default ColumnKeys keys() {
      return ColumnKeys.NONE;
    }
  }

  private ExpressionMenu() {}

  static ContextMenu of(ExpressionField field, @Nullable Columns columns) {
    ContextMenu menu = new ContextMenu();
    menu.setId("expression-menu");
    menu.getItems()
        .addAll(
            item("Cut", field.area()::cut, "Ctrl+X"),
            item("Copy", field.area()::copy, "Ctrl+C"),
            item("Paste", field.area()::paste, "Ctrl+V"),
            new SeparatorMenuItem(),
            item("Format", field::format, "Ctrl+Alt+F"),
            item("Quick fix…", field::offerFixes, "Alt+Enter"));
    if (columns != null) {
      menu.getItems()
          .addAll(
              item(
                  "Rename column…",
                  () -> field.onColumn(columns::rename),
                  ColumnKeys.first(columns.keys().rename())),
              item(
                  "Find uses of column",
                  () -> field.onColumn(columns::findUses),
                  ColumnKeys.first(columns.keys().uses())));
    }
    return menu;
  }

  /** The replacements of a problem. */
  static ContextMenu fixes(List<String> fixes, Consumer<String> onFix) {
    ContextMenu menu = new ContextMenu();
    menu.setId("fix-menu");
    for (String fix : fixes) {
      MenuItem item = new MenuItem("Change to " + fix, Icons.view("edit-2", 12));
      item.setMnemonicParsing(false);
      item.setOnAction(e -> onFix.accept(fix));
      menu.getItems().add(item);
    }
    return menu;
  }

  private static MenuItem item(String title, Runnable action, String keys) {
    return item(title, action, KeyCombination.valueOf(keys));
  }

  private static MenuItem item(String title, Runnable action, @Nullable KeyCombination keys) {
    MenuItem item = new MenuItem(title);
    item.setAccelerator(keys);
    item.setOnAction(e -> action.run());
    return item;
  }

  /** The column of the input whose name stands at a caret; null where none does. */
  static @Nullable String columnAt(String text, int caret, Schema input) {
    for (SqlLexer.Lexeme t : SqlLexer.of(text)) {
      boolean here = t.start() <= caret && caret <= t.end();
      String name =
          t.kind() == SqlLexer.Kind.QUOTED && t.text().startsWith("`") && t.text().length() > 2
              ? t.text().substring(1, t.text().length() - 1).replace("``", "`")
              : t.text();
      if (here && input.indexOf(name) >= 0) {
        return name;
      }
    }
    return null;
  }
}

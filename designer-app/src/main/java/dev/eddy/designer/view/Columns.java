package dev.eddy.designer.view;

import dev.eddy.designer.command.Commands;
import dev.eddy.designer.command.KeyMap;
import dev.eddy.designer.command.Stroke;
import dev.eddy.designer.control.ColumnActions;
import dev.eddy.designer.control.ColumnKeys;
import dev.eddy.designer.state.FormsMessage;
import dev.eddy.designer.state.RefactorWish;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.refactor.ColumnRef;
import java.util.List;
import java.util.Set;
import javafx.scene.input.KeyCombination;

/** Opens the preview of what is to be done with a column. */
final class Columns implements ColumnActions {
  private final Store store;

  Columns(Store store) {
    this.store = store;
  }

  private void preview(RefactorWish wish) {
    store.send(new FormsMessage.Preview(wish));
  }

  @Override
  public ColumnKeys keys() {
    KeyMap map = KeyMap.of(store.state());
    return new ColumnKeys(keys(map, "types.rename"), keys(map, "types.usages"));
  }

  /** Sequences of keys are left out: a list or a text field takes single ones. */
  private static List<KeyCombination> keys(KeyMap map, String command) {
    return map.of(Commands.get(command)).stream()
        .map(text -> Stroke.parse(text).keys())
        .filter(presses -> presses.size() == 1)
        .map(presses -> presses.get(0))
        .toList();
  }

  @Override
  public void rename(ColumnRef column) {
    preview(new RefactorWish.RenameColumn(column, column.column(), Set.of()));
  }

  @Override
  public void retype(ColumnRef column) {
    Contract c = store.state().checks().output(column.nodeId(), column.port());
    String type =
        c == null ? "" : c.schema().find(column.column()).map(f -> f.type().toString()).orElse("");
    preview(new RefactorWish.RetypeColumn(column, type));
  }

  @Override
  public void findUses(ColumnRef column) {
    preview(new RefactorWish.ColumnUses(column));
  }

  @Override
  public void delete(ColumnRef column) {
    preview(new RefactorWish.DeleteColumn(column));
  }
}

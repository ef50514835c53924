package dev.eddy.designer.command;

import static dev.eddy.designer.command.Command.of;

import dev.eddy.designer.command.Command.Menu;
import dev.eddy.designer.command.Command.Place;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.FormsMessage;
import dev.eddy.designer.state.ParameterNames;
import dev.eddy.designer.state.RefactorWish;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.refactor.ColumnRef;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Quick fixes and refactorings of what is selected. */
final class TypeCommands {
  private static final String GROUP = "types";

  private TypeCommands() {}

  static List<Command> all() {
    return List.of(
        of("types.fix", "Quick fix…")
            .words("problem remedy mend did you mean intention")
            .icon("tool")
            .in(Menu.EDIT, GROUP)
            .on(Place.NODE)
            .needs(Needs::project)
            .sends(new FormsMessage.OfferFixes()),
        of("types.rename", "Rename a column…")
            .words("refactor field everywhere")
            .icon("edit-3")
            .in(Menu.EDIT, GROUP)
            .on(Place.NODE, Place.EDGE)
            .needs(s -> column(s) != null, "Select an operator or an edge with columns")
            .sends(
                s -> {
                  ColumnRef c = Objects.requireNonNull(column(s));
                  return new FormsMessage.Preview(
                      new RefactorWish.RenameColumn(c, c.column(), Set.of()));
                }),
        of("types.usages", "Find uses of a column")
            .words("usages references where")
            .icon("search")
            .in(Menu.EDIT, GROUP)
            .on(Place.NODE, Place.EDGE)
            .needs(s -> column(s) != null, "Select an operator or an edge with columns")
            .sends(
                s ->
                    new FormsMessage.Preview(
                        new RefactorWish.ColumnUses(Objects.requireNonNull(column(s))))),
        of("types.parameter-uses", "Find uses of a parameter")
            .words("usages references where ${ placeholder environment")
            .icon("search")
            .in(Menu.EDIT, GROUP)
            .on(Place.NODE)
            .needs(s -> parameter(s) != null, "The project has no parameter")
            .sends(
                s ->
                    new FormsMessage.Preview(
                        new RefactorWish.ParameterUses(Objects.requireNonNull(parameter(s))))),
        of("types.retype", "Change a column's type…")
            .words("cast convert retype")
            .icon("type")
            .in(Menu.EDIT, GROUP)
            .needs(s -> column(s) != null, "Select an operator or an edge with columns")
            .sends(
                s -> {
                  ColumnRef c = Objects.requireNonNull(column(s));
                  return new FormsMessage.Preview(new RefactorWish.RetypeColumn(c, type(s, c)));
                }),
        of("types.delete-column", "Delete a column safely…")
            .words("remove what would break")
            .icon("trash-2")
            .in(Menu.EDIT, GROUP)
            .needs(s -> column(s) != null, "Select an operator or an edge with columns")
            .sends(
                s ->
                    new FormsMessage.Preview(
                        new RefactorWish.DeleteColumn(Objects.requireNonNull(column(s))))),
        of("types.safe-delete", "Delete safely…")
            .words("what would break")
            .icon("trash-2")
            .in(Menu.EDIT, GROUP)
            .on(Place.NODE)
            .needs(Needs::nodes)
            .sends(
                s ->
                    new FormsMessage.Preview(new RefactorWish.DeleteNodes(s.selection().nodes()))));
  }

  private static String type(AppState s, ColumnRef c) {
    Contract contract = s.checks().output(c.nodeId(), c.port());
    return contract == null
        ? ""
        : contract.schema().find(c.column()).map(f -> f.type().toString()).orElse("");
  }

  /** One that the selected operator names, else the first; the sheet lets choose another. */
  private static @Nullable String parameter(AppState s) {
    String node = s.selection().single();
    List<String> own = node == null ? List.of() : ParameterNames.of(s.graph(), node);
    List<String> all = own.isEmpty() ? ParameterNames.of(s) : own;
    return all.isEmpty() ? null : all.get(0);
  }

  /** The first column of what is selected; the sheet lets the user choose another. */
  private static @Nullable ColumnRef column(AppState s) {
    String node = s.selection().single();
    Edge e = s.selectedEdge();
    String from = e != null ? e.from().toString() : null;
    for (var o : s.checks().outputs().entrySet()) {
      int dot = o.getKey().lastIndexOf('.');
      Contract c = o.getValue();
      boolean its =
          from != null
              ? o.getKey().equals(from)
              : node != null && dot > 0 && o.getKey().substring(0, dot).equals(node);
      if (its && c.schema().size() > 0) {
        return new ColumnRef(
            o.getKey().substring(0, dot),
            o.getKey().substring(dot + 1),
            c.schema().field(0).name());
      }
    }
    return null;
  }
}

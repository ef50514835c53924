package dev.eddy.cli;

import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.time.Moment;
import dev.eddy.runtime.LocalRun;
import dev.eddy.runtime.RunException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How keyed state of a node differs at two moments: lines with {@code -} and {@code +}. */
final class DiffText {
  private static final int ENTRIES = 50;
  private static final int LONGEST = 60;

  private DiffText() {}

  static void print(LocalRun run, PlanNode node, Moment other, Terminal terminal)
      throws RunException {
    Reply.DiffOf diff = run.past().diff(node.id(), other, ENTRIES);
    if (diff.tables().isEmpty()) {
      terminal.print(node.name() + " keeps no state");
    }
    for (Reply.DiffTable t : diff.tables()) {
      terminal.print(
          node.name()
              + " · "
              + t.name()
              + ": "
              + InspectCommand.counted(t.total(), "difference", "differences"));
      List<String> head = new ArrayList<>(List.of(""));
      head.addAll(t.keyColumns());
      head.addAll(t.valueColumns());
      head.add("last writer");
      TextTable table = new TextTable(head).cutAt(LONGEST);
      for (Reply.DiffEntry e : t.entries()) {
        row(table, "-", e.was());
        row(table, "+", e.is());
      }
      InspectCommand.print(table, t.total() - t.entries().size(), terminal);
    }
  }

  private static void row(TextTable table, String sign, Reply.@Nullable StateEntry entry) {
    if (entry == null) {
      return;
    }
    List<@Nullable String> cells = new ArrayList<>(Collections.singletonList(sign));
    cells.addAll(entry.key());
    cells.addAll(entry.value());
    cells.add(entry.lastWriter().toString());
    table.row(cells);
  }
}

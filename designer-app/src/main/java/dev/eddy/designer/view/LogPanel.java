package dev.eddy.designer.view;

import dev.eddy.designer.control.EmptyState;
import dev.eddy.designer.control.Figures;
import dev.eddy.designer.control.table.DataTable;
import dev.eddy.designer.control.table.TableContent;
import dev.eddy.designer.control.table.TableContent.Column;
import dev.eddy.designer.control.table.TableContent.Line;
import dev.eddy.designer.control.table.TableContent.Look;
import dev.eddy.designer.control.table.TableContent.Mark;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Looks;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Panels;
import dev.eddy.designer.state.Stop;
import dev.eddy.model.protocol.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.scene.layout.StackPane;

/** What log points wrote. */
final class LogPanel extends StackPane {
  private static final EmptyState.Words NONE =
      new EmptyState.Words(
          "terminal",
          "No log lines",
          "Give a breakpoint a log line: it writes that instead of stopping.",
          "Show the breakpoints",
          "");

  private final DataTable table = new DataTable();
  private List<Notice.Logged> shown = List.of();

  LogPanel(Store store) {
    table.setEmptyState(NONE, w -> store.send(new Message.ShowBottom(Panels.Bottom.BREAKPOINTS)));
    table.setOnMoment(m -> store.send(new Message.SeekTo(m)));
    getChildren().add(table);
  }

  void show(AppState s) {
    List<Notice.Logged> now = s.run() == null ? List.of() : s.run().looks().log();
    if (now != shown) {
      shown = now;
      table.show(content(s, now));
    }
  }

  static TableContent content(AppState s, List<Notice.Logged> log) {
    if (log.isEmpty()) {
      return TableContent.EMPTY;
    }
    List<Line> lines = new ArrayList<>();
    for (Notice.Logged l : log) {
      Stop stop = s.stops().get(l.breakpointId());
      lines.add(
          new Line(
              List.of(
                  l.moment().toString(),
                  l.text(),
                  stop == null ? "" : stop.kind().title().toLowerCase(java.util.Locale.ROOT)),
              Map.of(0, l.moment()),
              Mark.NORMAL,
              Set.of()));
    }
    return new TableContent(
        List.of(
            new Column("moment", "sequence·step", Look.MOMENT),
            new Column("line", "", Look.WORD),
            new Column("breakpoint", "", Look.WORD)),
        lines,
        log.size() < Looks.LOG_LINES
            ? ""
            : "The last " + Figures.number(Looks.LOG_LINES) + " lines; older ones are gone.");
  }
}

package dev.eddy.runtime;

import dev.eddy.model.io.CellText;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.JournalEdit;
import dev.eddy.model.row.Row;
import dev.eddy.model.row.RowKind;
import dev.eddy.model.type.Schema;
import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.flow.GateEvent;
import dev.eddy.runtime.flow.LoadedPlan;
import dev.eddy.runtime.flow.Network;
import dev.eddy.runtime.flow.Sources;
import dev.eddy.runtime.record.History;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The events of a run with some of them changed. Those that stay keep their sequence, so that
 * moments of both can be compared; an inserted one has the sequence of the one behind it.
 */
final class EditedJournal {
  private final LoadedPlan loaded;
  private final Sources sources;
  private final History history;
  private final Runnable beat;
  private final TreeMap<Long, List<JournalEdit>> edits = new TreeMap<>();

  /**
   * @param beat called with every event
   * @throws RunException where an edit does not fit the run
   */
  EditedJournal(
      LoadedPlan loaded, Sources sources, History history, List<JournalEdit> edits, Runnable beat)
      throws RunException {
    this.loaded = loaded;
    this.sources = sources;
    this.history = history;
    this.beat = beat;
    for (JournalEdit e : edits) {
      boolean insert = e instanceof JournalEdit.Insert;
      if (e.sequence() < 1 || e.sequence() >= history.end() + (insert ? 1 : 0)) {
        throw refused("there is no event " + e.sequence() + " in this run");
      }
      this.edits.computeIfAbsent(e.sequence(), x -> new ArrayList<>()).add(e);
    }
  }

  private static RunException refused(String what) {
    return new RunException(
        Problem.error(
            "bad-edit", Place.NOWHERE, "The journal cannot be changed so: " + what + ".", ""));
  }

  /** Sequence of the first event that is changed; Long.MAX_VALUE for none. */
  long first() {
    return edits.isEmpty() ? Long.MAX_VALUE : edits.firstKey();
  }

  /**
   * Plays the events in a network, whose state is the one before {@code from}.
   *
   * @param ranks for each source of the run, its position among the sources of the network
   * @param upTo sequence of the first event that is left out
   */
  void play(Network network, int[] ranks, long from, long upTo) throws FlowException, RunException {
    History.Cursor cursor = from < upTo ? history.cursor(from) : null;
    for (long s = from; s < upTo && cursor != null; s++) {
      beat.run();
      GateEvent event = cursor.next();
      for (JournalEdit e : edits.getOrDefault(s, List.of())) {
        if (event == null) {
          throw refused("event " + s + " is changed twice");
        } else if (e instanceof JournalEdit.Insert i) {
          play(network, ranks, s, inserted(i));
        } else if (!event.isRow()) {
          throw refused("event " + s + " is no row, it is the end of a split or a tick");
        } else if (e instanceof JournalEdit.Replace r) {
          Row row = row(r.cells(), sources.schema(event.source(), event.port()), s);
          event = new GateEvent(event.source(), event.split(), event.port(), row);
        } else {
          event = null;
        }
      }
      if (event != null) {
        play(network, ranks, s, event);
      }
    }
    for (JournalEdit e : edits.getOrDefault(upTo, List.of())) {
      if (upTo == history.end() && e instanceof JournalEdit.Insert i) {
        play(network, ranks, upTo, inserted(i));
      }
    }
  }

  private static void play(Network network, int[] ranks, long sequence, GateEvent e)
      throws FlowException {
    network.deliver(sequence, new GateEvent(ranks[e.source()], e.split(), e.port(), e.row()));
    for (int step = 1; network.prepare(); step++) {
      network.perform(sequence, step);
    }
  }

  private GateEvent inserted(JournalEdit.Insert i) throws RunException {
    for (int k = 0; k < loaded.sources().size(); k++) {
      PlanNode node = loaded.node(loaded.sources().get(k));
      if (node.id().equals(i.sourceId())) {
        if (i.split() < 0 || i.split() >= sources.counts()[k]) {
          throw refused(node.name() + " has no split " + i.split());
        }
        return new GateEvent(k, i.split(), 0, row(i.cells(), sources.schema(k, 0), i.sequence()));
      }
    }
    throw refused("there is no source " + i.sourceId());
  }

  private static Row row(List<@Nullable String> cells, Schema schema, long sequence)
      throws RunException {
    if (cells.size() != schema.size()) {
      throw refused(
          "the row for event "
              + sequence
              + " needs "
              + schema.size()
              + " columns: "
              + schema.names());
    }
    Row row = new Row(schema.size());
    row.setKind(RowKind.INSERT);
    for (int c = 0; c < schema.size(); c++) {
      String cell = cells.get(c);
      if (cell == null) {
        row.setNull(c);
        continue;
      }
      try {
        CellText.set(row, c, schema.type(c), cell);
      } catch (IllegalArgumentException e) {
        throw refused("column " + schema.field(c).name() + ": " + e.getMessage());
      }
    }
    return row;
  }
}

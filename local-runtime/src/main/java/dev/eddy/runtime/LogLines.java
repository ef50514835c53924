package dev.eddy.runtime;

import dev.eddy.model.io.CellText;
import dev.eddy.model.plan.Plan.PlanEdge;
import dev.eddy.model.protocol.Notice;
import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.row.Row;
import dev.eddy.model.time.Moment;
import dev.eddy.model.type.Schema;
import dev.eddy.runtime.flow.LoadedPlan;
import dev.eddy.runtime.flow.Network;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What log points say, with values in the places of names. Owned by the run's thread. */
final class LogLines {
  /** No more lines than this of one move are passed on. */
  private static final int MOST = 10_000;

  private final LoadedPlan plan;
  private Consumer<Notice.Logged> to = line -> {};
  private boolean silent;
  private int said;

  LogLines(LoadedPlan plan) {
    this.plan = plan;
  }

  /** Where they go. */
  void to(Consumer<Notice.Logged> listener) {
    to = listener;
  }

  /** From now on nothing is said, or it is again. */
  void silent(boolean on) {
    silent = on;
  }

  /** The move is over. */
  void end() {
    said = 0;
  }

  /** At a moment just before the step that a network has prepared. */
  void before(Watch w, Moment moment, Network network) {
    if (mayNot(w, moment)) {
      return;
    }
    String text = begun(w, moment);
    int edge = network.nextEdge();
    if (edge >= 0) {
      text = ofRow(text, edge, network.nextRow());
    }
    byte[] key = text.contains("{key}") ? network.nextKey() : null;
    tell(w, moment, key == null ? text : ofKey(text, network.nextRank(), key));
  }

  /** As {@link #before(Watch, Moment, Network)}, where a row is about to be handled. */
  void before(Watch w, Moment moment, int edge, Row row) {
    if (mayNot(w, moment)) {
      return;
    }
    String text = ofRow(begun(w, moment), edge, row);
    PlanEdge e = plan.plan().edges().get(edge);
    if (text.contains("{key}") && plan.shape(e.to()).isKeyed(e.toPort())) {
      int[] columns = plan.shape(e.to()).keys().get(e.toPort());
      text = ofKey(text, e.to(), keyCodec(e.to()).encode(row, columns));
    }
    tell(w, moment, text);
  }

  /**
   * At a moment just after a step.
   *
   * @param row the one that it is about; null for none
   */
  void after(Watch w, Moment moment, @Nullable Row row, @Nullable Schema schema) {
    if (!mayNot(w, moment)) {
      tell(w, moment, fill(begun(w, moment), row, schema));
    }
  }

  private boolean mayNot(Watch w, Moment moment) {
    if (silent || said > MOST) {
      return true;
    }
    if (said++ == MOST) {
      tell(w, moment, "More lines are left out.");
      return true;
    }
    return false;
  }

  private void tell(Watch w, Moment moment, String text) {
    to.accept(new Notice.Logged(w.breakpoint.id(), moment, text));
  }

  private String begun(Watch w, Moment moment) {
    String text = w.breakpoint.log().replace("{moment}", moment.toString());
    return w.rank < 0 ? text : text.replace("{node}", plan.node(w.rank).name());
  }

  private String ofRow(String text, int edge, Row row) {
    PlanEdge e = plan.plan().edges().get(edge);
    Schema schema = plan.node(e.to()).inputs().get(e.toPort()).schema();
    return fill(text.replace("{node}", plan.node(e.to()).name()), row, schema);
  }

  private String ofKey(String text, int rank, byte[] key) {
    KeyCodec codec = keyCodec(rank);
    return text.replace("{key}", cells(codec.decode(key), codec.schema()));
  }

  private KeyCodec keyCodec(int rank) {
    try {
      return new KeyCodec(new Places(plan).keySchema(rank));
    } catch (RunException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String fill(String text, @Nullable Row row, @Nullable Schema schema) {
    if (row == null || schema == null) {
      return text;
    }
    for (int c = 0; c < schema.size(); c++) {
      String name = "{" + schema.field(c).name() + "}";
      if (text.contains(name)) {
        text = text.replace(name, String.valueOf(CellText.of(row, c, schema.type(c))));
      }
    }
    return text;
  }

  private static String cells(Row row, Schema schema) {
    return String.join(", ", CellText.ofRow(row, schema).stream().map(String::valueOf).toList());
  }
}

package dev.eddy.operators;

import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.expression.RowPredicate;
import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OutputPort;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.operator.Parameters;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Shape;
import dev.eddy.operator.StateSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first n rows of each key in a given order (ROW_NUMBER: ranks are distinct, of equal rows the
 * earlier goes first). Of rows in windows, or with a column that says until when rows of a key may
 * come, they are given once, when the watermark is there: append-only. Else they are kept up to
 * date: an updating stream.
 */
public final class TopN implements ProcessProvider {
  private static final String RANK = "rank";
  static final String TOP = "top";
  private static final int MAX_N = 1_000;

  private static final OperatorDescriptor DESCRIPTOR =
      new OperatorDescriptor(
          "top-n",
          "Top n",
          "Gives the first n rows of each window or key, with their rank.",
          "top-n",
          Family.WINDOW,
          List.of(InputPort.appendOnly("in")),
          List.of(OutputPort.main()),
          List.of(
              ParameterSpec.required(
                  "n",
                  "How many",
                  new ParameterType.Int(1, MAX_N),
                  "Rows of each window, or of each key."),
              ParameterSpec.optional(
                  "where",
                  "Where",
                  new ParameterType.Condition(0),
                  null,
                  "Only rows for which this is TRUE are ranked."),
              ParameterSpec.required(
                  "order",
                  "Order by",
                  new ParameterType.Ordering(0),
                  "Rank 1 comes first; further columns decide between equal rows."),
              ParameterSpec.optional(
                  "keys",
                  "For each",
                  new ParameterType.Columns(0),
                  null,
                  "Ranks are counted for each value of these columns (and each window)."),
              ParameterSpec.optional(
                  "rank",
                  "Give the rank",
                  new ParameterType.Bool(),
                  Value.of(true),
                  "Whether the rank is a column of the result."),
              ParameterSpec.optional(
                  "until",
                  "Until",
                  new ParameterType.Column(0),
                  null,
                  "A time that rows of a key have in common: the ranks are given once, when the"
                      + " watermark reaches it.")),
          List.of("rank", "row_number", "first", "best", "limit"));

  @Override
  public OperatorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void infer(Inference inference) {
    Contract in = inference.input(0);
    Parameters p = inference.parameters();
    boolean ranked = p.bool("rank");
    if (ranked && in.schema().indexOf(RANK) >= 0) {
      inference.error(
          "duplicate-column",
          null,
          "The rows that arrive here have a column named " + RANK + " already.",
          "Rename it with a Project node before this one.");
      return;
    }
    if (p.has("until")) {
      DataType type = in.schema().type(in.schema().indexOf(p.text("until")));
      if (!type.root().isTimestamp()) {
        inference.error(
            "not-a-time",
            "until",
            "The ranks are final at a TIMESTAMP, but '" + p.text("until") + "' is " + type + ".",
            "Choose a column that holds a time.");
        return;
      }
    }
    List<Field> fields = new ArrayList<>(in.schema().fields());
    if (ranked) {
      fields.add(rankColumn(in, p), new Field(RANK, DataType.BIGINT.notNull()));
    }
    Contract out =
        Contract.append(new Schema(fields), null, in.bounded())
            .withWindow(in.window())
            .partitionedBy(keyColumns(in, p));
    inference.output(
        0, isFinal(in, p) ? out : out.updating(ChangelogMode.RETRACT, upsertKeys(p, ranked)));
  }

  private static List<String> upsertKeys(Parameters p, boolean ranked) {
    List<String> keys = new ArrayList<>(p.columns("keys"));
    if (ranked) {
      keys.add(RANK);
      return keys;
    }
    return p.integer("n", 1) == 1 ? keys : List.of();
  }

  /** Whether ranks are given once. */
  private static boolean isFinal(Contract in, Parameters p) {
    return in.window() != null || p.has("until");
  }

  /** Right after the columns of the window; else behind all others. */
  private static int rankColumn(Contract in, Parameters p) {
    Contract.Window window = in.window();
    if (window == null || p.has("until")) {
      return in.schema().size();
    }
    Schema s = in.schema();
    return Math.max(s.indexOf(window.startColumn()), s.indexOf(window.endColumn())) + 1;
  }

  /** What ranks are counted by: window or end first, so that they are one after the other. */
  private static List<String> keyColumns(Contract in, Parameters p) {
    List<String> out = new ArrayList<>();
    Contract.Window window = in.window();
    if (p.has("until")) {
      out.add(p.text("until"));
    } else if (window != null) {
      out.add(window.startColumn());
      out.add(window.endColumn());
    }
    p.columns("keys").stream().filter(k -> !out.contains(k)).forEach(out::add);
    return out;
  }

  @Override
  public String describe(Parameters parameters) {
    return Words.cut(
        "TOP "
            + parameters.integer("n", 1)
            + Words.order(parameters.ordering("order"))
            + Words.each(parameters.columns("keys")));
  }

  @Override
  public Shape shape(OperatorSetup setup) {
    Schema in = setup.inputSchema(0);
    StateSpec top =
        setup.parameters().integer("n", 1) == 1
            ? StateSpec.value(TOP, in)
            : StateSpec.map(TOP, Schema.of(new Field(RANK, DataType.BIGINT.notNull())), in);
    return new Shape(
        List.of(in.indexesOf(keyColumns(setup.input(0), setup.parameters()))), List.of(top));
  }

  @Override
  public Operator create(OperatorSetup setup) {
    Contract in = setup.input(0);
    Parameters p = setup.parameters();
    int n = (int) p.integer("n", 1);
    RowPredicate where = Setups.predicateOrTrue(setup, "where");
    RowOrder order = RowOrder.of(in.schema(), p.ordering("order"));
    RankColumn rank = p.bool("rank") ? new RankColumn(rankColumn(in, p)) : RankColumn.NONE;
    FinalRanks.Closing closing = closing(in, p);
    return closing == null
        ? new RunningRanks(n, where, order, rank)
        : new FinalRanks(n, where, order, closing, rank);
  }

  private static FinalRanks.@Nullable Closing closing(Contract in, Parameters p) {
    Contract.Window window = in.window();
    if (p.has("until")) {
      return new FinalRanks.Closing(in.schema().indexOf(p.text("until")), p.text("until"), 0);
    }
    if (window == null) {
      return null;
    }
    String end = window.endColumn();
    return new FinalRanks.Closing(in.schema().indexOf(end), end, 1);
  }
}

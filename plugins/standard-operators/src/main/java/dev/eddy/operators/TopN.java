package dev.eddy.operators;

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
import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.MapState;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Shape;
import dev.eddy.operator.StateSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The first n rows of each window in a given order, emitted with their rank when the window is over
 * (ROW_NUMBER: ranks are distinct, of equal rows the earlier goes first). Append-only. A row whose
 * window is over already is dropped, as Flink's window rank does.
 */
public final class TopN implements ProcessProvider {
  private static final String RANK = "rank";
  private static final String TOP = "top";
  private static final int MAX_N = 1_000;

  private static final OperatorDescriptor DESCRIPTOR =
      new OperatorDescriptor(
          "top-n",
          "Top n",
          "Gives the first n rows of each window, with their rank.",
          "top-n",
          Family.WINDOW,
          List.of(InputPort.appendOnly("in")),
          List.of(OutputPort.main()),
          List.of(
              ParameterSpec.required(
                  "n", "How many", new ParameterType.Int(1, MAX_N), "Rows of each window."),
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
                  "Rank 1 comes first; further columns decide between equal rows.")),
          List.of("rank", "row_number", "first", "best", "limit"));

  @Override
  public OperatorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void infer(Inference inference) {
    Contract in = inference.input(0);
    Contract.Window window = in.window();
    if (window == null) {
      inference.error(
          "no-window",
          null,
          "Ranks are given within a window, and the rows that arrive here belong to none.",
          "Put a Window aggregate before this node, and pass its window columns on.");
      return;
    }
    if (in.schema().indexOf(RANK) >= 0) {
      inference.error(
          "duplicate-column",
          null,
          "The rows that arrive here have a column named " + RANK + " already.",
          "Rename it with a Project node before this one.");
      return;
    }
    List<Field> fields = new ArrayList<>(in.schema().fields());
    fields.add(rankColumn(in), new Field(RANK, DataType.BIGINT.notNull()));
    inference.output(
        0,
        Contract.append(new Schema(fields), null, in.bounded())
            .withWindow(window)
            .partitionedBy(List.of(window.startColumn(), window.endColumn())));
  }

  /** Right after the columns of the window. */
  private static int rankColumn(Contract in) {
    int[] window = windowColumns(in);
    return Math.max(window[0], window[1]) + 1;
  }

  private static int[] windowColumns(Contract in) {
    Contract.Window window = Objects.requireNonNull(in.window());
    return in.schema().indexesOf(List.of(window.startColumn(), window.endColumn()));
  }

  @Override
  public String describe(Parameters parameters) {
    return Words.cut(
        "TOP " + parameters.integer("n", 1) + Words.order(parameters.ordering("order")));
  }

  @Override
  public Shape shape(OperatorSetup setup) {
    return new Shape(
        List.of(windowColumns(setup.input(0))),
        List.of(
            StateSpec.map(
                TOP, Schema.of(new Field(RANK, DataType.BIGINT.notNull())), setup.inputSchema(0))));
  }

  @Override
  public Operator create(OperatorSetup setup) {
    Contract in = setup.input(0);
    List<ValueOrder.Term> order = new ArrayList<>();
    for (Parameters.Order o : setup.parameters().ordering("order")) {
      order.add(ValueOrder.Term.of(in.schema(), o.column(), o.descending()));
    }
    return new Ranks(
        (int) setup.parameters().integer("n", 1),
        Setups.predicateOrTrue(setup, "where"),
        order.toArray(ValueOrder.Term[]::new),
        windowColumns(in)[1],
        rankColumn(in));
  }

  private static final class Ranks implements Operator {
    private static final String TIMER = "window end";

    private final int n;
    private final RowPredicate where;
    private final ValueOrder.Term[] order;
    private final int endColumn;
    private final int rankColumn;
    private final Row rank = new Row(1);
    private @Nullable MapState state;

    Ranks(int n, RowPredicate where, ValueOrder.Term[] order, int endColumn, int rankColumn) {
      this.n = n;
      this.where = where;
      this.order = order;
      this.endColumn = endColumn;
      this.rankColumn = rankColumn;
    }

    @Override
    public void open(OperatorContext context) {
      state = context.mapState(TOP);
    }

    @Override
    public void onRow(int port, Row row, OperatorContext context) {
      long last = row.getLong(endColumn) - 1;
      if (last <= context.watermark() || !where.test(row)) {
        return;
      }
      MapState top = Objects.requireNonNull(state);
      Row lowest = top.get(rank(n));
      if (lowest != null && compare(row, lowest) >= 0) {
        return;
      }
      List<MapState.Entry> ranked = top.entries();
      int place = ranked.size();
      while (place > 0 && compare(row, ranked.get(place - 1).value()) < 0) {
        place--;
      }
      for (int i = Math.min(ranked.size(), n - 1); i > place; i--) {
        top.put(rank(i + 1), ranked.get(i - 1).value());
      }
      top.put(rank(place + 1), row);
      if (ranked.isEmpty()) {
        context.registerTimer(TIMER, last);
      }
    }

    private Row rank(long value) {
      rank.setLong(0, value);
      return rank;
    }

    private int compare(Row a, Row b) {
      for (ValueOrder.Term term : order) {
        int c = term.compare(a, b);
        if (c != 0) {
          return c;
        }
      }
      return 0;
    }

    @Override
    public void onTimer(String name, long time, OperatorContext context) {
      MapState top = Objects.requireNonNull(state);
      List<MapState.Entry> ranked = top.entries();
      top.clear();
      for (MapState.Entry e : ranked) {
        Row row = e.value();
        Row out = context.output(0);
        for (int c = 0; c < row.columns(); c++) {
          out.setFrom(c < rankColumn ? c : c + 1, row, c);
        }
        out.setLong(rankColumn, e.key().getLong(0));
        context.emit(0, out);
      }
    }
  }
}

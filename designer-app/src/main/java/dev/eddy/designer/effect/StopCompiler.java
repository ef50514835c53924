package dev.eddy.designer.effect;

import dev.eddy.designer.state.Checks;
import dev.eddy.designer.state.OpenProject;
import dev.eddy.designer.state.Stop;
import dev.eddy.expressions.Compilation;
import dev.eddy.expressions.PlanCompiler;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.expression.Expressions;
import dev.eddy.model.expression.Expressions.GeneratedClass;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.io.CellText;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.project.Project;
import dev.eddy.model.protocol.Breakpoint;
import dev.eddy.model.protocol.Breakpoint.HitCount;
import dev.eddy.model.protocol.Condition;
import dev.eddy.model.row.Row;
import dev.eddy.model.subgraph.SubGraphs;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Schema;
import dev.eddy.model.type.TypeRoot;
import dev.eddy.operator.Providers;
import dev.eddy.runtime.Past;
import dev.eddy.runtime.RunException;
import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.flow.LoadedPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** From the text of breakpoints to what a worker takes. One call, one result. */
final class StopCompiler {
  private static final Pattern HITS =
      Pattern.compile("(?:(?<every>every|%)|(?<least>>=)|=)?\\s*(?<n>\\d{1,15})");

  private final Catalog catalog;
  private final Expressions expressions;
  private final Checker checker;
  private final IntSupplier numbers;
  private final List<Problem> problems = new ArrayList<>();
  private @Nullable LoadedPlan loaded;

  /** Something about a breakpoint that cannot be. */
  private static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;
    private final transient List<Problem> problems;

    Wrong(List<Problem> problems) {
      super("wrong breakpoint");
      this.problems = problems;
    }

    Wrong(Place place, String message, String remedy) {
      this(List.of(Problem.error("breakpoint", place, message, remedy)));
    }
  }

  /**
   * @param numbers gives each compiled condition a number of its own
   */
  StopCompiler(Catalog catalog, Expressions expressions, Checker checker, IntSupplier numbers) {
    this.catalog = catalog;
    this.expressions = expressions;
    this.checker = checker;
    this.numbers = numbers;
  }

  /** One that is wrong is left out and reported; one whose place is gone is left out. */
  Workbench.Stops compile(Project project, String pipeline, List<Stop> stops) {
    List<Breakpoint> out = new ArrayList<>();
    Project.Pipeline p = java.util.Objects.requireNonNull(project.pipelines().get(pipeline));
    boolean within = stops.stream().anyMatch(s -> s.target().contains(SubGraphs.SEPARATOR));
    SubGraphs.Expansion flat = within ? flat(project, p) : null;
    Project.Pipeline runs =
        flat == null ? p : new Project.Pipeline(p.name(), flat.graph(), p.layout());
    Project of = flat == null ? project : with(project, runs);
    Checks checks = checker.check(of, pipeline, 0);
    for (Stop stop : stops) {
      for (Stop at : flat == null ? List.of(stop) : places(stop, flat)) {
        try {
          Condition c = condition(of, runs, checks, at);
          if (c != null) {
            out.add(
                new Breakpoint(
                    stop.id(), c, hits(at, place(at, runs.graph())), stop.log(), stop.enabled()));
          }
        } catch (Wrong e) {
          problems.addAll(e.problems);
        }
      }
    }
    return new Workbench.Stops(out, problems);
  }

  private static SubGraphs.Expansion flat(Project project, Project.Pipeline p) {
    Map<String, Graph> graphs = new LinkedHashMap<>();
    project.pipelines().forEach((name, x) -> graphs.put(name, x.graph()));
    return SubGraphs.expand(graphs, p.graph());
  }

  private static Project with(Project project, Project.Pipeline p) {
    Map<String, Project.Pipeline> pipelines = new LinkedHashMap<>(project.pipelines());
    pipelines.put(p.name(), p);
    return OpenProject.with(project, pipelines);
  }

  /** Where a breakpoint is in what runs: an edge to a port may run as several. */
  private static List<Stop> places(Stop stop, SubGraphs.Expansion flat) {
    if (!stop.kind().isOnEdge() || flat.graph().edges().containsKey(stop.target())) {
      return List.of(stop);
    }
    return flat.graph().edges().keySet().stream()
        .filter(e -> flat.partsOf(e).contains(stop.target()))
        .map(stop::at)
        .toList();
  }

  private @Nullable Condition condition(
      Project project, Project.Pipeline p, Checks checks, Stop stop) throws Wrong {
    Graph g = p.graph();
    Place place = place(stop, g);
    boolean there =
        stop.kind().isOnEdge()
            ? g.edges().containsKey(stop.target())
            : !stop.kind().isOnNode() || g.nodes().containsKey(stop.target());
    if (!there) {
      return null;
    }
    String node = stop.target();
    return switch (stop.kind()) {
      case ROW -> row(stop, g, checks, place);
      case KEY -> {
        if (stop.detail().isBlank()) {
          throw new Wrong(place, "the breakpoint has no key.", "Write one, such as PHX.");
        }
        yield new Condition.KeyIs(node, Stop.cells(stop.detail()));
      }
      case WORKS -> new Condition.NodeWorks(node);
      case LATE -> new Condition.LateRow(node);
      case WATERMARK -> new Condition.WatermarkPasses(node, time(stop, place));
      case TIMER -> new Condition.TimerFires(node, stop.detail().strip(), List.of());
      case STATE -> state(project, p.name(), stop, place);
      case CHECKPOINT -> new Condition.CheckpointTaken();
      case FAILURE -> new Condition.StepFails();
    };
  }

  static Place place(Stop stop, Graph g) {
    String id = stop.target();
    String edge = null;
    if (stop.kind().isOnEdge()) {
      Edge e = g.edges().get(stop.target());
      edge = stop.target();
      id = e == null ? "" : e.from().node();
    }
    Node n = g.nodes().get(id);
    return n == null ? Place.NOWHERE : new Place(null, id, n.name(), edge, null, null);
  }

  private Condition row(Stop stop, Graph g, Checks checks, Place place) throws Wrong {
    Edge edge = java.util.Objects.requireNonNull(g.edges().get(stop.target()));
    if (stop.condition().isBlank()) {
      return new Condition.RowPasses(edge.id(), "", null);
    }
    Contract contract = checks.outputs().get(edge.from().toString());
    if (contract == null) {
      throw new Wrong(
          place,
          "the breakpoint behind "
              + place.nodeName()
              + " has a condition, but its columns are not known.",
          "Mend the errors before it, or take the condition away.");
    }
    return new Condition.RowPasses(
        edge.id(), stop.condition(), predicate(stop.condition(), contract.schema(), place));
  }

  private Condition state(Project project, String pipeline, Stop stop, Place place) throws Wrong {
    String state = stop.detail().strip();
    if (stop.condition().isBlank()) {
      return new Condition.StateChanges(stop.target(), state, List.of(), "", null);
    }
    try {
      Schema entry = Past.entrySchema(loaded(project, pipeline, place), stop.target(), state);
      return new Condition.StateChanges(
          stop.target(),
          state,
          List.of(),
          stop.condition(),
          predicate(stop.condition(), entry, place));
    } catch (RunException e) {
      throw new Wrong(List.of(e.problem()));
    }
  }

  private LoadedPlan loaded(Project project, String pipeline, Place place) throws Wrong {
    LoadedPlan known = loaded;
    if (known != null) {
      return known;
    }
    Compilation c =
        PlanCompiler.compile(project, pipeline, Project.LOCAL, Map.of(), catalog, expressions);
    Plan plan = c.plan();
    if (plan == null || !(catalog instanceof Providers providers)) {
      throw new Wrong(
          place,
          "the breakpoint has a condition on state, but the pipeline has errors.",
          "Mend them, or take the condition away.");
    }
    try {
      LoadedPlan made = LoadedPlan.load(plan, providers, StopCompiler.class.getClassLoader());
      loaded = made;
      return made;
    } catch (FlowException e) {
      throw new Wrong(List.of(e.problem()));
    }
  }

  private GeneratedClass predicate(String text, Schema schema, Place place) throws Wrong {
    Expressions.Typed typed = expressions.typeOf(text, schema);
    List<Problem> errors = new ArrayList<>();
    for (Problem p : typed.problems()) {
      if (p.isError()) {
        errors.add(
            new Problem(
                p.severity(),
                p.code(),
                place.withRange(p.place().range()),
                "breakpoint condition: " + p.message(),
                p.remedy(),
                List.of()));
      }
    }
    if (errors.isEmpty() && typed.type() != null && typed.type().root() != TypeRoot.BOOLEAN) {
      errors.add(
          Problem.error(
              "breakpoint",
              place,
              "breakpoint condition: " + text + " is " + typed.type() + ", not BOOLEAN.",
              "Write a condition such as delay_minutes > 15."));
    }
    if (!errors.isEmpty()) {
      throw new Wrong(errors);
    }
    return expressions.compilePredicate(
        "dev.eddy.generated.Breakpoint" + numbers.getAsInt(), text, schema);
  }

  private static long time(Stop stop, Place place) throws Wrong {
    Row row = new Row(1);
    try {
      CellText.set(row, 0, DataType.TIMESTAMP, stop.detail().strip());
      return row.getLong(0);
    } catch (IllegalArgumentException e) {
      throw new Wrong(
          place,
          "'" + stop.detail().strip() + "' is no time at which a watermark could be.",
          "Write one such as 2001-01-03 14:00:00.");
    }
  }

  private static @Nullable HitCount hits(Stop stop, Place place) throws Wrong {
    String text = stop.hits().strip().toLowerCase(Locale.ROOT);
    if (text.isEmpty()) {
      return null;
    }
    Matcher m = HITS.matcher(text);
    if (!m.matches() || Long.parseLong(m.group("n")) < 1) {
      throw new Wrong(
          place,
          "'" + stop.hits() + "' does not say which hits count.",
          "Write 5, >= 5 or every 5.");
    }
    HitCount.Mode mode =
        m.group("every") != null
            ? HitCount.Mode.EVERY
            : m.group("least") != null ? HitCount.Mode.AT_LEAST : HitCount.Mode.EXACTLY;
    return new HitCount(mode, Long.parseLong(m.group("n")));
  }
}

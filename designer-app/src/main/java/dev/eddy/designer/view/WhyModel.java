package dev.eddy.designer.view;

import dev.eddy.designer.control.Figures;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Looks.Question;
import dev.eddy.designer.state.LooksMessage;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Panels;
import dev.eddy.designer.state.Run;
import dev.eddy.designer.state.Scope;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.Stop;
import dev.eddy.designer.text.Texts;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Neighbours;
import dev.eddy.model.graph.Node;
import dev.eddy.model.io.CellText;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Lineage;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Request;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import dev.eddy.model.type.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the why panel says: a question, an answer in a sentence, the chain of operators from the
 * result to the sources, and what would change it. Pure.
 *
 * @param row the row that was asked about, as one line; empty where none was
 * @param tags words above the nodes of the chain, by node id
 */
record WhyModel(
    String title,
    String row,
    List<String> sentences,
    List<Link> chain,
    @Nullable Box box,
    Map<String, String> tags) {
  private static final int ROWS = 5;

  /**
   * An operator of the chain.
   *
   * @param right a watermark or moments
   * @param moment where a click on them leads, or null
   * @param rows some of its rows: a head of columns, then cells
   */
  record Link(
      String node,
      String name,
      String words,
      String right,
      boolean isTime,
      @Nullable Moment moment,
      List<List<@Nullable String>> rows,
      List<Moment> rowMoments) {}

  /** What can be done. The first action is the one that helps most. */
  record Box(String tone, String title, String words, List<Action> actions) {}

  /**
   * A button.
   *
   * @param messages sent in order
   */
  record Action(String icon, String title, List<Message> messages) {}

  static WhyModel of(AppState s, Question q) {
    Problem refused = q.refused();
    if (refused != null) {
      return new WhyModel(
          q instanceof Question.WhyRow ? "Why is this row here?" : "Why is there no output?",
          "",
          List.of(refused.message(), refused.remedy()),
          List.of(),
          null,
          Map.of());
    }
    return q instanceof Question.WhyRow r ? row(s, r) : silent(s, (Question.WhySilent) q);
  }

  /** Words above the nodes of the canvas while the why panel is open; empty for none. */
  static Map<String, String> tags(AppState s) {
    Run run = s.run();
    Question q = run == null ? null : run.looks().question();
    if (run == null || q == null || s.panels().inspector() != Panels.Inspector.WHY) {
      return Map.of();
    }
    Tagged known = tagged;
    if (known == null || known.question() != q || known.status() != run.status()) {
      Map<String, String> shown = new HashMap<>();
      of(s, q)
          .tags()
          .forEach(
              (id, words) -> {
                String node = Scope.of(s).shownNode(id);
                if (node != null) {
                  shown.merge(node, words, (a, b) -> isShown(s, id) ? words : a);
                }
              });
      known = new Tagged(q, run.status(), shown);
      tagged = known;
    }
    return known.tags();
  }

  private record Tagged(Question question, @Nullable Status status, Map<String, String> tags) {}

  // The tags of the question seen last: the canvas asks for them with each message.
  private static volatile @Nullable Tagged tagged;

  private static String name(AppState s, String id) {
    String shown = Scope.of(s).shownNode(id);
    Node n = isShown(s, id) ? s.graph().nodes().get(shown) : null;
    Node ran = run(s).nodes().get(id);
    return n != null ? n.name() : ran != null ? ran.name() : id;
  }

  /** Whether a node that runs is one of the drawing that is shown, and not deeper in it. */
  private static boolean isShown(AppState s, String id) {
    String shown = Scope.of(s).shownNode(id);
    return shown != null && s.inRun(shown).equals(id);
  }

  /** The node that runs as one that is asked about. */
  private static String running(AppState s, String shown) {
    return Objects.requireNonNullElse(Scope.of(s).runningNode(shown), s.inRun(shown));
  }

  // Why is this row here?

  private static WhyModel row(AppState s, Question.WhyRow q) {
    String shown = shown(q.columns(), q.row().cells());
    Reply.LineageOf answer = q.answer();
    if (answer == null) {
      return new WhyModel(
          "Why is this row here?", shown, List.of("Replaying…"), List.of(), null, Map.of());
    }
    Map<String, List<Lineage.Step>> byNode = new LinkedHashMap<>();
    List<Lineage.Step> newestFirst = new ArrayList<>(answer.steps());
    Collections.reverse(newestFirst);
    for (String id : downstreamFirst(run(s), newestFirst)) {
      byNode.put(id, new ArrayList<>());
    }
    for (Lineage.Step step : newestFirst) {
      Objects.requireNonNull(byNode.get(step.nodeId())).add(step);
    }
    Set<Moment> made = madeFire(answer);
    List<Link> chain = new ArrayList<>();
    Map<String, String> tags = new HashMap<>();
    Edge edge = run(s).edges().get(Scope.of(s).runningEdge(q.edge()));
    if (edge != null && !byNode.containsKey(edge.to().node())) {
      String id = edge.to().node();
      chain.add(
          new Link(
              id,
              name(s, id),
              "the row arrives here",
              Figures.moment(q.row().moment()),
              false,
              q.row().moment(),
              List.of(),
              List.of()));
      tags.put(id, "this row");
    }
    for (Map.Entry<String, List<Lineage.Step>> e : byNode.entrySet()) {
      chain.add(link(s, e.getKey(), e.getValue(), made));
      boolean arrives = edge != null && e.getKey().equals(edge.to().node());
      tags.put(e.getKey(), arrives ? "this row" : tag(e.getValue(), made));
    }
    long events =
        answer.steps().stream()
            .filter(st -> st.kind() == Lineage.Kind.GATE && !made.contains(st.moment()))
            .count();
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "It comes from "
            + Figures.count(events, "row", "rows")
            + " of the sources"
            + (made.isEmpty() ? "." : "; a later one moved the watermark, which let it out."));
    if (answer.more()) {
      sentences.add(
          "Older steps are left out: only the last "
              + Figures.number(answer.steps().size())
              + " are shown.");
    }
    return new WhyModel("Why is this row here?", shown, sentences, chain, null, tags);
  }

  /** The nodes of the steps, each before those that feed it. */
  private static List<String> downstreamFirst(Graph g, List<Lineage.Step> steps) {
    Map<String, Integer> depths = depths(g);
    List<String> out =
        new ArrayList<>(steps.stream().map(Lineage.Step::nodeId).distinct().toList());
    out.sort(Comparator.comparing((String id) -> depths.getOrDefault(id, 0)).reversed());
    return out;
  }

  /**
   * How many edges lie between each node and the farthest source before it (Kahn); 0 for what lies
   * on a cycle. No recursion: a chain may be of ten thousand operators.
   */
  private static Map<String, Integer> depths(Graph g) {
    Neighbours neighbours = new Neighbours(g);
    Map<String, Integer> open = new HashMap<>();
    g.edges().values().forEach(e -> open.merge(e.to().node(), 1, Integer::sum));
    Map<String, Integer> depths = new HashMap<>();
    Deque<String> ready = new ArrayDeque<>();
    for (String id : g.nodes().keySet()) {
      if (!open.containsKey(id)) {
        ready.add(id);
        depths.put(id, 0);
      }
    }
    while (!ready.isEmpty()) {
      String id = ready.remove();
      int next = depths.getOrDefault(id, 0) + 1;
      for (Edge e : neighbours.outOf(id)) {
        String to = e.to().node();
        depths.merge(to, next, Math::max);
        if (open.merge(to, -1, Integer::sum) == 0) {
          ready.add(to);
        }
      }
    }
    return depths;
  }

  /** A time as people say it: the last millisecond before an hour is that hour. */
  private static String time(long millis) {
    return Figures.dateTime(Math.floorMod(millis, 1_000L) == 999 ? millis + 1 : millis);
  }

  /** Events that raised a watermark and gave no row that counts. */
  private static Set<Moment> madeFire(Reply.LineageOf answer) {
    Set<Integer> time = new HashSet<>();
    Set<Integer> other = new HashSet<>();
    for (Lineage.Link l : answer.links()) {
      (l.why() == Lineage.Why.TIME ? time : other).add(l.cause());
    }
    time.removeAll(other);
    Set<Moment> out = new HashSet<>();
    time.forEach(i -> out.add(answer.steps().get(i).moment()));
    return out;
  }

  private static Link link(AppState s, String id, List<Lineage.Step> steps, Set<Moment> made) {
    List<Lineage.Step> rows = steps.stream().filter(t -> !t.cells().isEmpty()).toList();
    List<String> words = new ArrayList<>();
    List<Lineage.Step> counted = rows.stream().filter(t -> !made.contains(t.moment())).toList();
    boolean source = steps.stream().anyMatch(t -> t.kind() == Lineage.Kind.GATE);
    if (!counted.isEmpty()) {
      words.add(
          source
              ? Figures.count(counted.size(), "row", "rows") + " read"
              : counted.size() == 1
                  ? "took " + cells(counted.get(0).cells())
                  : Figures.count(counted.size(), "row", "rows") + " taken");
    }
    for (Lineage.Step t : steps) {
      if (t.kind() == Lineage.Kind.TIMER) {
        words.add(
            "the timer "
                + (t.timer().isEmpty() ? "" : "“" + t.timer() + "” ")
                + "of "
                + time(t.time())
                + " fired");
        break;
      }
    }
    for (Lineage.Step t : rows) {
      if (made.contains(t.moment())) {
        words.add(
            "row "
                + Figures.number(t.moment().sequence())
                + " moved the watermark: "
                + cells(t.cells()));
        break;
      }
    }
    Moment first = steps.get(steps.size() - 1).moment();
    Moment last = steps.get(0).moment();
    String right =
        first.equals(last)
            ? Figures.moment(first)
            : Figures.number(first.sequence()) + " … " + Figures.number(last.sequence());
    List<List<@Nullable String>> table = new ArrayList<>();
    List<Moment> moments = new ArrayList<>();
    if (source && counted.size() > 0) {
      table.add(new ArrayList<>(columns(s, id, counted.get(0).cells().size())));
      for (Lineage.Step t : counted.subList(0, Math.min(ROWS, counted.size()))) {
        table.add(t.cells());
        moments.add(t.moment());
      }
    }
    return new Link(id, name(s, id), sentence(words), right, false, last, table, moments);
  }

  private static List<String> columns(AppState s, String node, int size) {
    var c = s.checks().output(node, "out");
    Schema schema = c == null ? Schema.EMPTY : c.schema();
    if (schema.size() == size) {
      return schema.names();
    }
    List<String> out = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      out.add("column " + (i + 1));
    }
    return out;
  }

  private static String tag(List<Lineage.Step> steps, Set<Moment> made) {
    long rows =
        steps.stream().filter(t -> !t.cells().isEmpty() && !made.contains(t.moment())).count();
    return rows == 0
        ? Figures.count(steps.size(), "step", "steps")
        : Figures.count(rows, "row", "rows");
  }

  private static String sentence(List<String> words) {
    return String.join("; ", words);
  }

  private static String cells(List<@Nullable String> cells) {
    StringBuilder b = new StringBuilder("(");
    for (int i = 0; i < cells.size(); i++) {
      String c = cells.get(i);
      b.append(i == 0 ? "" : ", ").append(c == null ? "null" : short_(c));
    }
    return b.append(')').toString();
  }

  private static String short_(String cell) {
    return cell.endsWith(".000") ? cell.substring(0, cell.length() - 4) : cell;
  }

  private static String shown(List<String> columns, List<@Nullable String> cells) {
    StringBuilder b = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String c = cells.get(i);
      b.append(i == 0 ? "" : " · ");
      b.append(i < columns.size() ? columns.get(i) + " " : "");
      b.append(c == null ? "null" : short_(c));
    }
    return b.toString();
  }

  // Why is there no output?

  private static WhyModel silent(AppState s, Question.WhySilent q) {
    Reply.WhyOf answer = q.answer();
    String node = running(s, q.node());
    String name = name(s, node);
    if (answer == null) {
      return new WhyModel(
          "Why is there no output?", name, List.of("Asking…"), List.of(), null, Map.of());
    }
    List<Reply.Finding> findings = answer.findings();
    List<String> sentences = new ArrayList<>();
    findings.forEach(f -> sentences.add(f.text()));
    if (findings.isEmpty()) {
      sentences.add(
          "Nothing is held back before "
              + name
              + ": what came in has been handled, and no timer waits.");
    }
    List<Link> chain = chain(s, node, answer);
    Map<String, String> tags = new HashMap<>();
    for (Link l : chain) {
      tags.put(l.node(), l.right().isEmpty() ? "no watermark" : "watermark " + l.right());
    }
    return new WhyModel(title(findings), name, sentences, chain, box(s, q, answer, findings), tags);
  }

  private static String title(List<Reply.Finding> findings) {
    if (findings.isEmpty()) {
      return "Nothing is held back";
    }
    return switch (findings.get(findings.size() - 1).cause()) {
      case NOTHING_READ -> "A source has given no row";
      case INPUT_EMPTY -> "An input has got no row";
      case DROPS_ALL -> "No row is let through";
      case WAITS_FOR_WATERMARK -> "It waits for the watermark";
      case WAITS_FOR_CLOCK -> "It waits for the clock";
    };
  }

  /** The way of the lowest watermark, from the node to the source that holds it. */
  private static List<Link> chain(AppState s, String node, Reply.WhyOf answer) {
    Map<String, Long> watermarks = new HashMap<>();
    Run run = s.run();
    Status all = run == null ? null : run.whole().status();
    if (all != null) {
      for (Status.NodeCounts c : all.nodes()) {
        watermarks.put(c.nodeId(), c.watermark());
      }
    }
    watermarks.put(node, answer.watermark());
    List<Link> out = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Neighbours neighbours = new Neighbours(run(s));
    String at = node;
    while (at != null && seen.add(at)) {
      List<Edge> into = neighbours.into(at);
      String lowest = null;
      for (Edge e : into) {
        String from = e.from().node();
        if (lowest == null
            || watermarks.getOrDefault(from, Long.MAX_VALUE)
                < watermarks.getOrDefault(lowest, Long.MAX_VALUE)) {
          lowest = from;
        }
      }
      String words =
          lowest == null
              ? source(answer, at)
              : into.size() > 1
                  ? "takes the lowest of its inputs: " + name(s, lowest)
                  : "passes on what " + name(s, lowest) + " gives";
      out.add(
          new Link(
              at,
              name(s, at),
              words,
              Texts.watermark(watermarks.getOrDefault(at, Long.MIN_VALUE)),
              true,
              null,
              List.of(),
              List.of()));
      at = lowest;
    }
    return out;
  }

  private static String source(Reply.WhyOf answer, String node) {
    for (Reply.InputFacts i : answer.inputs()) {
      Reply.Holder h = i.holder();
      if (h != null && h.sourceId().equals(node)) {
        String split = h.splitName().isEmpty() ? "" : " in " + h.splitName();
        return h.clock() == Long.MIN_VALUE
            ? "has given no event time yet" + split
            : "newest row "
                + Figures.dateTime(h.clock())
                + split
                + (h.watermark() == Long.MIN_VALUE || h.clock() < h.watermark()
                    ? ""
                    : ", minus " + Figures.duration(h.clock() - h.watermark()));
      }
    }
    return "a source";
  }

  private static @Nullable Box box(
      AppState s, Question.WhySilent q, Reply.WhyOf answer, List<Reply.Finding> findings) {
    if (findings.isEmpty()) {
      return null;
    }
    Reply.Finding f = findings.get(findings.size() - 1);
    if (f.cause() == Reply.Finding.Cause.WAITS_FOR_CLOCK) {
      return new Box(
          "info",
          "Wait until " + time(f.time()),
          "The clock of a run ticks when rows come; what still waits at its end never fires.",
          List.of(goTo(s, f.nodeId())));
    }
    if (f.cause() != Reply.Finding.Cause.WAITS_FOR_WATERMARK) {
      boolean drops = f.cause() == Reply.Finding.Cause.DROPS_ALL;
      List<Action> actions = new ArrayList<>();
      actions.add(goTo(s, f.nodeId()));
      actions.addAll(
          rows("Look at its rows", f.edgeId() != null ? f.edgeId() : input(s, f.nodeId())));
      return new Box(
          "warn",
          "Look at " + name(s, f.nodeId()),
          drops
              ? "Its condition lets no row through; the rows that came in are at its input."
              : "The input that is empty comes from there.",
          actions);
    }
    List<Action> actions = new ArrayList<>();
    boolean end = f.time() == Long.MAX_VALUE || f.time() == Long.MIN_VALUE;
    String words;
    if (!canGoOn(s)) {
      words = "The run has ended, so it does not come any more.";
    } else if (end) {
      words = "Then the watermark passes every time.";
      actions.add(
          new Action("continue", "Run on", List.of(new Message.Wish(new Request.Continue()))));
    } else {
      words = "The run would stop when the watermark there reaches " + time(f.time()) + ".";
      Stop stop = Stop.of(Stop.Kind.WATERMARK, f.nodeId());
      actions.add(
          new Action(
              "continue",
              "Run to there",
              List.of(new LooksMessage.RunTo(stop.withDetail(CellText.timestamp(f.time()))))));
    }
    String holder = holder(answer);
    if (holder != null
        && !holder.equals(running(s, q.node()))
        && run(s).nodes().containsKey(holder)) {
      actions.add(goTo(s, holder));
      List<Edge> out = run(s).outOf(holder);
      actions.addAll(rows("Its last rows", out.isEmpty() ? null : out.get(0).id()));
    }
    return new Box("info", title(f, end), words, actions);
  }

  private static String title(Reply.Finding f, boolean end) {
    if (end) {
      return "It comes with the end of the input";
    }
    return f.eventTime() == Long.MIN_VALUE
        ? "It comes when the watermark reaches " + time(f.time())
        : "It comes with the next row of " + time(f.eventTime()) + " or later";
  }

  /** The source that keeps the lowest watermark of the inputs; null where none does. */
  private static @Nullable String holder(Reply.WhyOf answer) {
    return answer.inputs().stream()
        .filter(i -> i.holder() != null)
        .min(Comparator.comparingLong(Reply.InputFacts::watermark))
        .map(i -> Objects.requireNonNull(i.holder()).sourceId())
        .orElse(null);
  }

  private static @Nullable String input(AppState s, String node) {
    List<Edge> into = run(s).into(node);
    return into.size() == 1 ? into.get(0).id() : null;
  }

  private static Action goTo(AppState s, String id) {
    String node = Objects.requireNonNullElse(Scope.of(s).shownNode(id), id);
    return new Action(
        "crosshair",
        "Go to " + name(s, id),
        List.of(
            new Message.Select(Selection.node(node)),
            new Message.MoveCamera(new Effect.Aim(Effect.Aim.Kind.REVEAL, node))));
  }

  private static List<Action> rows(String title, @Nullable String edge) {
    return edge == null
        ? List.of()
        : List.of(
            new Action(
                "no-rows",
                title,
                List.of(
                    new Message.Select(Selection.edge(edge)),
                    new Message.ShowBottom(Panels.Bottom.DATA))));
  }

  /** Whether more of the run can come: it has not ended, or its past is shown. */
  private static boolean canGoOn(AppState s) {
    Run run = s.run();
    Status status = run == null ? null : run.status();
    return status != null && (status.phase() == Status.Phase.PAUSED || status.isPast());
  }

  /** What runs: the drawing may be another by now. */
  private static Graph run(AppState s) {
    Run run = s.run();
    return run == null ? s.graph() : run.flat();
  }

  boolean isSameAs(@Nullable WhyModel o) {
    return Objects.equals(this, o);
  }
}

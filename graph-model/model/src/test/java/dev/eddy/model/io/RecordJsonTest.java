package dev.eddy.model.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.expression.AggregateCall;
import dev.eddy.model.expression.AggregateFunction;
import dev.eddy.model.expression.Expressions.GeneratedClass;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Breakpoint;
import dev.eddy.model.protocol.Condition;
import dev.eddy.model.protocol.JournalEdit;
import dev.eddy.model.protocol.Lineage;
import dev.eddy.model.protocol.Notice;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Request;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RecordJsonTest {
  private static final Status STATUS =
      new Status(
          Status.Phase.PAUSED,
          new Moment(40_169, 2),
          new Moment(50_000, 0),
          "breakpoint",
          null,
          "top",
          "e3",
          Long.MIN_VALUE,
          List.of(new Status.NodeCounts("top", 1, 2, Long.MAX_VALUE, -1)),
          List.of(new Status.EdgeCounts("e3", 9)));
  private static final Problem PROBLEM =
      Problem.error("x", Place.node("a", "A").withRange(new Place.Range(1, 2, 3, 4)), "m", "r")
          .withFixes(List.of("f"));
  private static final Breakpoint BREAKPOINT =
      new Breakpoint("b", "e", "a > 1", new GeneratedClass("g.A", new byte[] {1, 2}), true);

  private static final List<Request> REQUESTS =
      List.of(
          new Request.Hello("token", List.of("time-travel")),
          new Request.StartRun(new byte[] {1, -1}, "/r", 1_000, true, List.of(BREAKPOINT)),
          new Request.OpenRecording("/r"),
          new Request.SetBreakpoints(List.of(new Breakpoint("b", "e", "", null, false))),
          new Request.Pause(),
          new Request.Continue(),
          new Request.ReverseContinue(),
          new Request.SetBreakpoints(
              List.of(
                  new Breakpoint(
                      "k",
                      new Condition.KeyIs("n", Arrays.asList("ATL", null)),
                      new Breakpoint.HitCount(Breakpoint.HitCount.Mode.EVERY, 5),
                      "at {moment}",
                      true),
                  new Breakpoint("n", new Condition.NodeWorks("n")),
                  new Breakpoint("l", new Condition.LateRow("n")),
                  new Breakpoint("w", new Condition.WatermarkPasses("n", Long.MAX_VALUE)),
                  new Breakpoint("t", new Condition.TimerFires("n", "end", List.of())),
                  new Breakpoint("s", new Condition.StateChanges("n", "s", List.of(), "", null)),
                  new Breakpoint("c", new Condition.CheckpointTaken()),
                  new Breakpoint("f", new Condition.StepFails()))),
          new Request.Step(),
          new Request.Step(null, ""),
          new Request.StepBack(),
          new Request.StepBack(Request.Grain.NODE, "n"),
          new Request.Seek(new Moment(1, 2)),
          new Request.StopRun(),
          new Request.GetEdgeRows("e", 10),
          new Request.GetEdgePage("e", 100, 50),
          new Request.GetState("n", "ATL", 100),
          new Request.GetEdgeRows("e", 10, new Moment(4, 0)),
          new Request.GetState("n", "", 100, "sums", "0a0b"),
          new Request.GetTimeline(512),
          new Request.GetLineage(new Lineage.OfRow(new Moment(7, 1)), 1_000),
          new Request.GetLineage(new Lineage.OfEntry("n", new Moment(7, 0)), 1_000),
          new Request.GetLineage(new Lineage.OfEvent(7, new Moment(9, 0)), 1_000),
          new Request.GetWhy("n"),
          new Request.GetMetrics(),
          new Request.GetDiff("n", new Moment(5, 1), 10),
          new Request.RunBranch(
              List.of(
                  new JournalEdit.Drop(3),
                  new JournalEdit.Replace(4, Arrays.asList("1", null)),
                  new JournalEdit.Insert(5, "s", 0, List.of("2"))),
              new byte[] {4},
              1,
              Long.MAX_VALUE,
              20),
          new Request.Quit());
  private static final List<Reply> REPLIES =
      List.of(
          new Reply.Welcome(List.of(), 4_711),
          new Reply.Done(),
          new Reply.Refused(PROBLEM),
          new Reply.At(STATUS),
          new Reply.Opened(new byte[0], STATUS),
          new Reply.Rows(
              List.of("a", "b"),
              List.of(new Reply.EdgeRow(Moment.START, "+I", Arrays.asList("x", null))),
              true,
              null),
          new Reply.Page(
              "e",
              100,
              List.of("a"),
              List.of(new Reply.EdgeRow(new Moment(7, 1), "-U", Arrays.asList((String) null)))),
          new Reply.StateOf(
              List.of(
                  new Reply.StateTable(
                      "acc",
                      List.of("origin"),
                      List.of("n"),
                      List.of(
                          new Reply.StateEntry(
                              List.of("ATL"), Arrays.asList((String) null), new Moment(3, 1))),
                      1)),
              List.of(new Reply.TimerGroup("fire", 5, 2)),
              2),
          new Reply.LineageOf(
              List.of(
                  new Lineage.Step(
                      new Moment(3, 1), "n", Lineage.Kind.TIMER, null, "", List.of(), "end", 9)),
              List.of(new Lineage.Link(0, 1, Lineage.Why.STATE)),
              true),
          new Reply.WhyOf(
              "n",
              5,
              List.of(
                  new Reply.InputFacts(
                      "e", "s", 3, 5, new Reply.Holder("s", 1, "part", 5, Long.MIN_VALUE))),
              List.of(
                  new Reply.Finding(
                      Reply.Finding.Cause.DROPS_ALL, "n", null, 3, 0, 0, "It drops all."))),
          new Reply.DiffOf(
              List.of(
                  new Reply.DiffTable(
                      "s",
                      List.of("k"),
                      List.of("v"),
                      List.of(
                          new Reply.DiffEntry(
                              List.of("a"),
                              new Reply.StateEntry(List.of("a"), List.of("1"), new Moment(3, 1)),
                              null)),
                      1))),
          new Reply.MetricsOf(
              Moment.START,
              0,
              -1,
              -1,
              List.of(new Reply.NodeMetrics("n", 1, 2, 3, null, -1, -1, 0, 500)),
              List.of(new Reply.EdgeMetrics("e", 1, -1, 0))),
          new Reply.BranchOf(
              new Moment(3, 0),
              new Moment(9, 0),
              List.of(
                  new Reply.SinkChange(
                      "out",
                      5,
                      6,
                      1,
                      0,
                      -1,
                      List.of("a"),
                      6,
                      null,
                      new Reply.EdgeRow(new Moment(8, 2), "+I", List.of("x")),
                      List.of(),
                      List.of())),
              true,
              PROBLEM),
          new Reply.TimelineOf(
              new long[] {0, 5},
              Map.of(),
              new long[] {3},
              List.of(),
              List.of(),
              new long[] {8},
              List.of(new Reply.Gap(1, 4, "edited"))),
          new Reply.TimelineOf(
              new long[] {0, 5},
              Map.of("a", new long[] {3}),
              new long[] {Long.MIN_VALUE},
              List.of(4L),
              List.of(new Moment(1, 1))));
  private static final List<Notice> NOTICES =
      List.of(
          new Notice.StatusChanged(STATUS),
          new Notice.Failed(PROBLEM),
          new Notice.Logged("b", new Moment(1, 2), "ATL is late"));

  /** Whatever bytes come, a message is read or refused, in bounded time and memory. */
  @Property(tries = 3_000)
  void aDamagedMessageIsAMessageOrARefusal(
      @ForAll @IntRange(min = 0, max = 1_000) int which,
      @ForAll @IntRange(min = 0, max = 1 << 20) int at,
      @ForAll byte value,
      @ForAll @IntRange(min = 0, max = 3) int how) {
    byte[] whole = bytes(which);
    int place = at % whole.length;
    byte[] damaged =
        switch (how) {
          case 0 -> Arrays.copyOf(whole, place);
          case 1 -> Arrays.copyOfRange(whole, place, whole.length);
          case 2 -> {
            // A piece twice.
            byte[] longer = Arrays.copyOf(whole, whole.length + place);
            System.arraycopy(whole, 0, longer, whole.length, place);
            yield longer;
          }
          default -> {
            byte[] changed = whole.clone();
            changed[place] = value;
            yield changed;
          }
        };
    readOrRefused(() -> ProtocolJson.readRequest(damaged));
    readOrRefused(() -> ProtocolJson.readReply(damaged));
    readOrRefused(() -> ProtocolJson.readNotice(damaged));
  }

  private static byte[] bytes(int which) {
    if (which % 3 == 0) {
      return ProtocolJson.write(REQUESTS.get(which % REQUESTS.size()));
    }
    return which % 3 == 1
        ? ProtocolJson.write(REPLIES.get(which % REPLIES.size()))
        : ProtocolJson.write(NOTICES.get(which % NOTICES.size()));
  }

  private static void readOrRefused(java.util.concurrent.Callable<?> read) {
    try {
      assertThat(read.call()).isNotNull();
    } catch (Exception e) {
      assertThat(e).isInstanceOf(JsonException.class);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void everyMessageOfTheProtocolIsReadAgain() throws Exception {
    for (Request r : REQUESTS) {
      byte[] bytes = ProtocolJson.write(r);
      assertThat(ProtocolJson.readRequest(bytes)).usingRecursiveComparison().isEqualTo(r);
      assertThat(ProtocolJson.readRequest(bytes)).hasSameClassAs(r);
    }
    for (Reply r : REPLIES) {
      byte[] bytes = ProtocolJson.write(r);
      assertThat(ProtocolJson.readReply(bytes)).usingRecursiveComparison().isEqualTo(r);
      assertThat(ProtocolJson.readReply(bytes)).hasSameClassAs(r);
    }
    for (Notice n : NOTICES) {
      assertThat(ProtocolJson.readNotice(ProtocolJson.write(n)))
          .usingRecursiveComparison()
          .isEqualTo(n);
    }
  }

  @Test
  void noMessageIsLeftOutOfTheseTests() {
    assertThat(classes(REQUESTS)).containsExactlyInAnyOrder(Request.class.getPermittedSubclasses());
    assertThat(classes(REPLIES)).contains(Reply.Done.class, Reply.TimelineOf.class);
    assertThat(classes(NOTICES)).containsExactlyInAnyOrder(Notice.class.getPermittedSubclasses());
    assertThat(classes(REPLIES)).containsExactlyInAnyOrder(Reply.class.getPermittedSubclasses());
  }

  private static Set<Class<?>> classes(List<?> messages) {
    return messages.stream().map(Object::getClass).collect(Collectors.toSet());
  }

  @Test
  void fieldsThatANewerSideAddsAreIgnoredAndThoseThatItLeftOutAreEmpty() throws Exception {
    byte[] bytes =
        "{\"is\":\"Hello\",\"token\":\"t\",\"new\":[1]}".getBytes(StandardCharsets.UTF_8);
    assertThat(ProtocolJson.readRequest(bytes)).isEqualTo(new Request.Hello("t", List.of()));
  }

  @Test
  void onlyMembersOfTheSealedTypeAreMade() {
    for (String text :
        Stream.of(
                "{\"is\":\"java.lang.Runtime\"}",
                "{\"is\":\"Welcome\"}",
                "{}",
                "[]",
                "{\"is\":\"GetTimeline\",\"buckets\":4294967296}",
                "{\"is\":\"GetTimeline\",\"buckets\":1.5}",
                "{\"is\":\"Seek\"}",
                "{\"is\":\"Seek\",\"moment\":{\"sequence\":-1}}",
                "{\"is\":\"StartRun\",\"plan\":\"%%\"}")
            .toList()) {
      assertThatThrownBy(() -> ProtocolJson.readRequest(text.getBytes(StandardCharsets.UTF_8)))
          .as(text)
          .isInstanceOf(JsonException.class);
    }
  }

  private static Plan plan() {
    Schema schema =
        Schema.of(
            new Field("origin", DataType.VARCHAR.notNull()),
            new Field("delay", DataType.decimal(10, 2)),
            new Field("at", DataType.TIMESTAMP.notNull()));
    Contract in = Contract.append(schema, "at", true);
    Contract out =
        in.updating(ChangelogMode.UPSERT, List.of("origin"))
            .withWindow(new Contract.Window("s", "e"))
            .partitionedBy(List.of("origin"));
    return new Plan(
        "Flight delays",
        "main",
        128,
        List.of(
            new Plan.PlanNode(
                "agg",
                "counts",
                "group-aggregate",
                Value.Struct.EMPTY.with("keys", Value.ofTexts(List.of("origin"))),
                Map.of("aggregates", "g.Args"),
                Map.of(
                    "aggregates",
                    List.of(
                        new AggregateCall(
                            "n",
                            AggregateFunction.COUNT,
                            null,
                            null,
                            -1,
                            DataType.BIGINT.notNull()),
                        new AggregateCall(
                            "m", AggregateFunction.MAX, "delay", DataType.INT, 0, DataType.INT))),
                List.of(in),
                List.of(out))),
        List.of(new Plan.PlanEdge("e", 0, 0, 0, 0)),
        Map.of("g.Args", new byte[] {(byte) 0xca, (byte) 0xfe}));
  }

  @Test
  void aPlanIsReadAgain() throws Exception {
    byte[] bytes = PlanFiles.write(plan());
    Plan again = PlanFiles.read(bytes);
    assertThat(again).usingRecursiveComparison().isEqualTo(plan());
    assertThat(PlanFiles.write(again)).isEqualTo(bytes);
  }

  @Test
  void aNewerOrDamagedPlanIsRefusedByAProblem() {
    String text = text(PlanFiles.write(plan()));
    JsonException newer =
        catchThrowableOfType(
            JsonException.class,
            () ->
                PlanFiles.read(
                    text.replace("\"format\":1", "\"format\":2").getBytes(StandardCharsets.UTF_8)));
    assertThat(newer.problem().code()).isEqualTo("newer-format");
    for (String bad :
        List.of("", "{}", "[]", text.substring(0, 100), text.replace("INT", "INTT"))) {
      assertThatThrownBy(() -> PlanFiles.read(bad.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(JsonException.class);
    }
  }
}

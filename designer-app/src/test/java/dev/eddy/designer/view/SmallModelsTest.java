package dev.eddy.designer.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.control.Figures;
import dev.eddy.designer.control.palette.PaletteModel;
import dev.eddy.designer.control.plot.PlotModel;
import dev.eddy.designer.control.table.RowFilter;
import dev.eddy.designer.control.table.TableContent.Column;
import dev.eddy.designer.control.table.TableContent.Line;
import dev.eddy.designer.control.table.TableContent.Look;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.CanvasMessage;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.Situations;
import dev.eddy.designer.state.States;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.operator.Providers;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Small pure models with the odd things that somebody types or draws. */
class SmallModelsTest {
  // Filters

  private static final List<Column> COLUMNS =
      List.of(
          new Column("größe", "INT", Look.NUMBER, true),
          new Column("Delay Cause", "STRING", Look.TEXT, true),
          new Column("at", "TIMESTAMP(3)", Look.TIME, true));
  private static final List<Line> LINES =
      List.of(
          Line.of(Arrays.asList("3", "late crew", "2001-01-03 13:00:00.000")),
          Line.of(Arrays.asList("30", "weather", "2001-01-03 13:05:00.000")),
          Line.of(Arrays.asList(null, "", null)));

  private static long found(String filter) {
    RowFilter f = RowFilter.of(filter, COLUMNS);
    return LINES.stream().filter(f::test).count();
  }

  @Test
  void aColumnOfAnyLettersIsComparedAndOneWithBlanksInBackticks() {
    assertThat(found("größe>3")).isEqualTo(1);
    assertThat(found("GRÖSSE>3")).as("no such column: a word that stands nowhere").isZero();
    assertThat(found("größe >= 3")).isEqualTo(2);
    assertThat(found("`Delay Cause`=weather")).isEqualTo(1);
    assertThat(found("`delay cause`:e")).isEqualTo(2);
    assertThat(found("`Delay Cause`='late crew' größe<10")).isEqualTo(1);
    assertThat(found("größe=null")).isEqualTo(1);
    assertThat(found("größe!=null")).isEqualTo(2);
    assertThat(found("at>='2001-01-03 13:05'")).isEqualTo(1);
    assertThat(found("crew")).isEqualTo(1);
    assertThat(found("`")).as("half typed").isZero();
    assertThat(found("`Delay")).isZero();
    assertThat(found("größe>")).as("half typed").isZero();
  }

  // Figures

  @Property
  void numbersHaveTheirDigitsAndASpaceAtEachThousand(@ForAll long n) {
    String text = Figures.number(n);
    String plain = text.replace(String.valueOf(Figures.THIN), "").replace(Figures.MINUS, '-');
    assertThat(plain).isEqualTo(Long.toString(n));
    for (String part : text.replace(String.valueOf(Figures.MINUS), "").split("\u202f")) {
      assertThat(part.length()).isLessThanOrEqualTo(3);
    }
  }

  @Property
  void aDurationSaysNoMoreThanItIsAndNoLessByItsSmallestUnit(
      @ForAll @LongRange(min = 0, max = 400L * 86_400_000) long millis) {
    long said = 0;
    long least = 1;
    String[] words = Figures.duration(millis).replace("\u202f", "").split(" ");
    for (int i = 0; i < words.length; i += 2) {
      long unit =
          switch (words[i + 1]) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "min" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
          };
      said += Long.parseLong(words[i]) * unit;
      least = unit;
    }
    assertThat(said).isLessThanOrEqualTo(millis);
    assertThat(millis - said).isLessThan(words.length == 4 || millis < 60_000 ? least : least * 60);
    assertThat(Figures.duration(-millis - 1)).startsWith(String.valueOf(Figures.MINUS));
  }

  @Test
  void momentsOutsideOfTimeAreWords() {
    for (long m : new long[] {Long.MIN_VALUE + 1, Long.MAX_VALUE - 1, -1, 0}) {
      assertThat(Figures.dateTime(m)).isNotBlank().doesNotContain("end", "none");
      assertThat(Figures.clock(m)).isNotBlank();
    }
    assertThat(Figures.dateTime(Long.MIN_VALUE)).isEqualTo("none yet");
    assertThat(Figures.dateTime(Long.MAX_VALUE)).isEqualTo("end");
  }

  // Plots

  @Property
  void theAxesOfAPlotHoldAllOfItsPointsAndHaveFewRoundNumbers(
      @ForAll @Size(min = 2, max = 20) List<@DoubleRange(min = 0, max = 1e7) Double> values) {
    double[] y = values.stream().mapToDouble(d -> d).toArray();
    double[] x = new double[y.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = i * 1.5;
    }
    PlotModel m =
        PlotModel.of("Rate", "rows/s", List.of(new PlotModel.Line("a", "accent", false, x, y)));
    for (double v : y) {
      assertThat(v).isLessThanOrEqualTo(m.top() * (1 + 1e-9));
    }
    assertThat(m.right()).isGreaterThanOrEqualTo(x[x.length - 1]);
    assertThat(m.values()).hasSizeBetween(2, 7);
    assertThat(m.seconds()).hasSizeBetween(2, 12);
    assertThat(m.values()).extracting(PlotModel.Tick::text).doesNotHaveDuplicates();
    assertThat(m.spoken()).startsWith("Rate, a ").endsWith(" rows/s");
  }

  @Test
  void numbersAtAnAxisDifferHoweverSmallTheyAre() {
    for (double top : new double[] {0.0125, 0.02, 0.0004, 3e-7, 0.35, 4e-300}) {
      PlotModel m =
          PlotModel.of(
              "Rate",
              "rows/s",
              List.of(
                  new PlotModel.Line(
                      "a", "accent", false, new double[] {0, 1}, new double[] {0, top})));
      assertThat(m.values()).as("%s", top).hasSizeBetween(2, 7);
      assertThat(m.values()).extracting(PlotModel.Tick::text).doesNotHaveDuplicates();
    }
    assertThat(PlotModel.short3(0.015)).isEqualTo("0.015");
    assertThat(PlotModel.short3(0.5)).isEqualTo("0.5");
  }

  @Test
  void aPlotOfNothingOrOfWhatIsNotKnownIsEmptyAndSaysSo() {
    double[] none = {Double.NaN, Double.NaN};
    PlotModel m =
        PlotModel.of(
            "Lag", "s", List.of(new PlotModel.Line("a", "x", false, new double[] {0, 1}, none)));
    assertThat(m.spoken()).isEqualTo("Lag, a not known");
    assertThat(m.top()).isPositive();
    assertThat(PlotModel.of("Lag", "s", List.of()).isEmpty()).isTrue();
  }

  // Pictures of pipelines

  @Property
  void aPictureOfAPipelineLiesWithinItsFrameWhateverTheShape(
      @ForAll @Size(min = 1, max = 4) List<@DoubleRange(min = -1e6, max = 1e6) Double> places) {
    Layout layout = Layout.EMPTY;
    List<String> ids = List.of("s", "f", "w", "k");
    for (int i = 0; i < places.size(); i++) {
      layout = layout.with(ids.get(i), new Layout.Position(places.get(i), -places.get(i) / 3));
    }
    MiniGraph m = MiniGraph.of(new PipelineDocument(Pipelines.GRAPH, layout), 304, 100);
    assertThat(m.boxes()).hasSize(places.size());
    for (MiniGraph.Box b : m.boxes()) {
      assertThat(b.x()).isBetween(0.0, 304.0);
      assertThat(b.y()).isBetween(0.0, 100.0);
      assertThat(b.x() + b.width()).isLessThanOrEqualTo(304);
      assertThat(b.y() + b.height()).isLessThanOrEqualTo(100);
    }
  }

  @Test
  void aPipelineWithoutPlacesHasAnEmptyPicture() {
    MiniGraph m = MiniGraph.of(new PipelineDocument(Pipelines.GRAPH, Layout.EMPTY), 304, 100);
    assertThat(m.boxes()).isEmpty();
    assertThat(m.lines()).isEmpty();
  }

  // The palette

  @Test
  void everyOperatorIsFoundByItsTitleFirstAndByItsIdAndEveryWordOfIts() {
    Providers catalog = Providers.load(SmallModelsTest.class.getClassLoader());
    List<OperatorDescriptor> all = catalog.all().stream().map(OperatorType::descriptor).toList();
    for (OperatorDescriptor d : all) {
      assertThat(PaletteModel.search(all, d.title()).stream().limit(3))
          .as("by its title: %s", d.title())
          .contains(d);
      assertThat(PaletteModel.search(all, d.id().replace('-', ' '))).as(d.id()).contains(d);
      d.words().forEach(w -> assertThat(PaletteModel.search(all, w)).as(w).contains(d));
      assertThat(PaletteModel.search(all, d.title().toUpperCase(java.util.Locale.ROOT)))
          .contains(d);
    }
    assertThat(PaletteModel.search(all, "")).hasSameSizeAs(all);
    assertThat(PaletteModel.search(all, " \t-- ")).hasSameSizeAs(all);
    assertThat(PaletteModel.search(all, "nosuchoperator")).isEmpty();
  }

  // Refactorings

  @Property(tries = 500)
  void whatChangesInATextIsCutOutAndTheRestIsTheSame(
      @ForAll @Size(max = 12) String a, @ForAll @Size(max = 12) String b) {
    RefactorModel.Parts x = RefactorModel.part(a, b);
    assertThat(x.head() + x.part() + x.tail()).isEqualTo(a);
    RefactorModel.Parts y = RefactorModel.part(b, a);
    assertThat(y.head() + y.part() + y.tail()).isEqualTo(b);
    if (!a.equals(b)) {
      assertThat(x.part().isEmpty() && y.part().isEmpty()).isFalse();
    }
  }

  // Healing

  @Test
  void aNodeThatFeedsItselfIsDeletedAndTheGapIsClosed() {
    AppState looped =
        States.after(
            Situations.checked(),
            new Message.Apply(new GraphEdit.AddEdge(Pipelines.edge("loop", "f.out", "f.in"))),
            new Message.Select(Selection.nodes(Set.of("f"))),
            new CanvasMessage.DeleteAndHeal());
    assertThat(looped.graph().nodes()).doesNotContainKey("f");
    assertThat(looped.graph().edges().values())
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.from().node()).isEqualTo("s");
              assertThat(e.to().node()).isEqualTo("w");
            });
  }

  @Test
  void aCircleOfTwoIsDeletedAsAWhole() {
    AppState s =
        States.after(
            Situations.checked(),
            new Message.Apply(new GraphEdit.AddEdge(Pipelines.edge("back", "w.out", "f.in"))),
            new Message.Select(Selection.nodes(Set.of("f", "w"))),
            new CanvasMessage.DeleteAndHeal());
    assertThat(s.graph().nodes()).containsOnlyKeys("s", "k");
    assertThat(s.graph().edges()).isEmpty();
  }
}

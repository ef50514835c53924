package dev.eddy.designer.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.control.expression.ExpressionAssistant.Use;
import dev.eddy.designer.control.expression.ExpressionField;
import dev.eddy.designer.control.form.FormModel;
import dev.eddy.designer.control.form.PropertyForm;
import dev.eddy.designer.control.palette.OperatorDrag;
import dev.eddy.designer.control.palette.OperatorSearch;
import dev.eddy.designer.control.palette.PaletteList;
import dev.eddy.designer.control.problem.Fixer;
import dev.eddy.designer.control.problem.ProblemsList;
import dev.eddy.designer.control.schema.SchemaModel;
import dev.eddy.designer.control.schema.SchemaView;
import dev.eddy.designer.control.state.StateModel;
import dev.eddy.designer.control.state.StateView;
import dev.eddy.designer.control.table.DataTable;
import dev.eddy.designer.control.table.TableContent;
import dev.eddy.designer.control.timeline.TimelineView;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.refactor.QuickFix;
import dev.eddy.model.time.Moment;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testfx.util.WaitForAsyncUtils;

/**
 * Each control in a window without a screen: it paints, and the mouse and keys do what they say.
 */
@Timeout(120)
class ControlsSmokeTest {
  private final List<String> heard = new ArrayList<>();

  private static boolean hasColour(WritableImage picture, String web) {
    Color wanted = Color.web(web);
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        Color c = picture.getPixelReader().getColor(x, y);
        if (Math.abs(c.getRed() - wanted.getRed()) < 0.01
            && Math.abs(c.getGreen() - wanted.getGreen()) < 0.01
            && Math.abs(c.getBlue() - wanted.getBlue()) < 0.01) {
          return true;
        }
      }
    }
    return false;
  }

  private OperatorDrag drag() {
    return new OperatorDrag() {
      @Override
      public void started(OperatorDescriptor operator, MouseEvent event) {
        heard.add("started " + operator.id());
      }

      @Override
      public void moved(OperatorDescriptor operator, MouseEvent event) {
        heard.add("moved");
      }

      @Override
      public void dropped(OperatorDescriptor operator, MouseEvent event) {
        heard.add("dropped " + operator.id() + " at " + Math.round(event.getSceneX()));
      }

      @Override
      public void cancelled(OperatorDescriptor operator) {
        heard.add("cancelled");
      }
    };
  }

  @Test
  void thePaletteSearchesPlacesAndDrags() throws Exception {
    AtomicReference<PaletteList> palette = new AtomicReference<>();
    try (HeadlessStage stage =
        HeadlessStage.show(
            () -> {
              PaletteList p =
                  new PaletteList(
                      d -> heard.add("place " + d.id()), drag(), d -> heard.add("star " + d.id()));
              p.show(DemoData.ALL);
              palette.set(p);
              return p;
            },
            600,
            500)) {
      assertThat(hasColour(stage.picture(), "#F7F8FA")).as("surface-1").isTrue();
      stage
          .robot()
          .drag("#palette-filter", MouseButton.PRIMARY)
          .moveTo(palette.get().localToScreen(400, 200))
          .drop();
      stage.settle();
      assertThat(heard.get(0)).isEqualTo("started filter");
      assertThat(heard.get(heard.size() - 1)).isEqualTo("dropped filter at 400");

      heard.clear();
      stage.run(() -> palette.get().focusSearch());
      stage.robot().write("top").push(KeyCode.ENTER);
      stage.settle();
      assertThat(heard).containsExactly("place top-n");
      assertThat(stage.robot().lookup(".eddy-palette-row").queryAll()).hasSize(2);
      stage.robot().push(KeyCode.ESCAPE);
      stage.settle();
      assertThat(stage.robot().lookup(".eddy-palette-row").queryAll()).hasSize(DemoData.ALL.size());
    }
  }

  @Test
  void thePaletteStarsWithAKeyAndShowsTheShelfAboveTheFamilies() throws Exception {
    AtomicReference<PaletteList> palette = new AtomicReference<>();
    try (HeadlessStage stage =
        HeadlessStage.show(
            () -> {
              PaletteList p =
                  new PaletteList(
                      d -> heard.add("place " + d.id()), drag(), d -> heard.add("star " + d.id()));
              p.show(DemoData.ALL);
              palette.set(p);
              return p;
            },
            600,
            500)) {
      stage.robot().moveTo(palette.get().localToScreen(500, 490));
      stage.run(() -> palette.get().focusSearch());
      stage.robot().write("top").push(KeyCode.CONTROL, KeyCode.D);
      stage.settle();
      assertThat(heard).containsExactly("star top-n");
      stage.robot().push(KeyCode.ESCAPE);
      stage.run(() -> palette.get().showShelf(List.of("top-n"), List.of("filter")));
      stage.settle();
      assertThat(palette.get().isHover()).isTrue();
      assertThat(stage.robot().lookup("#palette-star-top-n").queryAll())
          .as("nothing moves under the pointer")
          .isEmpty();
      stage.robot().moveTo(palette.get().localToScreen(300, 700));
      stage.settle();
      assertThat(stage.robot().lookup("#palette-star-top-n").queryAll()).hasSize(1);
      assertThat(stage.robot().lookup("#palette-used-filter").queryAll()).hasSize(1);
    }
  }

  @Test
  void theOperatorSearchChoosesWithTheKeys() throws Exception {
    try (HeadlessStage stage =
        HeadlessStage.show(
            () ->
                new OperatorSearch(
                    new OperatorSearch.Offer(DemoData.ALL, 26, List.of("a"), "place"),
                    d -> heard.add(d.id()),
                    () -> heard.add("closed")),
            300,
            500)) {
      stage.robot().clickOn(".text-field").write("jo").push(KeyCode.DOWN).push(KeyCode.ENTER);
      stage.robot().push(KeyCode.ESCAPE);
      stage.settle();
      assertThat(heard).containsExactly("join", "closed");
    }
  }

  private Fixer fixer() {
    return new Fixer() {
      @Override
      public List<QuickFix> of(Problem problem) {
        return problem.fixes().stream()
            .map(f -> new QuickFix("Change to " + f, new GraphEdit.RenameNode("n", f)))
            .toList();
      }

      @Override
      public void apply(QuickFix fix) {
        heard.add("fix " + ((GraphEdit.RenameNode) fix.edit()).name());
      }
    };
  }

  @Test
  void theProblemsListGoesToThePlaceAndMends() throws Exception {
    try (HeadlessStage stage =
        HeadlessStage.show(
            () -> {
              ProblemsList l =
                  new ProblemsList(p -> heard.add("go " + p.place().nodeName()), fixer());
              l.show(DemoData.PROBLEMS, 9);
              return l;
            },
            500,
            400)) {
      stage.robot().clickOn("Change to delay_minutes");
      stage.settle();
      assertThat(heard).containsExactly("fix delay_minutes");
      stage.robot().clickOn(".eddy-severity-warning .eddy-icon");
      stage.settle();
      assertThat(heard).containsExactly("fix delay_minutes", "go flights");
      assertThat(hasColour(stage.picture(), "#C4262E")).as("error").isTrue();
    }
  }

  @Test
  void aTableOfAHundredThousandRowsHasNodesForTheVisibleOnesOnly() throws Exception {
    AtomicReference<DataTable> table = new AtomicReference<>();
    try (HeadlessStage stage =
        HeadlessStage.show(
            () -> {
              DataTable t = new DataTable();
              t.setOnMoment(m -> heard.add(m.toString()));
              table.set(t);
              return t;
            },
            800,
            400)) {
      assertThat(stage.robot().lookup("No rows to show").tryQuery()).isPresent();
      TableContent content = TableContent.of(DemoData.rows(100_000), DemoData.FLIGHTS);
      stage.run(() -> table.get().show(content));
      int cells = stage.robot().lookup(".table-row-cell").queryAll().size();
      assertThat(cells).isBetween(10, 60);
      stage.run(() -> table.get().table().scrollTo(50_000));
      assertThat(stage.robot().lookup("90\u202f000·2").tryQuery()).isPresent();
      assertThat(stage.robot().lookup(".table-row-cell").queryAll().size()).isLessThan(60);
      stage.robot().clickOn("90\u202f002·2");
      stage.settle();
      assertThat(heard).containsExactly("90002.2");
    }
  }

  @Test
  void theSelectionAndThePlaceStayWhenRowsAreAdded() throws Exception {
    AtomicReference<DataTable> table = new AtomicReference<>();
    try (HeadlessStage stage =
        HeadlessStage.show(
            () -> {
              table.set(new DataTable());
              table.get().show(TableContent.of(DemoData.rows(5), DemoData.FLIGHTS));
              return table.get();
            },
            800,
            400)) {
      stage.run(() -> table.get().table().getSelectionModel().select(2));
      stage.run(() -> table.get().setOnSelect(l -> heard.add("selected")));
      stage.run(() -> table.get().show(TableContent.of(DemoData.rows(6), DemoData.FLIGHTS)));
      assertThat(table.get().table().getSelectionModel().getSelectedIndex()).isEqualTo(2);
      assertThat(heard).as("the user selected nothing").isEmpty();
    }
  }

  @Test
  void anExpressionIsTypedCompletedAndMended() throws Exception {
    AtomicReference<ExpressionField> field = new AtomicReference<>();
    AtomicReference<String> text = new AtomicReference<>("");
    try (HeadlessStage stage =
        HeadlessStage.show(
            () -> {
              ExpressionField f = new ExpressionField(false, new DemoAssistant(), text::set);
              f.open(
                  new ExpressionField.Shown(
                      "Condition", "A hint.", "dela > 15", DemoData.FLIGHTS, Use.VALUE, List.of()));
              field.set(f);
              return new javafx.scene.layout.VBox(f);
            },
            500,
            300)) {
      stage.settle();
      assertThat(stage.robot().lookup("delay_minutes").tryQueryAs(Button.class)).isPresent();
      stage.robot().clickOn("delay_minutes");
      stage.settle();
      assertThat(text.get()).isEqualTo("delay_minutes > 15");
      WaitForAsyncUtils.waitFor(
          20,
          TimeUnit.SECONDS,
          () -> stage.find(".eddy-expression-type", Label.class).getText().equals("→ DOUBLE"));
      stage.run(
          () -> {
            field.get().requestFocus();
            field.get().area().moveTo(field.get().text().length());
          });
      stage.robot().write(" + dist");
      stage.settle();
      WaitForAsyncUtils.waitFor(
          20,
          TimeUnit.SECONDS,
          () -> stage.robot().lookup(".eddy-completion").tryQuery().isPresent());
      stage.robot().push(KeyCode.ENTER);
      stage.settle();
      assertThat(text.get()).isEqualTo("delay_minutes > 15 + distance_miles");
      assertThat(stage.robot().lookup(".eddy-completion").tryQuery()).isEmpty();
    }
  }

  @Test
  void aFixCanBePressedWhileChecksOfTheSameTextComeIn() throws Exception {
    AtomicReference<ExpressionField> field = new AtomicReference<>();
    ExpressionField.Shown shown =
        new ExpressionField.Shown(
            "Condition", "A hint.", "dela > 15", DemoData.FLIGHTS, Use.VALUE, List.of());
    try (HeadlessStage stage =
        HeadlessStage.show(
            () -> {
              field.set(new ExpressionField(false, new DemoAssistant(), t -> {}));
              field.get().open(shown);
              return field.get();
            },
            500,
            300)) {
      stage.settle();
      Button fix = stage.robot().lookup("delay_minutes").queryAs(Button.class);
      stage.robot().moveTo(fix).press(MouseButton.PRIMARY);
      stage.run(() -> field.get().show(shown));
      stage.run(
          () ->
              field
                  .get()
                  .show(
                      new ExpressionField.Shown(
                          "Condition", "", "dela > 15", Schema.EMPTY, Use.VALUE, List.of())));
      stage.robot().release(MouseButton.PRIMARY);
      stage.settle();
      assertThat(field.get().text()).isEqualTo("delay_minutes > 15");
      WaitForAsyncUtils.waitFor(
          20,
          TimeUnit.SECONDS,
          () -> stage.robot().lookup("delay_minutes").tryQueryAs(Button.class).isEmpty());
    }
  }

  @Test
  void typingIsNotDisturbedByWhatIsShownMeanwhile() throws Exception {
    AtomicReference<ExpressionField> field = new AtomicReference<>();
    ExpressionField.Shown shown =
        new ExpressionField.Shown("c", "", "a", DemoData.FLIGHTS, Use.VALUE, List.of());
    try (HeadlessStage stage =
        HeadlessStage.show(
            () -> {
              field.set(
                  new ExpressionField(
                      true,
                      dev.eddy.designer.control.expression.ExpressionAssistant.none(),
                      t -> heard.add(t)));
              field.get().open(shown);
              return field.get();
            },
            400,
            200)) {
      stage.run(() -> field.get().area().appendText("b"));
      stage.run(() -> field.get().show(shown));
      assertThat(field.get().text()).isEqualTo("ab");
      assertThat(heard).containsExactly("ab");
      ExpressionField.Shown undone =
          new ExpressionField.Shown("c", "", "x", DemoData.FLIGHTS, Use.VALUE, List.of());
      stage.run(() -> field.get().show(undone));
      assertThat(field.get().text()).isEqualTo("x");
      assertThat(heard).as("taking over is no typing").containsExactly("ab");
    }
  }

  private PropertyForm form(OperatorDescriptor d, Value.Struct values) {
    PropertyForm form =
        new PropertyForm(
            new DemoAssistant(),
            (ParameterType.Path type, String current) -> Optional.of("data/other.csv"),
            (node, parameter, value) -> heard.add(parameter + "=" + value),
            fixer());
    form.show(new FormModel.Input("n", d, values, List.of(DemoData.FLIGHTS), List.of()));
    return form;
  }

  @Test
  void theFormOfAWindowTakesWhatIsTyped() throws Exception {
    try (HeadlessStage stage =
        HeadlessStage.show(() -> form(DemoData.WINDOW, DemoData.WINDOW_VALUES), 400, 700)) {
      stage.robot().doubleClickOn("#form-size").eraseText(4).write("2 h");
      stage.settle();
      assertThat(heard).last().isEqualTo("size=" + Value.of("2 h"));
      stage.robot().clickOn(".eddy-chip-remove");
      stage.settle();
      assertThat(heard).last().isEqualTo("keys=null");
      stage.robot().clickOn("#form-keys").write("dest").push(KeyCode.ENTER);
      stage.settle();
      assertThat(heard).last().isEqualTo("keys=" + Value.ofTexts(List.of("destination")));
      assertThat(stage.robot().lookup("emit_early: \"5 min\"").tryQuery()).isPresent();
    }
  }

  @Test
  void anAggregateIsAddedNamedAndTyped() throws Exception {
    try (HeadlessStage stage =
        HeadlessStage.show(() -> form(DemoData.WINDOW, DemoData.WINDOW_VALUES), 400, 700)) {
      stage.robot().clickOn("Add");
      stage.settle();
      assertThat(heard).last().asString().contains("column_4");
      stage.robot().write("worst");
      stage.settle();
      assertThat(heard).last().asString().contains("worst").doesNotContain("column_4");
      assertThat(stage.find(".eddy-named-detail", javafx.scene.layout.VBox.class).isVisible())
          .isTrue();
    }
  }

  @Test
  void theFormOfACsvFileChoosesAPathAndEditsColumns() throws Exception {
    try (HeadlessStage stage =
        HeadlessStage.show(() -> form(DemoData.CSV, DemoData.CSV_VALUES), 400, 700)) {
      stage.robot().clickOn(stage.robot().lookup(".eddy-icon-button").nth(1).queryAs(Button.class));
      stage.settle();
      assertThat(heard).isNotEmpty();
      stage.robot().clickOn("Add a column");
      stage.settle();
      assertThat(heard).last().asString().contains("column_4").contains("STRING");
      assertThat(stage.find("#form-path", TextField.class).getText()).startsWith("data/");
    }
  }

  @Test
  void theStateViewLeadsToTheLastWriter() throws Exception {
    try (HeadlessStage stage =
        HeadlessStage.show(
            () -> {
              StateView v =
                  new StateView(m -> heard.add(m.toString()), t -> heard.add("find " + t));
              v.show(DemoData.state());
              return v;
            },
            700,
            700)) {
      stage.robot().clickOn("39\u202f037·3");
      stage.settle();
      assertThat(heard).containsExactly("39037.3");
      assertThat(stage.robot().lookup("window_end").tryQuery())
          .as("there is one window alone, which the chip names")
          .isEmpty();
      assertThat(stage.robot().lookup("13:00").tryQuery()).isPresent();
      stage.robot().clickOn(".text-field").write("ord");
      WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> heard.contains("find ord"));
    }
  }

  @Test
  void aFurtherStateThatHoldsNothingIsItsHeadAlone() throws Exception {
    StateModel.Input one = DemoData.state();
    List<Reply.StateTable> tables = new ArrayList<>(one.state().tables());
    tables.add(new Reply.StateTable("others", List.of("origin"), List.of("n"), List.of(), 0));
    Reply.StateOf two = new Reply.StateOf(tables, List.of(), 0);
    try (HeadlessStage stage =
        HeadlessStage.show(
            () -> {
              StateView v = new StateView(m -> {}, t -> {});
              v.show(
                  new StateModel.Input(
                      one.nodeName(), two, null, one.nextSchema(), one.watermark(), null));
              return v;
            },
            700,
            700)) {
      assertThat(stage.robot().lookup("State · others").tryQuery()).isPresent();
      Set<javafx.scene.Node> shown =
          stage
              .robot()
              .lookup((javafx.scene.Node n) -> n instanceof DataTable && n.isVisible())
              .queryAll();
      assertThat(shown).hasSize(1);
    }
  }

  @Test
  void thePlayheadIsDraggedAndMovedByKeys() throws Exception {
    List<Moment> seeks = new ArrayList<>();
    AtomicReference<TimelineView> timeline = new AtomicReference<>();
    try (HeadlessStage stage =
        HeadlessStage.show(
            () -> {
              TimelineView v =
                  new TimelineView(
                      (m, dragging) -> {
                        seeks.add(m);
                        heard.add(dragging ? "drag" : "rest");
                      });
              v.show(DemoData.timeline(true), "hourly");
              timeline.set(v);
              return v;
            },
            900,
            300)) {
      assertThat(hasColour(stage.picture(), "#6A3FC4")).as("past").isTrue();
      assertThat(hasColour(stage.picture(), "#147033")).as("live edge").isTrue();
      TimelineView v = timeline.get();
      stage
          .robot()
          .drag(v.localToScreen(600, 150), MouseButton.PRIMARY)
          .moveTo(v.localToScreen(400, 150))
          .drop();
      stage.settle();
      assertThat(heard).contains("drag").last().isEqualTo("rest");
      Moment expected = DemoData.timeline(true).clamp(v.scale().sequence(400 - 236));
      assertThat(seeks).last().isEqualTo(expected);
      seeks.clear();
      stage.robot().push(KeyCode.RIGHT);
      stage.robot().press(KeyCode.CONTROL).push(KeyCode.LEFT).release(KeyCode.CONTROL);
      stage.robot().push(KeyCode.END);
      stage.settle();
      assertThat(seeks)
          .containsExactly(Moment.before(30_218), Moment.before(27_616), new Moment(40_169, 2));
    }
  }

  @Test
  void schemaAndEmptyStatesSayWhatThereIs() throws Exception {
    try (HeadlessStage stage =
        HeadlessStage.show(
            () -> {
              SchemaView v = new SchemaView(ColumnActions.NONE);
              v.show(
                  new SchemaModel(
                      List.of(
                          new SchemaModel.Port(
                              "Output",
                              null,
                              false,
                              true,
                              List.of(new SchemaModel.Fact("Changes", "append")),
                              List.of(
                                  new SchemaModel.Line(
                                      "departure", "TIMESTAMP(3)", true, List.of("time")))))));
              return new javafx.scene.layout.VBox(
                  v, new EmptyState(EmptyState.CANVAS, w -> heard.add(w.title())));
            },
            400,
            400)) {
      assertThat(stage.robot().lookup("TIMESTAMP(3)").tryQuery()).isPresent();
      stage.robot().clickOn("Add an operator");
      stage.settle();
      assertThat(heard).containsExactly("Empty canvas");
    }
  }
}

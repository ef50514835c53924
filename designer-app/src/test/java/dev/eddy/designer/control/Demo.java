package dev.eddy.designer.control;

import dev.eddy.designer.control.form.FormModel;
import dev.eddy.designer.control.form.PropertyForm;
import dev.eddy.designer.control.palette.OperatorDrag;
import dev.eddy.designer.control.palette.OperatorSearch;
import dev.eddy.designer.control.palette.PaletteList;
import dev.eddy.designer.control.problem.ProblemsList;
import dev.eddy.designer.control.schema.SchemaModel;
import dev.eddy.designer.control.schema.SchemaView;
import dev.eddy.designer.control.state.StateView;
import dev.eddy.designer.control.table.DataTable;
import dev.eddy.designer.control.table.TableContent;
import dev.eddy.designer.control.timeline.TimelineModel;
import dev.eddy.designer.control.timeline.TimelineView;
import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.OperatorDescriptor;
import java.io.File;
import java.io.FileInputStream;
import java.util.List;
import javafx.application.Application;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Font;
import javafx.stage.Stage;

/**
 * A window that shows the controls with data, to look at: {@code -Ddemo.page=author|debug}, {@code
 * -Ddemo.theme=light|dark}, {@code -Ddemo.fonts=FOLDER}.
 */
public final class Demo {
  private Demo() {}

  public static void main(String[] args) {
    Application.launch(Window.class, args);
  }

  /** The window. */
  public static final class Window extends Application {
    @Override
    public void start(Stage stage) throws Exception {
      String fonts = System.getProperty("demo.fonts");
      if (fonts != null) {
        for (File f : new File(fonts).listFiles((d, n) -> n.endsWith("tf"))) {
          try (FileInputStream in = new FileInputStream(f)) {
            Font.loadFont(in, 13);
          }
        }
      }
      Region page =
          switch (System.getProperty("demo.page", "author")) {
            case "lists" -> lists();
            case "forms" -> forms();
            case "debug" -> debug(false);
            case "past" -> debug(true);
            default -> throw new IllegalArgumentException("demo.page");
          };
      Scene scene = new Scene(page, 1280, 860);
      scene.getStylesheets().add(DemoTheme.sheet("dark".equals(System.getProperty("demo.theme"))));
      scene.getStylesheets().add(ControlStyles.sheet());
      stage.setScene(scene);
      stage.setTitle("Controls");
      stage.show();
      stage.setWidth(1280);
      stage.setHeight(860);
    }
  }

  private static Region lists() {
    OperatorDrag drag =
        new OperatorDrag() {
          @Override
          public void started(OperatorDescriptor operator, MouseEvent event) {
            System.out.println("drag " + operator.id());
          }

          @Override
          public void moved(OperatorDescriptor operator, MouseEvent event) {}

          @Override
          public void dropped(OperatorDescriptor operator, MouseEvent event) {
            System.out.println("drop " + operator.id() + " " + event.getSceneX());
          }

          @Override
          public void cancelled(OperatorDescriptor operator) {}
        };
    PaletteList palette =
        new PaletteList(d -> System.out.println("place " + d.id()), drag, d -> {});
    palette.show(DemoData.ALL);
    palette.setPrefWidth(208);
    ProblemsList problems =
        new ProblemsList(
            p -> System.out.println("go " + p), dev.eddy.designer.control.problem.Fixer.none());
    problems.show(DemoData.PROBLEMS, 9);
    DataTable table = new DataTable();
    table.show(TableContent.of(DemoData.rows(100_000), DemoData.FLIGHTS));
    DataTable empty = new DataTable();
    OperatorSearch search =
        new OperatorSearch(
            new OperatorSearch.Offer(
                DemoData.ALL.stream().filter(d -> d.family() == Family.JOIN).toList(),
                26,
                List.of("window_start", "rank", "origin", "avg_delay"),
                "place and connect"),
            d -> System.out.println("chosen " + d.id()),
            () -> System.out.println("closed"));
    SchemaView schema = new SchemaView(ColumnActions.NONE);
    schema.show(
        new SchemaModel(
            List.of(
                new SchemaModel.Port(
                    "Output",
                    null,
                    true,
                    true,
                    List.of(new SchemaModel.Fact("Changes", "upsert by origin")),
                    List.of(
                        new SchemaModel.Line("origin", "VARCHAR", true, List.of("key")),
                        new SchemaModel.Line("flights", "BIGINT", false, List.of()))))));
    VBox right = new VBox(12, schema, search);
    right.setPrefWidth(320);
    VBox states =
        new VBox(
            4,
            new EmptyState(EmptyState.CANVAS, w -> {}),
            new EmptyState(EmptyState.RECORDING, w -> {}),
            new EmptyState(EmptyState.noState("valid rows"), w -> {}));
    VBox glyphs = new VBox(icons());
    VBox middle = new VBox(8, table, problems, glyphs, states, empty);
    empty.setPrefHeight(120);
    table.setPrefHeight(300);
    BorderPane root = new BorderPane(middle);
    root.setLeft(palette);
    root.setRight(right);
    return root;
  }

  private static Region debug(boolean past) {
    TimelineModel model = DemoData.timeline(past);
    TimelineView[] timeline = new TimelineView[1];
    timeline[0] =
        new TimelineView(
            (m, dragging) -> {
              System.out.println("seek " + m + (dragging ? " dragging" : ""));
              if (!dragging) {
                timeline[0].show(DemoData.timelineAt(m), "hourly");
              }
            });
    timeline[0].show(model, "hourly");
    StateView state =
        new StateView(m -> System.out.println("moment " + m), t -> System.out.println("find " + t));
    state.show(DemoData.state());
    state.setPrefWidth(344);
    DataTable table = new DataTable();
    table.setOnMoment(m -> System.out.println("moment " + m));
    table.show(TableContent.of(DemoData.rows(6), DemoData.FLIGHTS));
    VBox middle = new VBox(timeline[0], table);
    timeline[0].setPrefHeight(330);
    BorderPane root = new BorderPane(middle);
    root.setRight(state);
    return root;
  }

  private static Region forms() {
    javafx.scene.layout.HBox box = new javafx.scene.layout.HBox(16);
    box.getChildren()
        .addAll(
            form(DemoData.WINDOW, DemoData.WINDOW_VALUES, "hourly"),
            form(DemoData.CSV, DemoData.CSV_VALUES, "flights"),
            form(DemoData.TOP_N, DemoData.TOP_VALUES, "top"));
    return box;
  }

  private static Node form(
      OperatorDescriptor descriptor, dev.eddy.model.value.Value.Struct values, String nodeId) {
    PropertyForm[] form = new PropertyForm[1];
    dev.eddy.model.value.Value.Struct[] now = {values};
    Runnable show =
        () ->
            form[0].show(
                new FormModel.Input(
                    nodeId, descriptor, now[0], List.of(DemoData.FLIGHTS), DemoData.PROBLEMS));
    form[0] =
        new PropertyForm(
            new DemoAssistant(),
            (t, c) -> java.util.Optional.of("data/chosen.csv"),
            (node, parameter, value) -> {
              System.out.println(parameter + " = " + value);
              now[0] = now[0].with(parameter, value);
              javafx.application.Platform.runLater(show);
            },
            dev.eddy.designer.control.problem.Fixer.none());
    show.run();
    form[0].setPrefWidth(344);
    return form[0];
  }

  private static Node icons() {
    javafx.scene.layout.FlowPane flow = new javafx.scene.layout.FlowPane(10, 10);
    for (String name :
        List.of(
            "tumbling-window",
            "sliding-window",
            "session-window",
            "top-n",
            "lookup",
            "join",
            "union",
            "aggregate",
            "pattern",
            "step",
            "step-back",
            "continue",
            "reverse-continue",
            "checkpoint-before",
            "live-edge",
            "pause",
            "here",
            "no-rows",
            "filter",
            "file-text",
            "nonsense")) {
      flow.getChildren().add(Icons.view(name, 24));
    }
    javafx.scene.canvas.Canvas canvas = new javafx.scene.canvas.Canvas(300, 24);
    Icons.paint(
        canvas.getGraphicsContext2D(), "tumbling-window", 0, 0, 24, javafx.scene.paint.Color.RED);
    Icons.paint(canvas.getGraphicsContext2D(), "filter", 30, 0, 24, javafx.scene.paint.Color.RED);
    Icons.paint(canvas.getGraphicsContext2D(), "continue", 60, 0, 24, javafx.scene.paint.Color.RED);
    flow.getChildren().add(canvas);
    return flow;
  }
}

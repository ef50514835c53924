package dev.eddy.designer.view;

import dev.eddy.designer.control.Icons;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Deploy;
import dev.eddy.designer.state.Message;
import dev.eddy.model.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * The sheet at the right from which a pipeline goes to a cluster; the canvas stays live beside it.
 */
final class DeploySheet extends BorderPane {
  static final double WIDTH = 560;
  private static final List<String> VERSIONS = List.of("1.20.3", "2.3.0");

  private final Label title = Parts.label("", "sheet-title");
  private final TextField target = new TextField();
  private final TextField savepoint = new TextField();
  private final VBox checks = new VBox(6);
  private final VBox job = new VBox(8);
  private final VBox log = new VBox(2);
  private final HBox steps = new HBox(8);
  private List<Object> saidOfChecks = List.of();
  private @Nullable Deploy saidOfJob;
  private final Button deploy = Parts.text("upload-cloud", "Deploy", "primary");
  private final Button stop = Parts.text("", "Stop with savepoint");
  private final Button cancelJob = Parts.text("", "Cancel job");

  DeploySheet(Store store) {
    setId("deploy-sheet");
    getStyleClass().add("sheet");
    setPrefWidth(WIDTH);
    setMaxWidth(WIDTH);
    Button close = Parts.icon("x", 16, "Close");
    close.setOnAction(e -> store.send(new Message.ShowDeploy(false)));
    HBox head = new HBox(title, Parts.gap(), close);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("sheet-head");

    field(target, "http://localhost:8081", "deploy-target");
    target.textProperty().addListener((o, was, is) -> store.send(new Message.SetTarget(is)));
    HBox versions = new HBox(8);
    versions.setAlignment(Pos.CENTER_LEFT);
    versions
        .getChildren()
        .add(Parts.label("No cluster yet? Start one on this machine:", "small", "dim"));
    for (String v : VERSIONS) {
      Button b = Parts.text("", "Flink " + v, "small-button");
      b.setId("start-flink-" + v);
      b.setOnAction(e -> store.send(new Message.StartLocalCluster(v)));
      versions.getChildren().add(b);
    }
    field(savepoint, "empty state", "deploy-savepoint");
    savepoint.textProperty().addListener((o, was, is) -> store.send(new Message.SetSavepoint(is)));
    VBox body =
        new VBox(
            8,
            Parts.label("Target", "strong"),
            target,
            versions,
            section("Start from"),
            savepoint,
            Parts.label(
                "The path of a savepoint; left empty, the job starts with empty state.",
                "small",
                "dim"),
            section("Checks"),
            checks,
            section("Job"),
            job,
            log);
    body.getStyleClass().add("sheet-body");
    ScrollPane scroll = new ScrollPane(body);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("eddy-scroll");
    setTop(head);
    setCenter(scroll);

    deploy.setId("deploy-now");
    deploy.setOnAction(e -> store.send(new Message.StartDeploy()));
    stop.setOnAction(e -> store.send(new Message.StopJob(true)));
    cancelJob.setOnAction(e -> store.send(new Message.StopJob(false)));
    Label promise =
        Parts.label("A failed deploy leaves nothing running\nand says why.", "small", "dim");
    for (Region r : List.of(promise, cancelJob, stop, deploy)) {
      r.setMinWidth(USE_PREF_SIZE);
    }
    HBox buttons = new HBox(8, promise, Parts.gap(), cancelJob, stop, deploy);
    buttons.setAlignment(Pos.CENTER_LEFT);
    buttons.getStyleClass().add("sheet-foot");
    steps.setAlignment(Pos.CENTER_LEFT);
    steps.getStyleClass().add("sheet-steps");
    setBottom(new VBox(steps, buttons));
    setOnKeyPressed(
        e -> {
          if (e.getCode() == KeyCode.ESCAPE) {
            store.send(new Message.ShowDeploy(false));
            e.consume();
          }
        });
  }

  private static Label section(String text) {
    Label l = Parts.label(text, "strong");
    l.getStyleClass().add("sheet-section");
    return l;
  }

  private static void field(TextField f, String prompt, String id) {
    f.getStyleClass().add("eddy-field");
    f.setPromptText(prompt);
    f.setId(id);
  }

  void show(AppState s) {
    Deploy d = s.deploy();
    boolean opens = d.open() && !isVisible();
    setVisible(d.open());
    setManaged(d.open());
    if (!d.open() || s.open() == null) {
      return;
    }
    if (opens) {
      target.requestFocus();
    }
    title.setText("Deploy " + s.open().pipeline());
    sync(target, d.target());
    sync(savepoint, d.savepoint());
    checks(s);
    if (!d.equals(saidOfJob)) {
      saidOfJob = d;
      job(d);
      steps(d);
    }
    deploy.setText(d.savepoint().isEmpty() ? "Deploy" : "Resume from savepoint");
    deploy.setDisable(
        d.busy() || d.target().isEmpty() || s.checks().errors() > 0 || d.isJobRunning());
    deploy.setVisible(!d.isJobRunning());
    deploy.setManaged(!d.isJobRunning());
    for (Button b : List.of(stop, cancelJob)) {
      b.setVisible(d.mayStop());
      b.setManaged(d.mayStop());
      b.setDisable(d.busy());
    }
  }

  // What is typed is in the state at once, so only a change from elsewhere differs.
  private static void sync(TextField f, String text) {
    if (!f.getText().strip().equals(text)) {
      f.setText(text);
    }
  }

  private void checks(AppState s) {
    List<Node> lines = new ArrayList<>();
    long errors = s.checks().errors();
    long warnings = s.checks().others();
    boolean unsaved = s.open() != null && s.open().isDirty();
    int pins = s.desk().pins().size();
    List<Object> now = List.of(errors, warnings, unsaved, pins);
    if (now.equals(saidOfChecks)) {
      return;
    }
    saidOfChecks = now;
    lines.add(
        line(
            errors == 0 ? "check" : "alert-octagon",
            errors == 0 ? "ok" : "error",
            errors == 0
                ? "No errors in the graph"
                : errors + (errors == 1 ? " error" : " errors") + " in the graph",
            warnings == 0 ? "" : warnings + (warnings == 1 ? " warning" : " warnings")));
    if (unsaved) {
      lines.add(line("info", "accent", "Not saved", "the pipeline is deployed as it is shown"));
    }
    if (pins > 0) {
      lines.add(
          line(
              "paperclip",
              "accent",
              pins == 1 ? "1 operator is pinned" : pins + " operators are pinned",
              "the job runs them: pins are for the desk"));
    }
    checks.getChildren().setAll(lines);
  }

  private static Node line(String icon, String tone, String text, String more) {
    Label l = Parts.label(text);
    l.setWrapText(true);
    HBox box = new HBox(8, Icons.view(icon, 16), l, Parts.label(more, "small", "dim"));
    box.setAlignment(Pos.CENTER_LEFT);
    box.getStyleClass().addAll("sheet-line", "icon-" + tone);
    return box;
  }

  private void job(Deploy d) {
    List<Node> lines = new ArrayList<>();
    if (d.jobId() == null) {
      lines.add(Parts.label("Nothing is deployed from this window yet.", "small", "dim"));
    } else {
      String tone =
          switch (d.jobState()) {
            case "RUNNING", "FINISHED" -> "ok";
            case "FAILED", "FAILING" -> "error";
            default -> "accent";
          };
      lines.add(
          line(
              d.jobState().equals("FAILED") ? "alert-octagon" : "activity",
              tone,
              d.jobState(),
              d.jobId()));
    }
    Problem p = d.problem();
    if (p != null) {
      String where = p.place().nodeName();
      Label message =
          Parts.label((where == null ? "" : where + " · ") + p.message(), "problem-text");
      message.setWrapText(true);
      Label remedy = Parts.label(p.remedy(), "small", "dim");
      remedy.setWrapText(true);
      VBox text = new VBox(2, message, remedy);
      HBox.setHgrow(text, Priority.ALWAYS);
      HBox box = new HBox(8, Icons.view("alert-octagon", 16), text);
      box.getStyleClass().addAll("problem-box", "icon-error");
      lines.add(box);
    }
    job.getChildren().setAll(lines);
    List<String> shown = d.log().subList(Math.max(0, d.log().size() - 12), d.log().size());
    log.getChildren()
        .setAll(
            shown.stream()
                .map(
                    x -> {
                      Label l = Parts.label(x, "mono", "dim");
                      l.setWrapText(true);
                      return (Node) l;
                    })
                .toList());
  }

  // A step that is done has a check, the one in work is blue, one that failed an octagon.
  private void steps(Deploy d) {
    List<Node> nodes = new ArrayList<>();
    for (Deploy.Step step : Deploy.Step.values()) {
      if (step == Deploy.Step.NONE) {
        continue;
      }
      boolean done =
          step.compareTo(d.step()) < 0
              || step == Deploy.Step.WATCH && d.jobState().equals("FINISHED");
      boolean current = step == d.step() && !done;
      boolean failed = current && d.problem() != null;
      Label mark = new Label(done ? "" : failed ? "" : String.valueOf(step.ordinal()));
      mark.setGraphic(done ? Icons.view("check", 12) : failed ? Icons.view("x", 12) : null);
      mark.getStyleClass()
          .addAll("step-mark", done ? "done" : failed ? "failed" : current ? "current" : "open");
      Label text = Parts.label(step.title(), current ? "step-current" : "step-text");
      HBox box = new HBox(6, mark, text);
      box.setAlignment(Pos.CENTER_LEFT);
      if (!nodes.isEmpty()) {
        nodes.add(Parts.label("—", "dim"));
      }
      nodes.add(box);
    }
    steps.getChildren().setAll(nodes);
  }
}

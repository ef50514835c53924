package dev.eddy.designer.view;

import dev.eddy.designer.control.Icons;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.CanvasMessage;
import dev.eddy.designer.state.Example;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.model.graph.Layout;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** Asks for a new project's name, place, time zone and what it begins with. */
final class NewProjectWindow {
  private final Store store;
  private final Stage owner;
  private final SideWindow window;
  private final TextField name = new TextField();
  private final TextField parent = new TextField();
  private final TextField zone = new TextField("UTC");
  private final Label problem = Parts.label("", "problem");
  private final Label folder = Parts.label("", "small", "dim");
  private final Button create = Parts.text("", "Create", "primary");
  private @Nullable Example template;
  private List<Path> files = List.of();
  private @Nullable Path awaited;

  NewProjectWindow(Store store, Stage owner) {
    this.store = store;
    this.owner = owner;
    window = new SideWindow(owner, "New project", 600, 600);
    name.setId("project-name");
    create.setId("project-create");
    name.textProperty().addListener((o, was, is) -> check());
    parent.textProperty().addListener((o, was, is) -> check());
    zone.textProperty().addListener((o, was, is) -> check());
    name.setOnAction(e -> make());
    create.setOnAction(e -> make());
    store.addView(this::follow);
  }

  private void follow(AppState s) {
    window.show(s);
    if (awaited != null && s.open() != null && s.open().project().folder().equals(awaited)) {
      awaited = null;
      List<Path> dropped = files;
      // After the views have been shown the project that the sources go into.
      Platform.runLater(
          () -> store.send(new CanvasMessage.DropFiles(dropped, new Layout.Position(0, 0))));
    }
  }

  /**
   * @param place where projects of the user lie
   * @param dropped files of rows, each of which becomes a source of the new pipeline
   */
  void open(String place, List<Path> dropped) {
    template = null;
    files = List.copyOf(dropped);
    awaited = null;
    name.setText(NewProjectModel.nameFor(files));
    parent.setText(place);
    zone.setText("UTC");
    Button browse = Parts.icon("folder", 16, "Choose a folder");
    browse.setOnAction(e -> browse());
    HBox where = new HBox(6, parent, browse);
    HBox.setHgrow(parent, Priority.ALWAYS);
    Button cancel = Parts.text("", "Cancel");
    cancel.setOnAction(e -> window.close());
    HBox foot = new HBox(8, problem, Parts.gap(), cancel, create);
    foot.setAlignment(Pos.CENTER_LEFT);
    Region gap = new Region();
    VBox.setVgrow(gap, Priority.ALWAYS);
    VBox box =
        new VBox(
            4,
            Parts.label("New project", "title"),
            field("Name", name),
            field("Place", where),
            folder,
            field("Time zone of times without one", zone),
            field("Begin with", files.isEmpty() ? templates() : sources()),
            gap,
            foot);
    box.getStyleClass().add("wizard");
    check();
    window.open(box, store.state());
    name.requestFocus();
  }

  private static Node field(String title, Node control) {
    Label label = Parts.label(title, "small", "dim");
    VBox box = new VBox(3, label, control);
    if (control instanceof TextField t) {
      t.setAccessibleText(title);
    }
    VBox.setMargin(box, new Insets(8, 0, 0, 0));
    return box;
  }

  private Node sources() {
    VBox box = new VBox(4);
    for (Path p : files) {
      Label line = Parts.label(String.valueOf(p.getFileName()), "mono");
      line.setGraphic(Icons.view("file-text", 16));
      box.getChildren().add(line);
    }
    box.getChildren()
        .add(
            Parts.label(
                files.size() == 1
                    ? "A source that reads it; the file stays where it is."
                    : "A source for each of them; the files stay where they are.",
                "small",
                "dim"));
    return box;
  }

  private Node templates() {
    ToggleGroup group = new ToggleGroup();
    VBox box = new VBox(6);
    box.getChildren()
        .add(template(group, "An empty pipeline", "Nothing but a canvas.", Optional.empty()));
    for (Example e : store.state().examples()) {
      box.getChildren()
          .add(template(group, e.title(), "A copy of the example · " + e.hint(), Optional.of(e)));
    }
    return box;
  }

  private Node template(ToggleGroup group, String title, String words, Optional<Example> of) {
    Label text = Parts.label(words, "small", "dim");
    ToggleButton b = new ToggleButton();
    b.setGraphic(new VBox(1, Parts.label(title, "strong"), text));
    b.getStyleClass().setAll("template");
    b.setMaxWidth(Double.MAX_VALUE);
    b.setToggleGroup(group);
    b.setSelected(of.isEmpty());
    b.setAccessibleText(title);
    b.setOnAction(
        e -> {
          b.setSelected(true);
          template = of.orElse(null);
        });
    return b;
  }

  private void browse() {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle("Where the project's folder is made");
    File chosen = chooser.showDialog(owner);
    if (chosen != null) {
      parent.setText(chosen.toString());
    }
  }

  private NewProjectModel model() {
    return new NewProjectModel(name.getText().strip(), parent.getText(), zone.getText().strip());
  }

  private void check() {
    String why = model().problem();
    problem.setText(name.getText().isBlank() ? "" : why);
    folder.setText(why.isEmpty() ? "The folder " + model().folder() + " is made." : "");
    create.setDisable(!why.isEmpty());
  }

  private void make() {
    NewProjectModel m = model();
    if (m.problem().isEmpty()) {
      window.close();
      awaited = files.isEmpty() ? null : m.folder();
      store.send(new ShellMessage.CreateProject(m.folder(), m.name(), m.timeZone(), template));
    }
  }
}

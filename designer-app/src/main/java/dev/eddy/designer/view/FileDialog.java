package dev.eddy.designer.view;

import dev.eddy.designer.control.form.PathChooser;
import dev.eddy.model.operator.ParameterType;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.Node;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** Lets a file be chosen; one that lies in the project is named relative to it. */
final class FileDialog implements PathChooser {
  private final Store store;
  private final Node owner;

  FileDialog(Store store, Node owner) {
    this.store = store;
    this.owner = owner;
  }

  @Override
  public Optional<String> choose(ParameterType.Path type, String current) {
    if (store.state().open() == null) {
      return Optional.empty();
    }
    Path project = store.state().open().project().folder();
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Choose a file");
    File folder = project.resolve("data").toFile();
    chooser.setInitialDirectory(folder.isDirectory() ? folder : project.toFile());
    Window window = owner.getScene() == null ? null : owner.getScene().getWindow();
    File file =
        type.kind().equals("write")
            ? chooser.showSaveDialog(window)
            : chooser.showOpenDialog(window);
    if (file == null) {
      return Optional.empty();
    }
    Path path = file.toPath().toAbsolutePath().normalize();
    return Optional.of(
        path.startsWith(project)
            ? project.relativize(path).toString().replace('\\', '/')
            : path.toString());
  }
}

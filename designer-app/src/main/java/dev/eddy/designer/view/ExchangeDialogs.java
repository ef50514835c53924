package dev.eddy.designer.view;

import dev.eddy.designer.canvas.CanvasView;
import dev.eddy.designer.canvas.GraphExport;
import dev.eddy.designer.canvas.TiledPicture;
import dev.eddy.designer.state.Exported;
import dev.eddy.designer.state.OpenProject;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.designer.state.Work;
import dev.eddy.model.edit.Clip;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.io.ClipText;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.animation.AnimationTimer;
import javafx.stage.FileChooser;
import javafx.stage.Stage;

/** Asks for the file of an export or an import. FX thread only. */
final class ExchangeDialogs {
  private static final FileChooser.ExtensionFilter PNG =
      new FileChooser.ExtensionFilter("Picture (PNG)", "*.png");
  private static final FileChooser.ExtensionFilter SVG =
      new FileChooser.ExtensionFilter("Drawing (SVG)", "*.svg");
  private static final FileChooser.ExtensionFilter TEXT =
      new FileChooser.ExtensionFilter("Pipeline as text", "*.eddy.json");

  private static final String PAINTING = "paint-export-";

  /** Pictures so far that took more than a frame. */
  private static int paintings;

  private ExchangeDialogs() {}

  static void export(Store store, Stage stage, CanvasView canvas) {
    OpenProject open = store.state().open();
    if (open == null) {
      return;
    }
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Export " + open.pipeline());
    chooser.getExtensionFilters().addAll(PNG, SVG, TEXT);
    chooser.setInitialFileName(open.pipeline() + ".png");
    File file = chooser.showSaveDialog(stage);
    if (file != null) {
      FileChooser.ExtensionFilter chosen = chooser.getSelectedExtensionFilter();
      Path wanted = file.toPath();
      Path path = named(wanted, chosen == SVG ? ".svg" : chosen == TEXT ? ".eddy.json" : ".png");
      // Whether a file may be written over was asked of the name that the dialog knew.
      write(store, path.equals(wanted) ? path : free(path), open.document(), canvas);
    }
  }

  /**
   * With an ending that says what it is: the one that was typed, else the one that was chosen.
   * {@code .png} is what the dialog offers, and stays there when something else is chosen.
   */
  static Path named(Path file, String chosen) {
    String name = String.valueOf(file.getFileName());
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".svg") || lower.endsWith(".json") || lower.endsWith(chosen)) {
      return file;
    }
    String stem = lower.endsWith(".png") ? name.substring(0, name.length() - 4) : name;
    return file.resolveSibling(stem + chosen);
  }

  /** The file, or one beside it with a number, that is not there yet. */
  static Path free(Path file) {
    Path out = file;
    String name = String.valueOf(file.getFileName());
    int dot = name.endsWith(".eddy.json") ? name.length() - 10 : name.lastIndexOf('.');
    for (int i = 2; Files.exists(out); i++) {
      out = file.resolveSibling(name.substring(0, dot) + "-" + i + name.substring(dot));
    }
    return out;
  }

  private static void write(Store store, Path file, PipelineDocument d, CanvasView canvas) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".png")) {
      paint(store, file, GraphExport.tiles(canvas));
    } else {
      store.send(
          new ShellMessage.Export(file, name.endsWith(".svg") ? GraphExport.svg(canvas) : text(d)));
    }
  }

  /**
   * Paints a piece a frame, and says how far it is; a small picture is there at once. A picture
   * waits for those that were asked for before it: the memory is for one of the largest at a time.
   */
  static void paint(Store store, Path file, TiledPicture picture) {
    if (picture.size() <= 2) {
      while (!picture.isDone()) {
        picture.next();
      }
      store.send(new ShellMessage.Export(file, picture.pixels()));
      return;
    }
    String id = PAINTING + ++paintings;
    say(store, id, picture);
    new AnimationTimer() {
      @Override
      public void handle(long now) {
        List<String> all =
            store.state().work().stream()
                .map(Work::id)
                .filter(w -> w.startsWith(PAINTING))
                .toList();
        if (!all.contains(id)) {
          stop();
          return;
        }
        if (!all.get(0).equals(id)) {
          return;
        }
        picture.next();
        if (picture.isDone()) {
          stop();
          store.send(new ShellMessage.Worked(id));
          store.send(new ShellMessage.Export(file, picture.pixels()));
        } else {
          say(store, id, picture);
        }
      }
    }.start();
  }

  private static void say(Store store, String id, TiledPicture picture) {
    store.send(
        new ShellMessage.Working(
            id, "Painting the picture, " + picture.done() + " of " + picture.size()));
  }

  /** The whole pipeline as one text, as copying all of it gives. */
  static Exported text(PipelineDocument d) {
    Set<String> all = new LinkedHashSet<>(d.graph().nodes().keySet());
    all.addAll(d.layout().notes().keySet());
    return new Exported.Words(ClipText.write(Clip.of(d, all)));
  }

  static void load(Store store, Stage stage) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Import a pipeline");
    chooser
        .getExtensionFilters()
        .add(new FileChooser.ExtensionFilter("Pipelines", "*.json", "*.txt"));
    File file = chooser.showOpenDialog(stage);
    if (file != null) {
      store.send(new ShellMessage.Import(file.toPath()));
    }
  }
}

package dev.eddy.designer.view;

import dev.eddy.designer.canvas.CanvasView;
import dev.eddy.designer.canvas.GraphExport;
import dev.eddy.designer.state.Exported;
import dev.eddy.designer.state.OpenProject;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.model.edit.Clip;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.io.ClipText;
import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
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
      Path path =
          named(file.toPath(), chosen == SVG ? ".svg" : chosen == TEXT ? ".eddy.json" : ".png");
      store.send(new ShellMessage.Export(path, content(path, open.document(), canvas)));
    }
  }

  /** With an ending that says what it is: the one that was typed, or the one that was chosen. */
  static Path named(Path file, String chosen) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    boolean says = name.endsWith(".png") || name.endsWith(".svg") || name.endsWith(".json");
    return says ? file : file.resolveSibling(file.getFileName() + chosen);
  }

  private static Exported content(Path file, PipelineDocument d, CanvasView canvas) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".png")
        ? GraphExport.png(canvas)
        : name.endsWith(".svg") ? GraphExport.svg(canvas) : text(d);
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

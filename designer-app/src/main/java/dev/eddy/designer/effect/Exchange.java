package dev.eddy.designer.effect;

import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Exported;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Notice;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.model.edit.Clip;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.io.AtomicFile;
import dev.eddy.model.io.ClipText;
import dev.eddy.model.io.Json;
import dev.eddy.model.io.ProjectFiles;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.awt.image.DirectColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Writes pipelines to files for others, and reads such files. Called on the thread for files. */
final class Exchange {
  private Exchange() {}

  static Message write(Effect.WriteExport e) {
    try {
      AtomicFile.write(e.file(), bytes(e.content()));
      return new ShellMessage.Say(Notice.passing("export", "Exported to " + e.file() + "."));
    } catch (IOException ex) {
      return new Message.SaveFailed(
          Problem.error(
              "export",
              Place.file(e.file().toString()),
              "could not be written: " + ex.getMessage() + ".",
              "Choose a folder that can be written."));
    }
  }

  private static byte[] bytes(Exported content) throws IOException {
    if (content instanceof Exported.Words w) {
      return w.text().getBytes(StandardCharsets.UTF_8);
    }
    Exported.Pixels p = (Exported.Pixels) content;
    // Over the pixels themselves: a copy of a large picture may be too much.
    DirectColorModel colors = new DirectColorModel(24, 0xFF0000, 0xFF00, 0xFF);
    BufferedImage image =
        new BufferedImage(
            colors,
            Raster.createPackedRaster(
                new DataBufferInt(p.argb(), p.argb().length),
                p.width(),
                p.height(),
                p.width(),
                colors.getMasks(),
                null),
            false,
            null);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!ImageIO.write(image, "png", out)) {
      throw new IOException("there is nothing that writes PNG");
    }
    return out.toByteArray();
  }

  static Message read(Effect.ReadImport e) {
    String file = String.valueOf(e.file().getFileName());
    try {
      if (Files.size(e.file()) > Json.Limits.FILE.bytes()) {
        return refused(file, "it is too large for a pipeline.");
      }
      byte[] bytes = Files.readAllBytes(e.file());
      Clip clip = ClipText.read(new String(bytes, StandardCharsets.UTF_8)).clip();
      if (clip != null && !clip.isEmpty()) {
        return new ShellMessage.Imported(e.folder(), stem(file), clip.document());
      }
      ProjectFiles.ContentResult read = ProjectFiles.readContent(file, bytes);
      if (read.content() instanceof ProjectFiles.Content.OfPipeline p) {
        Layout layout = layoutBeside(e.file());
        return new ShellMessage.Imported(
            e.folder(), stem(file), new PipelineDocument(p.graph(), layout.fitting(p.graph())));
      }
      String why =
          read.problems().isEmpty() ? "it holds no pipeline." : read.problems().get(0).message();
      return refused(file, why);
    } catch (IOException ex) {
      return refused(file, "it cannot be read: " + ex.getMessage() + ".");
    }
  }

  private static Message refused(String file, String why) {
    return new Message.SaveFailed(
        Problem.error(
            "import",
            Place.file(file),
            "not imported: " + why,
            "Take a file that Eddy exported as text, or a .pipeline.json."));
  }

  private static String stem(String file) {
    return file.replaceFirst("(\\.eddy|\\.pipeline)?\\.(json|txt)$", "");
  }

  /** Of a pipeline's file that lies in a project: where its nodes stand lies beside it. */
  private static Layout layoutBeside(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    Path beside = file.resolveSibling(name.replaceFirst("\\.pipeline\\.json$", ".layout.json"));
    if (beside.equals(file)
        || !Files.isRegularFile(beside)
        || Files.size(beside) > Json.Limits.FILE.bytes()) {
      return Layout.EMPTY;
    }
    return ProjectFiles.readContent(name, Files.readAllBytes(beside)).content()
            instanceof ProjectFiles.Content.OfLayout l
        ? l.layout()
        : Layout.EMPTY;
  }
}

package dev.eddy.designer.effect;

import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.io.ProjectFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads pipelines as the last commit has them, by the {@code git} of the machine. It only reads
 * objects that are there: nothing is fetched, nothing asks for a password.
 */
final class GitVersions {
  private static final long PATIENCE_S = 20;

  private GitVersions() {}

  static Message read(Effect.ReadCommitted e) {
    String file = "pipelines/" + e.pipeline() + ".pipeline.json";
    try {
      Optional<byte[]> head =
          git(e.folder(), "log", "-1", "--no-show-signature", "--format=%h %cs %s", "HEAD");
      if (head.isEmpty()) {
        return new Message.ShowNote("Nothing to compare with: the project has no commit yet.");
      }
      Optional<byte[]> logic = git(e.folder(), "cat-file", "blob", "HEAD:./" + file);
      if (logic.isEmpty()) {
        return new Message.ShowNote(
            "Nothing to compare with: " + e.pipeline() + " is in no commit yet.");
      }
      Optional<byte[]> places =
          git(e.folder(), "cat-file", "blob", "HEAD:./pipelines/" + e.pipeline() + ".layout.json");
      ProjectFiles.ContentResult read = ProjectFiles.readContent(file, logic.get());
      if (!(read.content() instanceof ProjectFiles.Content.OfPipeline p)) {
        return new Message.ShowNote("What the last commit has of " + file + " cannot be read.");
      }
      Layout layout =
          places
              .map(bytes -> ProjectFiles.readContent("layout", bytes).content())
              .filter(ProjectFiles.Content.OfLayout.class::isInstance)
              .map(c -> ((ProjectFiles.Content.OfLayout) c).layout())
              .orElse(Layout.EMPTY);
      return new ShellMessage.VersionRead(
          e.pipeline(),
          new String(head.get(), StandardCharsets.UTF_8).strip(),
          new PipelineDocument(p.graph(), layout.fitting(p.graph())));
    } catch (IOException ex) {
      return new Message.ShowNote("Git could not be asked: " + ex.getMessage() + ".");
    } catch (InterruptedException ex) {
      Thread.currentThread().interrupt();
      return new Message.ShowNote("Git was not asked: Eddy is closing.");
    }
  }

  /** What a command of git prints; empty where it fails, as where there is no repository. */
  private static Optional<byte[]> git(Path folder, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "--no-pager", "--no-optional-locks"));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("GIT_TERMINAL_PROMPT", "0");
    builder.environment().put("GIT_NO_LAZY_FETCH", "1");
    return output(builder, TimeUnit.SECONDS.toMillis(PATIENCE_S));
  }

  /**
   * What a program prints; empty where it fails.
   *
   * @throws IOException also where it takes longer than so many milliseconds: it is ended then
   * @throws InterruptedException where nobody waits any more: it is ended, too
   */
  static Optional<byte[]> output(ProcessBuilder builder, long patience)
      throws IOException, InterruptedException {
    Process program = builder.start();
    try {
      program.getOutputStream().close();
      // On another thread, since a read of what is not printed can neither end nor be interrupted.
      CompletableFuture<byte[]> out =
          CompletableFuture.supplyAsync(() -> all(program.getInputStream()));
      byte[] bytes = out.get(patience, TimeUnit.MILLISECONDS);
      // What is said to the end may still not be over.
      if (!program.waitFor(patience, TimeUnit.MILLISECONDS)) {
        throw new IOException("it does not answer");
      }
      return program.exitValue() == 0 ? Optional.of(bytes) : Optional.empty();
    } catch (TimeoutException e) {
      throw new IOException("it does not answer", e);
    } catch (ExecutionException e) {
      throw new IOException("what it says cannot be read", e);
    } finally {
      program.destroyForcibly();
    }
  }

  private static byte[] all(InputStream in) {
    try {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

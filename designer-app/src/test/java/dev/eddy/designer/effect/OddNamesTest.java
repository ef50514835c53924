package dev.eddy.designer.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.state.Arrangement;
import dev.eddy.designer.state.Edits;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Example;
import dev.eddy.designer.state.Exported;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Pin;
import dev.eddy.designer.state.Recent;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.io.ProjectFiles;
import dev.eddy.model.project.Project;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Folders and pipelines with names that people give, through all that has to do with files. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "some of the names are none there")
class OddNamesTest {
  private static final List<String> FOLDERS =
      List.of(
          "with blanks",
          "Größe & Maß",
          "it's \"quoted\"",
          "50% #1 [x] {y} $HOME ~",
          "-rf",
          "航班",
          "🛫",
          " leading",
          "a\tb",
          "back\\slash",
          "*?",
          "x".repeat(120));

  private static final List<String> PIPELINES =
      List.of(
          "with blanks",
          "Größe",
          "it's",
          "50% #1 [x] {y} $HOME ~",
          "-rf",
          "航班",
          "🛫",
          "a, b",
          "HEAD@{1}",
          "aux.pipeline",
          "p".repeat(100));

  @TempDir private Path temp;

  private static Project project(Path folder, String node) {
    Map<String, Project.Pipeline> pipelines = new LinkedHashMap<>();
    PipelineDocument d =
        Edits.rename("f", node).apply(new PipelineDocument(Pipelines.GRAPH, Pipelines.LAYOUT));
    PIPELINES.forEach(p -> pipelines.put(p, new Project.Pipeline(p, d.graph(), d.layout())));
    return new Project(folder, "odd", "UTC", Map.of(), Map.of(), pipelines, Value.Struct.EMPTY);
  }

  private static Map<String, PipelineDocument> documents(Project p) {
    Map<String, PipelineDocument> out = new LinkedHashMap<>();
    p.pipelines().forEach((name, x) -> out.put(name, new PipelineDocument(x.graph(), x.layout())));
    return out;
  }

  private Folders folders() {
    return new Folders(temp.resolve("state"), temp.resolve("projects"), Optional.empty());
  }

  @Test
  void aProjectIsWrittenReadKeptTrustedAndFoundAgain() throws Exception {
    Folders folders = folders();
    List<Recent> recents = new ArrayList<>();
    for (String name : FOLDERS) {
      Path folder = temp.resolve("work").resolve(name);
      Project saved = project(folder, "saved");
      ProjectFiles.write(saved);
      Project read = ProjectFiles.read(folder).project();
      assertThat(read).as(name).isNotNull();
      assertThat(documents(read)).as(name).isEqualTo(documents(saved));

      folders.drafts().keep(project(folder, "not saved"), documents(saved));
      Drafts.Draft draft = folders.drafts().find(folder).get(0);
      assertThat(draft.documents()).as(name).isEqualTo(documents(project(folder, "not saved")));
      assertThat(folders.drafts().left()).as(name).contains(folder);
      folders.drafts().drop(folder);
      assertThat(folders.drafts().find(folder)).as(name).isEmpty();

      folders.trust().add(folder);
      assertThat(folders.trust().covers(folder)).as(name).isTrue();
      assertThat(folders.trust().covers(folder.resolveSibling(name + "2"))).as(name).isFalse();

      Arrangement a = new Arrangement(null, Map.of(), Map.of(), PIPELINES, PIPELINES.get(3));
      folders.arrangements().write(folder, a);
      assertThat(folders.arrangements().read(folder)).as(name).isEqualTo(a);
      recents.add(new Recent(folder, name, PIPELINES));
    }
    folders.writeRecents(recents);
    assertThat(folders.readRecents()).extracting(Recent::folder).hasSameElementsAs(paths(recents));
  }

  private static List<Path> paths(List<Recent> recents) {
    return recents.stream().map(Recent::folder).toList();
  }

  @Test
  void whatWasLeftOfAFolderWithALineBreakInItsNameIsFoundAgain() throws Exception {
    Path folder = temp.resolve("a\nb");
    Project saved = project(folder, "saved");
    ProjectFiles.write(saved);
    Drafts drafts = folders().drafts();
    drafts.keep(project(folder, "not saved"), documents(saved));
    assertThat(drafts.find(folder)).hasSize(1);
    assertThat(drafts.left()).containsExactly(folder);
  }

  @Test
  void aSaveAndAChangeOfSomebodyElseAreToldApart() throws Exception {
    for (String name : FOLDERS) {
      Path folder = temp.resolve(name);
      Project saved = project(folder, "saved");
      ProjectFiles.write(saved);
      BlockingQueue<Message> answers = new LinkedBlockingQueue<>();
      try (ShellEffects effects = new ShellEffects(folders(), answers::add, Runnable::run)) {
        effects.write(new Effect.WriteProject(project(folder, "mine"), documents(saved)));
        assertThat(answers.poll()).as(name).isInstanceOf(Message.Saved.class);
        Path file = folder.resolve("pipelines").resolve(PIPELINES.get(1) + ".pipeline.json");
        Files.writeString(file, Files.readString(file).replace("mine", "theirs"));
        effects.write(
            new Effect.WriteProject(project(folder, "again"), documents(project(folder, "mine"))));
        assertThat(answers.poll()).as(name).isInstanceOf(ShellMessage.FilesRead.class);
        assertThat(file).as(name).content().contains("theirs");
      }
    }
  }

  @Test
  void theLastCommitOfAPipelineIsReadByWhateverName() throws Exception {
    for (String name : List.of("Größe & \"Maß\"", "-rf")) {
      Path folder = temp.resolve(name);
      Project p = project(folder, "committed");
      ProjectFiles.write(p);
      assumeTrue(git(folder, "init"), "git is installed");
      git(folder, "add", ".");
      git(folder, "commit", "-m", "first");
      for (String pipeline : List.of("it's", "航班", "-rf", "HEAD@{1}", "50% #1 [x] {y} $HOME ~")) {
        Message m = GitVersions.read(new Effect.ReadCommitted(folder, pipeline));
        assertThat(m).as(name + " " + pipeline).isInstanceOf(ShellMessage.VersionRead.class);
        assertThat(((ShellMessage.VersionRead) m).base()).isEqualTo(documents(p).get(pipeline));
      }
    }
  }

  private static boolean git(Path folder, String... words) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=a", "-c", "user.email=a@b"));
    command.addAll(Arrays.asList(words));
    try {
      return new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (java.io.IOException e) {
      return false;
    }
  }

  @Test
  void anExampleIsCopiedIntoAFolderOfAnyNameAndNeverOverAnother() throws Exception {
    Path example = temp.resolve("examples/flight delays #1");
    ProjectFiles.write(project(example, "example"));
    Example e = new Example("Flights", "", "", example, PIPELINES.get(0), PipelineDocument.EMPTY);
    Folders folders = folders();
    Path first = folders.copy(e);
    Path second = folders.copy(e);
    assertThat(second).isNotEqualTo(first);
    for (Path copy : List.of(first, second)) {
      assertThat(ProjectFiles.read(copy).project().pipelines())
          .containsOnlyKeys(PIPELINES.toArray(new String[0]));
    }
  }

  @Test
  void anExportAndItsImportKeepThePipelineAndItsPlaces() throws Exception {
    for (String name : PIPELINES) {
      Path folder = temp.resolve(name);
      Project p = project(folder, "node");
      ProjectFiles.write(p);
      Path file = folder.resolve("pipelines").resolve(name + ".pipeline.json");
      Message m = Exchange.read(new Effect.ReadImport(temp, file));
      assertThat(m).as(name).isInstanceOf(ShellMessage.Imported.class);
      ShellMessage.Imported imported = (ShellMessage.Imported) m;
      assertThat(imported.name()).isEqualTo(name);
      assertThat(imported.document()).as(name).isEqualTo(documents(p).get(name));
      Path out = temp.resolve(name + ".txt");
      assertThat(Exchange.write(new Effect.WriteExport(out, new Exported.Words("x"))))
          .isInstanceOf(ShellMessage.Say.class);
      assertThat(out).hasContent("x");
    }
  }

  @Test
  void pinnedRowsOfNodesAndPipelinesOfAnyNameComeBackAsTheyWere() throws Exception {
    List<List<String>> rows =
        List.of(
            Arrays.asList("a,b", null, ""),
            Arrays.asList("line\nbreak", "\"quoted\"", " blank "),
            Arrays.asList("\u00e4\ud83d\udeeb", "null", "NULL"),
            Arrays.asList("'", ";", "\t"));
    for (String pipeline : PIPELINES) {
      Pin pin = new Pin("a.b-c", "out", List.of("k, 1", "\"n\"", "Größe"), rows);
      PinFiles.write(temp, pipeline, pin);
      PinFiles.Read read = PinFiles.read(temp, pipeline);
      assertThat(read.problems()).as(pipeline).isEmpty();
      assertThat(read.pins()).as(pipeline).containsExactly(pin);
    }
  }

  @Test
  void aFileOfASpreadsheetWithAMarkAtItsBeginningAndOtherLineEndsIsImported() throws Exception {
    Schema schema = Schema.of(new Field("k", DataType.VARCHAR), new Field("n", DataType.BIGINT));
    Path file = temp.resolve("rows of Größe.csv");
    Files.writeString(file, "\ufeffk,n\r\na,1\r\n\"b\r\nc\",2\r\n");
    PinFiles.Imported read = PinFiles.importRows(file, schema);
    assertThat(read.problem()).isNull();
    assertThat(read.rows()).hasSize(2);
    assertThat(read.rows().get(0)).containsExactly("a", "1");
    assertThat(read.rows().get(1).get(0)).startsWith("b");
    Files.writeString(file.resolveSibling("rows.json"), "\ufeff[{\"k\":\"a\",\"n\":1}]");
    assertThat(PinFiles.importRows(file.resolveSibling("rows.json"), schema).problem()).isNull();
  }

  @Test
  void whatCannotBeWrittenIsSaidWithItsFileAndWhatWasThereStays() throws Exception {
    Path folder = temp.resolve("p");
    Project saved = project(folder, "saved");
    ProjectFiles.write(saved);
    // A folder stands where the file has to go: whoever runs this as root may write anywhere else.
    Path file = folder.resolve("pipelines").resolve(PIPELINES.get(0) + ".pipeline.json");
    String before = Files.readString(file);
    Path exported = Files.createDirectories(temp.resolve("picture.svg/full"));
    Message m =
        Exchange.write(new Effect.WriteExport(exported.getParent(), new Exported.Words("<svg/>")));
    assertThat(m).isInstanceOf(Message.SaveFailed.class);
    assertThat(((Message.SaveFailed) m).problem().place().file())
        .isEqualTo(exported.getParent().toString());
    assertThat(exported).isDirectory();
    assertThat(file).hasContent(before);
  }
}

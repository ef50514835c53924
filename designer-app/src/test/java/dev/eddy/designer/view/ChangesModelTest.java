package dev.eddy.designer.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Edits;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.designer.state.States;
import dev.eddy.model.edit.Differences;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.value.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangesModelTest {
  private static final PipelineDocument DOCUMENT =
      new PipelineDocument(Pipelines.GRAPH, Pipelines.LAYOUT);

  private static ChangesModel after(GraphEdit... edits) {
    AppState s =
        States.after(
            States.of(DOCUMENT),
            new ShellMessage.VersionRead("main", "abc 2001-01-01 first", DOCUMENT));
    for (GraphEdit e : edits) {
      s = States.after(s, new Message.Apply(e));
    }
    return ChangesModel.of(s);
  }

  @Test
  void withoutAComparisonThereIsNothing() {
    assertThat(ChangesModel.of(States.of(DOCUMENT))).isEqualTo(ChangesModel.NONE);
  }

  @Test
  void whatIsNotSavedIsOfferedToBeComparedWithTheFileWhetherGitKnowsItOrNot() {
    AppState s = States.of(DOCUMENT);
    assertThat(ChangesPanel.words(s)).isEqualTo(ChangesPanel.NONE);
    AppState edited = States.after(s, new Message.Apply(Edits.rename("f", "x")));
    assertThat(ChangesPanel.words(edited)).isEqualTo(ChangesPanel.UNSAVED);
    assertThat(ChangesPanel.words(States.after(edited, new Message.Undo())))
        .isEqualTo(ChangesPanel.NONE);
  }

  @Test
  void theHeadSaysWithWhatAndHowMuch() {
    assertThat(after().head())
        .isEqualTo("Compared with the last commit (abc 2001-01-01 first): no difference");
    assertThat(
            after(Edits.rename("f", "x"), GraphEdit.MoveNodes.one("s", new Layout.Position(1, 1)))
                .head())
        .endsWith("1 difference · 1 operator stands elsewhere");
  }

  @Test
  void aChangedNodeShowsWhatWasAndIs() {
    ChangesModel.Row row = after(Edits.set("f", "condition", Value.of("a\nb"))).rows().get(0);
    assertThat(row.kind()).isEqualTo(Differences.Kind.CHANGED);
    assertThat(row.title()).isEqualTo("node f");
    assertThat(row.lines()).containsExactly(new ChangesModel.Line("condition", "not set", "a b"));
    assertThat(
            after(Edits.set("f", "condition", Value.of("x".repeat(200))))
                .rows()
                .get(0)
                .lines()
                .get(0)
                .is())
        .hasSize(80)
        .endsWith("…");
  }

  @Test
  void whatIsGoneCannotBeShownButTakenBack() {
    List<ChangesModel.Row> rows = after(new GraphEdit.RemoveNode("w")).rows();
    assertThat(rows.get(0).gone()).isTrue();
    assertThat(rows.get(0).node()).isEqualTo("w");
    assertThat(rows).filteredOn(r -> r.note().equals("edge")).hasSize(1);
    assertThat(after(new GraphEdit.SetProperty("maxParallelism", Value.of(4))).rows())
        .extracting(ChangesModel.Row::title)
        .containsExactly("Pipeline");
  }

  @Test
  void whatALaterVersionWroteToAnEdgeOrToThePipelineIsAChange() {
    Value.Struct later = Value.Struct.EMPTY.with("colour", Value.of("red"));
    java.util.Map<String, dev.eddy.model.graph.Edge> edges =
        new java.util.LinkedHashMap<>(Pipelines.GRAPH.edges());
    dev.eddy.model.graph.Edge e = edges.get("e1");
    edges.put("e1", new dev.eddy.model.graph.Edge("e1", e.from(), e.to(), later));
    PipelineDocument now =
        new PipelineDocument(
            new dev.eddy.model.graph.Graph(
                Pipelines.GRAPH.nodes(), edges, Pipelines.GRAPH.properties(), later),
            Pipelines.LAYOUT);
    ChangesModel m =
        ChangesModel.of(
            States.after(States.of(now), new ShellMessage.VersionRead("main", "abc", DOCUMENT)));
    assertThat(m.head()).endsWith("2 differences");
    assertThat(m.rows()).hasSize(2);
    ChangesModel.Line line = new ChangesModel.Line("colour", "not set", "red");
    assertThat(m.rows().get(0).kind()).isEqualTo(Differences.Kind.CHANGED);
    assertThat(m.rows().get(0).lines()).as("its ends are what they were").containsExactly(line);
    assertThat(m.rows().get(1).title()).isEqualTo("Pipeline");
    assertThat(m.rows().get(1).lines()).containsExactly(line);
  }
}

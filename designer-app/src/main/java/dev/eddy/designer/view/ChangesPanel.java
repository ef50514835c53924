package dev.eddy.designer.view;

import dev.eddy.designer.command.Commands;
import dev.eddy.designer.control.EmptyState;
import dev.eddy.designer.control.Icons;
import dev.eddy.designer.control.KeptNodes;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.OpenProject;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.designer.state.Versions;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;

/** What differs between the pipeline and an earlier version of it. */
final class ChangesPanel extends StackPane {
  private static final PseudoClass ON = PseudoClass.getPseudoClass("on");
  static final EmptyState.Words NONE =
      new EmptyState.Words(
          "git-commit",
          "Nothing is compared",
          "Beside its last commit, its saved file or what was deployed, the pipeline shows what has"
              + " changed.",
          "Compare with the last commit",
          "");

  /** What was not saved yet has something to be compared with, whether git knows it or not. */
  static final EmptyState.Words UNSAVED =
      new EmptyState.Words(
          NONE.icon(), NONE.title(), NONE.reason(), "Compare with the saved file", "");

  private final Store store;
  private final Label head = Parts.label("", "small");
  private final VBox rows = new VBox();
  private final VBox content;
  private EmptyState empty;
  private EmptyState.Words shownEmpty = NONE;
  private final Map<Versions.Source, Button> sources = new EnumMap<>(Versions.Source.class);
  private final KeptNodes<ChangesModel.Row, Node> nodes = KeptNodes.ofEqual(this::row);
  private @Nullable ChangesModel shown;
  private Versions.@Nullable Compared shownOf;
  private String shownIn = "";

  ChangesPanel(Store store) {
    this.store = store;
    setId("changes");
    HBox choice = new HBox(6);
    choice.setAlignment(Pos.CENTER_LEFT);
    for (Versions.Source source : Versions.Source.values()) {
      Button b = new Button(source.title());
      b.getStyleClass().addAll("eddy-window-chip");
      b.setMinWidth(USE_PREF_SIZE);
      b.setId("compare-" + source.name().toLowerCase(java.util.Locale.ROOT));
      b.setOnAction(e -> store.send(new ShellMessage.Compare(source)));
      sources.put(source, b);
      choice.getChildren().add(b);
    }
    Button close = Parts.icon("x", 14, "End the comparison");
    close.setOnAction(e -> store.send(new ShellMessage.EndComparison()));
    head.setMinWidth(0);
    head.setWrapText(true);
    HBox tools = new HBox(12, choice, Parts.gap(), close);
    tools.setAlignment(Pos.CENTER_LEFT);
    VBox top = new VBox(4, tools, head);
    top.getStyleClass().add("changes-head");
    ScrollPane scroll = new ScrollPane(rows);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("eddy-scroll");
    VBox.setVgrow(scroll, Priority.ALWAYS);
    content = new VBox(top, scroll);
    empty = empty(store, NONE);
    getChildren().setAll(empty);
  }

  private static EmptyState empty(Store store, EmptyState.Words words) {
    return Parts.empty(
        words,
        w ->
            store.send(
                new ShellMessage.Compare(
                    words.equals(UNSAVED) ? Versions.Source.SAVED : Versions.Source.COMMIT)));
  }

  /** What is offered while nothing is compared. */
  static EmptyState.Words words(AppState s) {
    OpenProject open = s.open();
    boolean unsaved =
        open != null && open.onDisk().containsKey(open.pipeline()) && open.isDirty(open.pipeline());
    return unsaved ? UNSAVED : NONE;
  }

  void show(AppState s) {
    EmptyState.Words words = words(s);
    if (!words.equals(shownEmpty)) {
      shownEmpty = words;
      EmptyState was = empty;
      empty = empty(store, words);
      if (getChildren().contains(was)) {
        getChildren().setAll(empty);
      }
    }
    empty.showKeys(
        words.equals(NONE) ? KeyWords.of(s).keys().shown(Commands.get("file.compare")) : "");
    Versions.Compared c = s.versions().shown();
    sources.forEach(
        (source, b) -> b.pseudoClassStateChanged(ON, c != null && c.source() == source));
    String pipeline = s.open() == null ? "" : s.open().pipeline();
    if (shown != null && c == shownOf && pipeline.equals(shownIn)) {
      return;
    }
    shownOf = c;
    shownIn = pipeline;
    ChangesModel now = ChangesModel.of(s);
    if (now.equals(shown)) {
      return;
    }
    shown = now;
    if (now.equals(ChangesModel.NONE)) {
      getChildren().setAll(empty);
      return;
    }
    KeptNodes.put(getChildren(), List.of(content));
    head.setText(now.head());
    KeptNodes.put(rows.getChildren(), nodes.of(now.rows()));
  }

  private Node row(ChangesModel.Row row) {
    Label kind = Parts.label(words(row), "small", "change-kind");
    kind.setMinWidth(64);
    Label title = Parts.label(row.title(), "change-title");
    Label note = Parts.label(row.note(), "small", "dim");
    HBox first = new HBox(8, icon(row), kind, title, note, Parts.gap());
    first.setAlignment(Pos.CENTER_LEFT);
    VBox out = new VBox(2, first);
    out.getStyleClass()
        .addAll("change", "change-" + row.kind().name().toLowerCase(java.util.Locale.ROOT));
    String node = row.node();
    if (node != null) {
      Button back = new Button("Take back");
      back.getStyleClass().addAll("eddy-button", "small");
      back.setAccessibleText("Take back the change of " + row.title());
      back.setOnAction(e -> store.send(new ShellMessage.TakeBack(node)));
      first.getChildren().add(back);
      if (!row.gone()) {
        out.setOnMouseClicked(
            e -> {
              store.send(new Message.Select(Selection.node(node)));
              store.send(new Message.MoveCamera(new Effect.Aim(Effect.Aim.Kind.REVEAL, node)));
            });
      }
    }
    for (ChangesModel.Line l : row.lines()) {
      Label name = Parts.label(l.name(), "small", "dim");
      name.setMinWidth(96);
      name.setMaxWidth(96);
      TextFlow values =
          new TextFlow(
              text(l.was(), "change-was"), text("  →  ", "change-was"), text(l.is(), "change-is"));
      HBox.setHgrow(values, Priority.ALWAYS);
      HBox line = new HBox(8, name, values);
      line.getStyleClass().add("change-line");
      out.getChildren().add(line);
    }
    return out;
  }

  private static Text text(String words, String style) {
    Text t = new Text(words);
    t.getStyleClass().add(style);
    return t;
  }

  private static Node icon(ChangesModel.Row row) {
    return Icons.view(
        switch (row.kind()) {
          case ADDED -> "plus";
          case REMOVED -> "minus";
          case CHANGED -> "edit-2";
        },
        14);
  }

  private static String words(ChangesModel.Row row) {
    return switch (row.kind()) {
      case ADDED -> "new";
      case REMOVED -> "removed";
      case CHANGED -> "changed";
    };
  }
}

package dev.eddy.designer.view;

import dev.eddy.designer.command.Commands;
import dev.eddy.designer.control.Icons;
import dev.eddy.designer.state.AppState;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** Says where in time the window is, and holds the only transport. */
final class MomentBar extends HBox {
  private static final List<String> TRANSPORT =
      List.of(
          "run.checkpoint-before",
          "run.reverse",
          "run.step-back",
          "run.step",
          "run.continue",
          "run.live-edge");

  private final Label chip = new Label();
  private final TextFlow words = new TextFlow();
  private static final double ACTION_WIDTH = 136;

  private final HBox transport = new HBox(2);
  private final List<CommandButton> commands = new ArrayList<>();
  private final CommandButton pause;
  private final CommandButton goOn;
  private final CommandButton live;
  private final javafx.scene.Node rule = Parts.rule();
  private String shownChip = "";

  MomentBar(Store store) {
    super(10);
    setId("moment-bar");
    getStyleClass().add("moment-bar");
    setAlignment(Pos.CENTER_LEFT);
    chip.getStyleClass().add("chip");
    chip.setMinWidth(USE_PREF_SIZE);
    words.getStyleClass().add("moment-words");
    words.setMinWidth(0);
    HBox wordsBox = new HBox(words);
    wordsBox.setAlignment(Pos.CENTER_LEFT);
    wordsBox.setMinWidth(0);
    wordsBox.setFillHeight(false);
    HBox.setHgrow(wordsBox, javafx.scene.layout.Priority.ALWAYS);
    javafx.scene.shape.Rectangle clip = new javafx.scene.shape.Rectangle();
    clip.widthProperty().bind(wordsBox.widthProperty());
    clip.setHeight(36);
    wordsBox.setClip(clip);
    for (String id : TRANSPORT) {
      CommandButton b = CommandButton.icon(Commands.get(id), 16, store);
      b.button().setId("transport-" + id.substring(4));
      commands.add(b);
      if (id.equals("run.step")) {
        transport.getChildren().add(Parts.rule());
      }
      transport.getChildren().add(b.button());
    }
    transport.setAlignment(Pos.CENTER_RIGHT);
    pause = action("pause", "Pause", "run.pause", store);
    goOn = action("", "Continue", "run.continue", store);
    live = action("live-edge", "Live edge", "run.live-edge", store);
    // One place for all actions, wide enough for the widest: the transport must not move under a
    // pointer
    // that presses it again and again.
    StackPane actions = new StackPane(pause.button(), goOn.button(), live.button());
    actions.setAlignment(Pos.CENTER_RIGHT);
    actions.setMinWidth(ACTION_WIDTH);
    getChildren().addAll(chip, wordsBox, transport, rule, actions);
  }

  private static CommandButton action(String icon, String title, String command, Store store) {
    CommandButton b =
        CommandButton.withKeys(icon, title, Commands.get(command), store, "small-button");
    b.button().setId("moment-" + command.substring(4));
    b.button().setMinWidth(USE_PREF_SIZE);
    return b;
  }

  void show(AppState s) {
    MomentModel m = MomentModel.of(s);
    if (!m.chip().equals(shownChip)) {
      shownChip = m.chip();
      chip.setText(m.chip());
      chip.setGraphic(Icons.view(m.icon(), 14));
    }
    getStyleClass().removeIf(c -> c.startsWith("tone-"));
    getStyleClass().add("tone-" + m.tone());
    List<Node> texts = new ArrayList<>();
    for (MomentModel.Word w : m.words()) {
      Text t = new Text(w.text());
      t.getStyleClass().add("moment-" + w.style());
      texts.add(t);
    }
    words.getChildren().setAll(texts);
    commands.forEach(c -> c.show(s));
    pause.show(s);
    goOn.show(s);
    live.show(s);
    only(pause, m.action() == MomentModel.Action.PAUSE);
    only(goOn, m.action() == MomentModel.Action.CONTINUE);
    only(live, m.action() == MomentModel.Action.LIVE_EDGE);
    transport.setVisible(m.transport());
    rule.setVisible(m.action() != MomentModel.Action.NONE);
    setAccessibleText(m.chip() + " " + m.spoken());
  }

  private static void only(CommandButton b, boolean shown) {
    b.button().setVisible(shown);
    b.button().setManaged(shown);
  }
}

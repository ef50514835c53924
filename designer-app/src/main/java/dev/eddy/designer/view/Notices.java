package dev.eddy.designer.view;

import dev.eddy.designer.control.Icons;
import dev.eddy.designer.control.KeptNodes;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Notice;
import dev.eddy.designer.state.ShellMessage;
import java.util.List;
import java.util.Locale;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/**
 * What the user should hear of: lasting notices as bars, passing ones in a corner for some seconds.
 * Neither takes the focus.
 */
final class Notices {
  private static final Duration PASSING = Duration.seconds(7);

  private final Store store;
  private final VBox bars = new VBox();
  private final VBox corner = new VBox(8);
  // A notice that comes must not take the buttons of another from under the pointer.
  private final KeptNodes<Notice, HBox> lasting = KeptNodes.ofEqual(this::bar);
  private final KeptNodes<Notice, HBox> passing = KeptNodes.ofEqual(this::toast);
  private List<Notice> shown = List.of();

  Notices(Store store) {
    this.store = store;
    bars.setId("notices");
    bars.setFillWidth(true);
    corner.setId("toasts");
    corner.setAlignment(Pos.BOTTOM_RIGHT);
    corner.setPickOnBounds(false);
    corner.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
  }

  Node bars() {
    return bars;
  }

  Node corner() {
    return corner;
  }

  void show(AppState s) {
    if (s.notices().equals(shown)) {
      return;
    }
    List<Notice> before = shown;
    shown = s.notices();
    for (Notice n : shown) {
      if (!n.lasting() && !before.contains(n)) {
        PauseTransition wait = new PauseTransition(PASSING);
        wait.setOnFinished(
            e -> {
              if (store.state().notices().contains(n)) {
                store.send(new ShellMessage.Dismiss(n.id()));
              }
            });
        wait.play();
      }
    }
    KeptNodes.put(bars.getChildren(), lasting.of(shown.stream().filter(Notice::lasting).toList()));
    KeptNodes.put(
        corner.getChildren(), passing.of(shown.stream().filter(n -> !n.lasting()).toList()));
  }

  private HBox bar(Notice n) {
    HBox box = row(n);
    box.getStyleClass().add("notice-bar");
    return box;
  }

  private HBox toast(Notice n) {
    HBox box = row(n);
    box.getStyleClass().add("toast");
    box.setMaxWidth(460);
    return box;
  }

  private HBox row(Notice n) {
    String tone = n.tone().name().toLowerCase(Locale.ROOT);
    Label words = Parts.label(n.text());
    words.setWrapText(true);
    words.setMinWidth(0);
    HBox box = new HBox(8, Icons.view(icon(n.tone()), 16), words, Parts.gap());
    box.setAlignment(Pos.CENTER_LEFT);
    box.getStyleClass().addAll("notice", "notice-" + tone);
    for (Notice.Action a : n.actions()) {
      Button b = Parts.text("", a.title(), "small-button");
      b.setMinWidth(Region.USE_PREF_SIZE);
      b.setOnAction(e -> store.send(a.message()));
      box.getChildren().add(b);
    }
    Button close = Parts.icon("x", 14, "Close");
    close.setOnAction(e -> store.send(new ShellMessage.Dismiss(n.id())));
    box.getChildren().add(close);
    return box;
  }

  private static String icon(Notice.Tone tone) {
    return switch (tone) {
      case INFO -> "info";
      case WARNING -> "alert-triangle";
    };
  }
}

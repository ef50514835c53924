package dev.eddy.designer.control;

import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What a panel shows when it has nothing to show: icon, one line, one reason, one button. */
public final class EmptyState extends HBox {
  /**
   * What is said.
   *
   * @param action what the button does; null for none
   * @param keys its keys, shown on the button; empty for none
   */
  public record Words(
      String icon, String title, String reason, @Nullable String action, String keys) {
    public static Words of(String icon, String title, String reason) {
      return new Words(icon, title, reason, null, "");
    }

    public Words withReason(String value) {
      return new Words(icon, title, value, action, keys);
    }

    public Words withKeys(String value) {
      return new Words(icon, title, reason, action, value);
    }
  }

  public static final Words CANVAS =
      new Words(
          "share-2",
          "Empty canvas",
          "Drop a file here, or start from an operator.",
          "Add an operator",
          "");
  public static final Words ROWS =
      Words.of(
          "no-rows", "No rows to show", "This operator has not run since you opened the project.");
  public static final Words RECORDING =
      new Words(
          "clock",
          "No recorded run",
          "A run is recorded by itself; then you can go back to any row.",
          "Debug",
          "");
  public static final Words STARTING =
      Words.of("clock", "The run is starting", "It is shown here as soon as it stands somewhere.");
  public static final Words CLUSTER =
      new Words(
          "upload-cloud",
          "No cluster yet",
          "Add one by its REST address; nothing is uploaded until you deploy.",
          "Add a target",
          "");

  /** {@code operators} were checked and no problem was found. */
  public static Words noProblems(int operators) {
    return Words.of(
        "check-circle",
        "No problems",
        Figures.count(operators, "operator", "operators") + " checked just now.");
  }

  public static Words noState(String nodeName) {
    return Words.of("database", "No keyed state", nodeName + " keeps nothing between rows.");
  }

  private final Label keys = new Label();

  public EmptyState(Words words, Consumer<Words> onAction) {
    getStyleClass().add("eddy-empty");
    setAlignment(Pos.CENTER_LEFT);
    Label title = new Label(words.title());
    title.getStyleClass().add("eddy-empty-title");
    Label reason = new Label(words.reason());
    reason.getStyleClass().add("eddy-empty-reason");
    reason.setWrapText(true);
    VBox text = new VBox(title, reason);
    text.getStyleClass().add("eddy-empty-text");
    if (words.action() != null) {
      Button button = new Button(words.action());
      button.getStyleClass().addAll("eddy-button", "eddy-empty-action");
      keys.getStyleClass().add("eddy-keys");
      keys.managedProperty().bind(keys.visibleProperty());
      keys.visibleProperty().bind(keys.textProperty().isNotEmpty());
      button.setGraphic(keys);
      button.setContentDisplay(javafx.scene.control.ContentDisplay.RIGHT);
      showKeys(words.keys());
      button.setOnAction(e -> onAction.accept(words));
      text.getChildren().add(button);
    }
    getChildren().setAll(Icons.view(words.icon(), 26), text);
    ControlStyles.apply(this);
  }

  /** Other keys on the button; empty for none. */
  public void showKeys(String value) {
    keys.setText(value);
  }
}

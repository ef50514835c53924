package dev.eddy.designer.view;

import dev.eddy.designer.command.Stroke;
import dev.eddy.designer.control.KeptNodes;
import dev.eddy.designer.state.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A line of the settings: what can be set, and the control that sets it. */
final class SettingsRow extends HBox {
  private static final int SEGMENTS = 4;

  private final Consumer<UnaryOperator<Settings>> onSet;
  private final Consumer<String> onRecord;
  private final Label conflict = Parts.label("", "conflict");
  private Consumer<SettingsModel.Row> sync = r -> {};
  private String recording = "";
  private boolean showing;

  /**
   * @param onSet told what becomes of the settings when the user sets something
   * @param onRecord told the id of a command that is to get other keys
   */
  SettingsRow(
      SettingsModel.Row r, Consumer<UnaryOperator<Settings>> onSet, Consumer<String> onRecord) {
    super(12);
    this.onSet = onSet;
    this.onRecord = onRecord;
    VBox words = new VBox(1, Parts.label(r.title()));
    words.getStyleClass().add("settings-words");
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    if (!r.help().isEmpty()) {
      Label help = Parts.label(r.help(), "dim");
      help.setWrapText(true);
      words.getChildren().add(help);
    }
    words.getChildren().add(conflict);
    conflict.managedProperty().bind(conflict.visibleProperty());
    conflict.setVisible(false);
    getChildren().addAll(words, control(r));
    setAlignment(Pos.CENTER_LEFT);
    getStyleClass().add("settings-row");
  }

  /** Equal for rows of which one node can show the one after the other: all but what is set. */
  static Object likeness(SettingsModel.Row r) {
    return List.of(
        r.section(),
        r.title(),
        r.help(),
        r instanceof SettingsModel.Choice c
            ? c.options()
            : r instanceof SettingsModel.KeysOf k ? k.command().id() : "");
  }

  /**
   * Shows what is set now.
   *
   * @param command whose new keys are waited for; empty for none
   */
  void show(SettingsModel.Row r, String command) {
    recording = command;
    showing = true;
    sync.accept(r);
    showing = false;
  }

  private Node control(SettingsModel.Row r) {
    if (r instanceof SettingsModel.Choice c) {
      return c.options().size() <= SEGMENTS ? segments(c) : combo(c);
    }
    if (r instanceof SettingsModel.Switch s) {
      CheckBox box = new CheckBox();
      box.setAccessibleText(s.title());
      box.setOnAction(e -> onSet.accept(x -> s.set().apply(x, box.isSelected())));
      sync = now -> box.setSelected(((SettingsModel.Switch) now).on());
      return box;
    }
    return keys((SettingsModel.KeysOf) r);
  }

  private Node segments(SettingsModel.Choice c) {
    ToggleGroup group = new ToggleGroup();
    HBox box = new HBox(-1);
    box.setMinWidth(Region.USE_PREF_SIZE);
    List<ToggleButton> buttons = new ArrayList<>();
    for (int i = 0; i < c.options().size(); i++) {
      int index = i;
      ToggleButton b = new ToggleButton(c.options().get(i));
      b.getStyleClass().setAll("segment");
      b.setToggleGroup(group);
      b.setAccessibleText(c.title() + ": " + c.options().get(i));
      b.setOnAction(
          e -> {
            b.setSelected(true);
            onSet.accept(x -> c.set().apply(x, index));
          });
      buttons.add(b);
    }
    box.getChildren().addAll(buttons);
    sync = now -> buttons.get(((SettingsModel.Choice) now).chosen()).setSelected(true);
    return box;
  }

  private Node combo(SettingsModel.Choice c) {
    ComboBox<String> box = new ComboBox<>();
    box.getItems().setAll(c.options());
    box.setAccessibleText(c.title());
    box.setOnAction(
        e -> {
          int index = box.getSelectionModel().getSelectedIndex();
          if (!showing && index >= 0) {
            onSet.accept(x -> c.set().apply(x, index));
          }
        });
    sync = now -> box.getSelectionModel().select(((SettingsModel.Choice) now).chosen());
    return box;
  }

  private Node keys(SettingsModel.KeysOf k) {
    String command = k.command().id();
    HBox box = new HBox(6);
    box.setAlignment(Pos.CENTER_RIGHT);
    box.setMinWidth(Region.USE_PREF_SIZE);
    Label waiting = Parts.label("Press the keys… Esc leaves it", "eddy-keys", "recording");
    Button record = Parts.icon("edit-2", 14, "Other keys for " + k.title());
    record.setId("record-" + command.replace('.', '-'));
    record.setOnAction(e -> onRecord.accept(command));
    Button none = Parts.icon("x", 14, "No keys for " + k.title());
    none.setOnAction(e -> onSet.accept(s -> s.withKeys(command, List.of())));
    Button reset = Parts.icon("corner-up-left", 14, "Keys of the key map again");
    reset.setOnAction(e -> onSet.accept(s -> s.withoutKeys(command)));
    sync =
        row -> {
          SettingsModel.KeysOf now = (SettingsModel.KeysOf) row;
          conflict.setText(now.conflict());
          conflict.setVisible(!now.conflict().isEmpty());
          none.setDisable(now.keys().isEmpty());
          reset.setDisable(!now.changed());
          if (recording.equals(command)) {
            KeptNodes.put(box.getChildren(), List.of(waiting));
            return;
          }
          List<Node> parts = new ArrayList<>();
          for (String text : now.keys()) {
            parts.add(Parts.label(Stroke.shown(text), "eddy-keys"));
          }
          parts.addAll(List.of(record, none, reset));
          KeptNodes.put(box.getChildren(), parts);
        };
    return box;
  }
}

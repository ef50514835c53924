package dev.eddy.designer.control.schema;

import dev.eddy.designer.control.ControlStyles;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The columns of ports with their types, one titled section a port. */
public final class SchemaView extends VBox {
  /**
   * One port.
   *
   * @param title such as {@code Output} or {@code Input left}
   * @param note what else its contract says, such as {@code updates, key origin}; may be empty
   * @param keys names of the key columns, marked with the word
   */
  public record Section(String title, String note, Schema schema, Set<String> keys) {
    public Section {
      keys = Set.copyOf(keys);
    }
  }

  /** One line: name, type as SQL writes it, and what the column is besides. */
  public record Line(String name, String type, String mark) {}

  private List<Section> shown = List.of();

  public SchemaView() {
    getStyleClass().add("eddy-schema");
    ControlStyles.apply(this);
  }

  public static List<Line> lines(Section section) {
    List<Line> out = new ArrayList<>();
    for (Field f : section.schema().fields()) {
      out.add(
          new Line(f.name(), f.type().toString(), section.keys().contains(f.name()) ? "key" : ""));
    }
    return out;
  }

  public void show(List<Section> sections) {
    if (sections.equals(shown)) {
      return;
    }
    shown = List.copyOf(sections);
    List<Node> children = new ArrayList<>();
    for (Section s : shown) {
      Label title = new Label(s.title());
      title.getStyleClass().add("eddy-section-title");
      Label note = new Label(s.note());
      note.getStyleClass().add("eddy-hint");
      HBox head = new HBox(title, gap(), note);
      head.getStyleClass().add("eddy-section-head");
      head.setAlignment(Pos.CENTER_LEFT);
      children.add(head);
      for (Line line : lines(s)) {
        children.add(row(line));
      }
      if (s.schema().size() == 0) {
        Label none = new Label("No columns yet.");
        none.getStyleClass().addAll("eddy-hint", "eddy-schema-none");
        children.add(none);
      }
    }
    getChildren().setAll(children);
  }

  private static Node row(Line line) {
    Label name = new Label(line.name());
    name.getStyleClass().add("eddy-schema-name");
    name.setMinWidth(0);
    Label mark = new Label(line.mark());
    mark.getStyleClass().add("eddy-schema-mark");
    Label type = new Label(line.type());
    type.getStyleClass().add("eddy-schema-type");
    type.setMinWidth(Region.USE_PREF_SIZE);
    HBox row = new HBox(name, mark, gap(), type);
    row.getStyleClass().add("eddy-schema-row");
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }

  private static Region gap() {
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    return gap;
  }
}

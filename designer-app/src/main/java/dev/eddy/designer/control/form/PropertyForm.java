package dev.eddy.designer.control.form;

import dev.eddy.designer.control.ControlStyles;
import dev.eddy.designer.control.expression.ExpressionAssistant;
import dev.eddy.designer.control.form.FormModel.Editor;
import dev.eddy.designer.control.problem.Fixer;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a node, edited. Changes go out while the user types; what is shown again does
 * not disturb a field in which they type.
 */
public final class PropertyForm extends StackPane {
  /** Takes a change: a value, or null where the parameter goes back to its default. */
  public interface Change {
    void accept(String nodeId, String parameter, @Nullable Value value);
  }

  private final ExpressionAssistant assistant;
  private final PathChooser chooser;
  private final Change onChange;
  private final Fixer fixer;
  private final VBox fields = new VBox();
  private final Map<String, FieldView> views = new LinkedHashMap<>();
  private final VBox kept = new VBox();
  private FormContext context = FormContext.NONE;
  private String nodeId = "";
  private @Nullable OperatorDescriptor descriptor;
  private @Nullable FormModel shown;

  public PropertyForm(
      ExpressionAssistant assistant, PathChooser chooser, Change onChange, Fixer fixer) {
    this.assistant = assistant;
    this.chooser = chooser;
    this.onChange = onChange;
    this.fixer = fixer;
    getStyleClass().add("eddy-form-panel");
    fields.getStyleClass().add("eddy-form");
    kept.getStyleClass().add("eddy-form-kept");
    ScrollPane scroll = new ScrollPane(fields);
    scroll.getStyleClass().add("eddy-scroll");
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    getChildren().add(scroll);
    ControlStyles.apply(this);
  }

  /** What is known around the form; to be called before {@link #show}. */
  public void setContext(FormContext value) {
    context = value;
    FormModel model = shown;
    if (model != null) {
      model.entries().forEach(this::equip);
    }
  }

  private void equip(FormModel.Entry e) {
    FieldView view = views.get(e.name());
    if (view != null) {
      view.editor().equip(context, FormModel.inputOf(e.spec().type()));
    }
  }

  public void show(FormModel.Input input) {
    FormModel model = FormModel.of(input);
    boolean same = input.nodeId().equals(nodeId) && input.descriptor().equals(descriptor);
    if (same && model.equals(shown)) {
      return;
    }
    nodeId = input.nodeId();
    descriptor = input.descriptor();
    shown = model;
    if (!same || !fit(model)) {
      build(model);
    }
    for (FormModel.Entry e : model.entries()) {
      FieldView view = views.get(e.name());
      if (view != null) {
        view.show(e);
        equip(e);
      }
    }
    showKept(model);
  }

  /** Puts the focus into the field of a parameter; {@code aggregates[1]} opens its row. */
  public void focus(String parameter) {
    int bracket = parameter.indexOf('[');
    String name = bracket < 0 ? parameter : parameter.substring(0, bracket);
    FieldView view = views.get(name);
    if (view == null) {
      return;
    }
    if (view.editor() instanceof NamedEditor named && bracket >= 0) {
      String index = parameter.substring(bracket + 1).replaceAll("\\D.*", "");
      if (!index.isEmpty()) {
        named.openRow(Integer.parseInt(index));
        return;
      }
    }
    Node node = view.editor().node();
    Node first = node.lookup("#form-" + name);
    (first == null ? node : first).requestFocus();
  }

  /** Puts the focus into the first field; gives whether there is one. */
  public boolean focusFirst() {
    if (views.isEmpty()) {
      return false;
    }
    focus(views.keySet().iterator().next());
    return true;
  }

  private boolean fit(FormModel model) {
    return views.size() == model.entries().size()
        && model.entries().stream()
            .allMatch(
                e -> {
                  FieldView view = views.get(e.name());
                  return view != null && view.editor().fits(e);
                });
  }

  private void build(FormModel model) {
    views.clear();
    String node = nodeId;
    List<Node> children = new ArrayList<>();
    FieldView waiting = null;
    for (FormModel.Entry e : model.entries()) {
      Consumer<@Nullable Value> change = v -> onChange.accept(node, e.name(), v);
      FieldView view = new FieldView(editor(e, change), () -> change.accept(null), fixer);
      views.put(e.name(), view);
      if (e.isShort() && waiting != null) {
        FieldView left = waiting;
        children.remove(children.size() - 1);
        HBox pair = new HBox(12, left, view);
        HBox.setHgrow(left, Priority.ALWAYS);
        HBox.setHgrow(view, Priority.ALWAYS);
        left.setPrefWidth(100);
        view.setPrefWidth(100);
        children.add(pair);
        waiting = null;
      } else {
        children.add(view);
        waiting = e.isShort() ? view : null;
      }
    }
    children.add(kept);
    fields.getChildren().setAll(children);
  }

  private FieldEditor editor(FormModel.Entry entry, Consumer<@Nullable Value> change) {
    Editor e = entry.editor();
    if (e instanceof Editor.Check) {
      return new CheckEditor(change);
    }
    if (e instanceof Editor.Choice) {
      return new ChoiceEditor(change);
    }
    if (e instanceof Editor.Chips) {
      return new ChipsEditor(change);
    }
    if (e instanceof Editor.ColumnTypes) {
      return new ColumnTypesEditor(change);
    }
    if (e instanceof Editor.Ordering) {
      return new OrderingEditor(change);
    }
    if (e instanceof Editor.Expression) {
      return new ExpressionEditor(assistant, change);
    }
    if (e instanceof Editor.Named) {
      return new NamedEditor(assistant, change);
    }
    if (e instanceof Editor.Foreign) {
      return new ForeignEditor();
    }
    return new LineEditor(e, change, chooser);
  }

  private void showKept(FormModel model) {
    kept.getChildren().clear();
    kept.setVisible(!model.unknown().isEmpty());
    kept.setManaged(!model.unknown().isEmpty());
    if (model.unknown().isEmpty()) {
      return;
    }
    Label title = new Label("Kept from the file");
    title.getStyleClass().add("eddy-form-label");
    kept.getChildren().add(title);
    for (FormModel.Unknown u : model.unknown()) {
      Label line = new Label(u.name() + ": " + u.value());
      line.getStyleClass().add("eddy-code");
      line.setWrapText(true);
      kept.getChildren().add(line);
    }
    Label hint = new Label("This operator does not know these parameters; they stay in the file.");
    hint.setWrapText(true);
    hint.getStyleClass().add("eddy-hint");
    kept.getChildren().add(hint);
  }
}

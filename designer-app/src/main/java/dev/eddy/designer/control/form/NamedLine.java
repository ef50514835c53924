package dev.eddy.designer.control.form;

import dev.eddy.designer.control.expression.ExpressionAssistant;
import dev.eddy.designer.control.expression.ExpressionAssistant.Use;
import dev.eddy.designer.control.expression.SqlTokens;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;

/** A line of {@link NamedEditor}: name, coloured expression, type. */
final class NamedLine extends HBox {
  static final double NAME_WIDTH = 90;
  static final double TYPE_WIDTH = 68;

  private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

  private final int index;
  private final Types types;
  private final Label name = new Label();
  private final HBox expression = new HBox();
  private final Label type = new Label();
  // In a narrow panel the line shows only the beginning.
  private final Tooltip whole = new Tooltip();
  private long question;

  /** Types of expressions, each asked for once. FX thread; answers come on it too. */
  static final class Types {
    private final ExpressionAssistant assistant;
    private static final int KEPT = 500;

    private final Map<Question, String> known =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Question, String> eldest) {
            return size() > KEPT;
          }
        };

    private record Question(String text, Schema input, Use use) {}

    Types(ExpressionAssistant assistant) {
      this.assistant = assistant;
    }

    /** Gives the type, a dash for none; at once where it is known. */
    void of(String text, Schema input, Use use, Consumer<String> answer) {
      Question q = new Question(text, input, use);
      String type = known.get(q);
      if (type != null) {
        answer.accept(type);
        return;
      }
      assistant
          .check(text, input, use)
          .whenComplete(
              (checked, failure) -> {
                if (checked != null) {
                  DataType t = checked.type();
                  String words = t == null ? "–" : t.sql();
                  Platform.runLater(
                      () -> {
                        known.put(q, words);
                        answer.accept(words);
                      });
                }
              });
    }
  }

  NamedLine(int index, Types types, IntConsumer onChosen) {
    this.index = index;
    this.types = types;
    getStyleClass().addAll("eddy-rows-line", "eddy-named-line");
    setAlignment(Pos.CENTER_LEFT);
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.LIST_ITEM);
    width(name, NAME_WIDTH, "eddy-named-name");
    width(type, TYPE_WIDTH, "eddy-named-type");
    expression.setMinWidth(0);
    expression.setAlignment(Pos.CENTER_LEFT);
    StackPane clip = new StackPane(expression);
    clip.setAlignment(Pos.CENTER_LEFT);
    clip.setMinWidth(0);
    clip.setPrefWidth(60);
    clip.getStyleClass().add("eddy-named-expression");
    Rectangle edge = new Rectangle();
    edge.widthProperty().bind(clip.widthProperty());
    edge.heightProperty().bind(clip.heightProperty());
    clip.setClip(edge);
    HBox.setHgrow(clip, Priority.ALWAYS);
    getChildren().addAll(name, clip, type);
    Tooltip.install(this, whole);
    setOnMouseClicked(e -> onChosen.accept(index));
    setOnKeyPressed(
        e -> {
          if (e.getCode() == KeyCode.ENTER || e.getCode() == KeyCode.SPACE) {
            onChosen.accept(index);
            e.consume();
          }
        });
  }

  private static void width(Label label, double width, String style) {
    label.setMinWidth(width);
    label.setPrefWidth(width);
    label.setMaxWidth(width);
    label.getStyleClass().add(style);
  }

  int index() {
    return index;
  }

  void show(String column, String sql, boolean wrong, Schema input, Use use) {
    long asked = ++question;
    name.setText(column);
    setAccessibleText(column + " = " + sql);
    whole.setText(sql);
    expression.getChildren().setAll(coloured(sql.replace('\n', ' ')));
    pseudoClassStateChanged(INVALID, wrong);
    if (sql.isBlank()) {
      type.setText("");
      return;
    }
    types.of(
        sql,
        input,
        use,
        t -> {
          // The same text may have been asked about for other columns meanwhile.
          if (asked == question) {
            type.setText(t);
          }
        });
  }

  private static List<Text> coloured(String sql) {
    List<Text> out = new ArrayList<>();
    int at = 0;
    for (SqlTokens.Token t : SqlTokens.of(sql)) {
      plain(out, sql.substring(at, t.start()));
      Text text = new Text(sql.substring(t.start(), t.end()));
      text.getStyleClass()
          .addAll("eddy-named-text", "sql-" + t.kind().name().toLowerCase(Locale.ROOT));
      out.add(text);
      at = t.end();
    }
    plain(out, sql.substring(at));
    return out;
  }

  private static void plain(List<Text> out, String text) {
    if (!text.isEmpty()) {
      Text t = new Text(text);
      t.getStyleClass().add("eddy-named-text");
      out.add(t);
    }
  }
}

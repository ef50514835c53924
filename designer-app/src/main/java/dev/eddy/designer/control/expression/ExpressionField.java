package dev.eddy.designer.control.expression;

import dev.eddy.designer.control.ControlStyles;
import dev.eddy.designer.control.Icons;
import dev.eddy.designer.control.TypedText;
import dev.eddy.designer.control.expression.ExpressionAssistant.Checked;
import dev.eddy.designer.control.expression.ExpressionAssistant.Use;
import dev.eddy.model.expression.Expressions.Completion;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import javafx.stage.Popup;
import org.fxmisc.richtext.CodeArea;
import org.fxmisc.richtext.event.MouseOverTextEvent;
import org.fxmisc.richtext.model.StyleSpansBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A field for a SQL expression: label and inferred type above, the editor, and below it a hint that
 * an error replaces. The text is the user's while they type: {@link #show} takes it over only when
 * it changed elsewhere. Ctrl+Space offers completions, Enter or Tab inserts one, Esc closes.
 */
public final class ExpressionField extends VBox {
  private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");
  private static final PseudoClass FOCUS_INSIDE = PseudoClass.getPseudoClass("focus-inside");
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
  private static final double LINE = 18;
  private static final javafx.util.Duration REST = javafx.util.Duration.millis(120);

  /**
   * What is shown.
   *
   * @param problems those of the last check of the whole pipeline; ranges relative to the text
   */
  public record Shown(
      String label, String hint, String text, Schema input, Use use, List<Problem> problems) {
    public Shown {
      problems = List.copyOf(problems);
    }
  }

  private final boolean multiLine;
  private final ExpressionAssistant assistant;
  private final Consumer<String> onChange;
  private final CodeArea area = new CodeArea();
  private final StackPane frame = new StackPane(area);
  private final Label label = new Label();
  private final Label type = new Label();
  private final HBox head;
  private final VBox below = new VBox();
  private final PauseTransition rest = new PauseTransition(REST);
  private final Popup completions = new Popup();
  private final Popup explanation = new Popup();
  private final TypedText typed = new TypedText("");
  private CompletionModel model = new CompletionModel(List.of(), 0, 0);
  private List<Highlight.Squiggle> squiggles = List.of();
  private Shown shown = new Shown("", "", "", Schema.EMPTY, Use.VALUE, List.of());
  private @Nullable String shownProblemsText;
  private List<Problem> own = List.of();
  private Function<String, Optional<String>> about = c -> Optional.empty();
  private Runnable onCommit = () -> {};
  private long question;
  private boolean taking;

  /**
   * @param onChange every text that the user makes; the caller coalesces
   */
  public ExpressionField(
      boolean multiLine, ExpressionAssistant assistant, Consumer<String> onChange) {
    this.multiLine = multiLine;
    this.assistant = assistant;
    this.onChange = onChange;
    getStyleClass().add("eddy-expression");
    label.getStyleClass().add("eddy-form-label");
    type.getStyleClass().add("eddy-expression-type");
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    type.setMinWidth(USE_PREF_SIZE);
    head = new HBox(8, label, gap, type);
    head.setAlignment(Pos.BOTTOM_LEFT);
    frame.getStyleClass().add("eddy-expression-frame");
    area.getStyleClass().add("eddy-expression-area");
    area.setWrapText(multiLine);
    area.setMouseOverTextDelay(Duration.ofMillis(400));
    fit(1);
    getChildren().addAll(head, frame, below);
    listen();
    ControlStyles.apply(this);
  }

  private void listen() {
    area.textProperty().addListener((o, was, is) -> onText(is));
    area.focusedProperty()
        .addListener(
            (o, was, is) -> {
              frame.pseudoClassStateChanged(FOCUS_INSIDE, is);
              if (!is) {
                completions.hide();
                onCommit.run();
              }
            });
    area.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
    area.addEventFilter(KeyEvent.KEY_TYPED, this::onTyped);
    area.addEventHandler(
        MouseOverTextEvent.MOUSE_OVER_TEXT_BEGIN,
        e -> explain(e.getCharacterIndex(), e.getScreenPosition()));
    area.addEventHandler(
        MouseOverTextEvent.MOUSE_OVER_TEXT_END, e -> Platform.runLater(this::hideUnlessUsed));
    area.caretPositionProperty()
        .addListener(
            (o, was, is) -> {
              if (completions.isShowing() && is < model.caret()) {
                completions.hide();
              }
            });
    area.totalHeightEstimateProperty().addListener((o, was, is) -> fit(Math.max(1, lines())));
    rest.setOnFinished(e -> ask());
    completions.setAutoHide(true);
    explanation.setAutoHide(true);
  }

  /** The user left the field, or pressed Enter in a single line. */
  public void setOnCommit(Runnable listener) {
    onCommit = listener;
  }

  /** What is known of a column, such as its last value and range, for the popup's foot. */
  public void setAbout(Function<String, Optional<String>> source) {
    about = source;
  }

  public String text() {
    return area.getText();
  }

  /** The editor inside, for focus and tests. */
  public CodeArea area() {
    return area;
  }

  @Override
  public void requestFocus() {
    area.requestFocus();
  }

  /** Shows another expression: forgets what was typed before. */
  public void open(Shown next) {
    typed.reset(next.text());
    take(next.text());
    area.getUndoManager().forgetHistory();
    own = List.of();
    type.setText("");
    update(next);
  }

  /** Brings label, hint, problems and, where it changed elsewhere, the text up to date. */
  public void show(Shown next) {
    if (typed.shown(next.text())) {
      take(next.text());
    }
    update(next);
  }

  private void update(Shown next) {
    boolean askAgain =
        !next.input().equals(shown.input()) || next.use() != shown.use() || question == 0;
    shown = next;
    shownProblemsText = next.text();
    label.setText(next.label());
    label.setVisible(!next.label().isEmpty());
    area.setAccessibleText(next.label());
    paint();
    if (askAgain) {
      ask();
    }
  }

  private void take(String text) {
    if (text.equals(area.getText())) {
      return;
    }
    taking = true;
    try {
      int caret = Math.min(area.getCaretPosition(), text.length());
      area.replaceText(text);
      area.moveTo(caret);
    } finally {
      taking = false;
    }
  }

  private void onText(String text) {
    question++;
    paint();
    fit(Math.max(1, lines()));
    rest.playFromStart();
    if (!taking) {
      typed.typed(text);
      onChange.accept(text);
    }
  }

  private double lines() {
    if (!multiLine) {
      return 1;
    }
    int paragraphs = area.getParagraphs().size();
    return area.getWidth() <= 0
        ? paragraphs
        : Math.max(paragraphs, Math.ceil(area.getTotalHeightEstimate() / LINE - 0.1));
  }

  private void fit(double lines) {
    double height = Math.max(28, Math.min(10, lines) * LINE + 10);
    frame.setMinHeight(height);
    frame.setPrefHeight(height);
    frame.setMaxHeight(height);
  }

  // --- type and problems

  private void ask() {
    String text = area.getText();
    long asked = ++question;
    if (text.isBlank()) {
      own = List.of();
      type.setText("");
      paint();
      return;
    }
    assistant
        .check(text, shown.input(), shown.use())
        .whenComplete(
            (answer, failure) -> {
              if (answer != null) {
                Platform.runLater(() -> answered(asked, answer));
              }
            });
  }

  private void answered(long asked, Checked answer) {
    if (asked != question) {
      return;
    }
    own = answer.problems();
    DataType t = answer.type();
    type.setText(t == null ? "" : "→ " + t);
    paint();
  }

  /** The assistant's problems, else those of the pipeline's check if they are of this text. */
  private List<Problem> problems() {
    if (!own.isEmpty()) {
      return own;
    }
    return area.getText().equals(shownProblemsText) ? shown.problems() : List.of();
  }

  private void paint() {
    String text = area.getText();
    List<Problem> problems = problems();
    squiggles = Highlight.squiggles(text, problems);
    List<Highlight.Span> spans = Highlight.spans(text, squiggles);
    if (!spans.isEmpty()) {
      StyleSpansBuilder<Collection<String>> builder = new StyleSpansBuilder<>();
      for (Highlight.Span s : spans) {
        builder.add(s.classes(), s.length());
      }
      area.setStyleSpans(0, builder.create());
    }
    Optional<Problem> worst =
        problems.stream().min(java.util.Comparator.comparing(Problem::severity));
    frame.pseudoClassStateChanged(INVALID, worst.isPresent() && worst.get().isError());
    below.getChildren().setAll(worst.map(this::error).orElseGet(this::hint));
  }

  private List<Node> hint() {
    if (shown.hint().isEmpty()) {
      return List.of();
    }
    Label hint = new Label(shown.hint());
    hint.setWrapText(true);
    hint.getStyleClass().add("eddy-hint");
    return List.of(hint);
  }

  private List<Node> error(Problem p) {
    return List.of(message(p));
  }

  private VBox message(Problem p) {
    Text message = new Text(p.message());
    message.getStyleClass().add("eddy-problem-message");
    Text remedy = new Text(p.remedy().isEmpty() ? "" : " " + p.remedy());
    remedy.getStyleClass().add("eddy-problem-remedy");
    VBox box = new VBox(new TextFlow(message, remedy));
    box.getStyleClass()
        .addAll(
            "eddy-expression-message",
            "eddy-severity-" + p.severity().name().toLowerCase(Locale.ROOT));
    if (!p.fixes().isEmpty()) {
      FlowPane fixes = new FlowPane();
      for (String fix : p.fixes()) {
        Button b = new Button(fix);
        b.setMnemonicParsing(false);
        b.getStyleClass().addAll("eddy-link", "eddy-fix");
        b.setFocusTraversable(false);
        b.setOnAction(e -> apply(p, fix));
        fixes.getChildren().add(b);
      }
      box.getChildren().add(fixes);
    }
    return box;
  }

  /**
   * Shows the remedies of the squiggle at the caret, else of the first one.
   *
   * @return false where there is none
   */
  public boolean offerFixes() {
    int caret = area.getCaretPosition();
    Highlight.Squiggle at = null;
    for (Highlight.Squiggle s : squiggles) {
      boolean touches = s.start() <= caret && caret <= s.end();
      if (!s.problem().fixes().isEmpty() && (at == null || touches)) {
        at = s;
      }
    }
    Optional<Bounds> bounds = area.getCaretBounds();
    if (at == null || bounds.isEmpty()) {
      return false;
    }
    ContextMenu menu = new ContextMenu();
    menu.setId("fix-menu");
    Problem p = at.problem();
    for (String fix : p.fixes()) {
      MenuItem item = new MenuItem("Change to " + fix, Icons.view("edit-2", 12));
      item.setMnemonicParsing(false);
      item.setOnAction(e -> apply(p, fix));
      menu.getItems().add(item);
    }
    menu.show(area, bounds.get().getMinX(), bounds.get().getMaxY() + 4);
    return true;
  }

  private void apply(Problem p, String fix) {
    explanation.hide();
    for (Highlight.Squiggle s : squiggles) {
      if (s.problem().equals(p)) {
        area.replaceText(s.start(), s.end(), fix);
        area.requestFocus();
        return;
      }
    }
  }

  private void explain(int index, Point2D at) {
    for (Highlight.Squiggle s : squiggles) {
      if (s.start() <= index && index < s.end()) {
        VBox box = message(s.problem());
        box.getStyleClass().add("eddy-popup");
        box.getStyleClass().add("eddy-explanation");
        box.setOnMouseExited(e -> explanation.hide());
        ControlStyles.inherit(box, getScene());
        explanation.getContent().setAll(box);
        explanation.show(this, at.getX() - 8, at.getY() + 10);
        return;
      }
    }
  }

  private void hideUnlessUsed() {
    if (explanation.isShowing() && explanation.getContent().stream().noneMatch(Node::isHover)) {
      explanation.hide();
    }
  }

  // --- keys and completion

  private void onTyped(KeyEvent e) {
    if (!multiLine && (e.getCharacter().equals("\n") || e.getCharacter().equals("\r"))) {
      e.consume();
      return;
    }
    String c = e.getCharacter();
    boolean word =
        c.length() == 1
            && SqlTokens.isWordPart(c.charAt(0))
            && !e.isControlDown()
            && !e.isAltDown()
            && !e.isMetaDown();
    if (word) {
      Platform.runLater(() -> complete(false));
    } else if (completions.isShowing() && !c.equals("\b") && !c.isEmpty() && c.charAt(0) >= ' ') {
      completions.hide();
    }
  }

  private void onKey(KeyEvent e) {
    if (e.getCode() == KeyCode.SPACE && e.isControlDown()) {
      complete(true);
      e.consume();
      return;
    }
    if (completions.isShowing() && onPopupKey(e)) {
      e.consume();
      return;
    }
    if (e.getCode() == KeyCode.ENTER && (!multiLine || e.isControlDown())) {
      onCommit.run();
      e.consume();
    } else if (e.getCode() == KeyCode.TAB && !e.isControlDown()) {
      // In a form Tab leads on; nobody indents an expression with it.
      moveOn(e.isShiftDown());
      e.consume();
    } else if (e.getCode() == KeyCode.BACK_SPACE && completions.isShowing()) {
      Platform.runLater(() -> complete(false));
    }
  }

  private boolean onPopupKey(KeyEvent e) {
    switch (e.getCode()) {
      case DOWN -> model = model.move(1);
      case UP -> model = model.move(-1);
      case PAGE_DOWN -> model = model.move(8);
      case PAGE_UP -> model = model.move(-8);
      case ENTER, TAB -> {
        insert(model.chosen());
        return true;
      }
      case ESCAPE -> {
        completions.hide();
        return true;
      }
      default -> {
        return false;
      }
    }
    showCompletions();
    return true;
  }

  private void moveOn(boolean back) {
    List<Node> order = new ArrayList<>();
    if (getScene() != null) {
      traversable(getScene().getRoot(), order);
    }
    int at = order.indexOf(area);
    int next = back ? at - 1 : at + 1;
    if (at >= 0 && next >= 0 && next < order.size()) {
      order.get(next).requestFocus();
    }
  }

  private static void traversable(javafx.scene.Parent parent, List<Node> out) {
    for (Node n : parent.getChildrenUnmodifiable()) {
      if (!n.isVisible() || n.isDisabled()) {
        continue;
      }
      if (n.isFocusTraversable()) {
        out.add(n);
      }
      if (n instanceof javafx.scene.Parent p && !(n instanceof CodeArea)) {
        traversable(p, out);
      }
    }
  }

  private void complete(boolean asked) {
    String text = area.getText();
    int caret = area.getCaretPosition();
    assistant
        .complete(text, caret, shown.input())
        .whenComplete(
            (offers, failure) -> {
              if (offers != null) {
                Platform.runLater(() -> offered(text, caret, asked, offers));
              }
            });
  }

  private void offered(String text, int caret, boolean asked, List<Completion> offers) {
    if (!text.equals(area.getText()) || caret != area.getCaretPosition() || !area.isFocused()) {
      return;
    }
    model = new CompletionModel(offers, 0, caret);
    if (asked ? model.isEmpty() : !model.helps(text)) {
      completions.hide();
    } else {
      showCompletions();
    }
  }

  private void showCompletions() {
    VBox box = new VBox();
    box.getStyleClass().addAll("eddy-popup", "eddy-completions");
    int first = model.firstShown();
    for (int i = first; i < first + model.shown(); i++) {
      box.getChildren().add(completion(model.offers().get(i), i == model.selected()));
    }
    VBox foot = new VBox();
    foot.getStyleClass().add("eddy-popup-foot");
    about.apply(model.chosen().insert()).ifPresent(t -> foot.getChildren().add(new Label(t)));
    Label enter = new Label("Enter");
    enter.getStyleClass().add("eddy-keys");
    Label all = new Label("Ctrl+Space");
    all.getStyleClass().add("eddy-keys");
    HBox keys = new HBox(6, enter, new Label("insert"), all, new Label("all functions"));
    keys.setAlignment(Pos.CENTER_LEFT);
    foot.getChildren().add(keys);
    box.getChildren().add(foot);
    ControlStyles.inherit(box, getScene());
    box.setPrefWidth(Math.max(280, frame.getWidth()));
    completions.getContent().setAll(box);
    if (!completions.isShowing()) {
      Optional<Bounds> caret = area.getCaretBounds();
      Bounds bounds = frame.localToScreen(frame.getBoundsInLocal());
      if (bounds == null) {
        return;
      }
      double y = caret.map(Bounds::getMaxY).orElse(bounds.getMaxY());
      completions.show(this, bounds.getMinX(), Math.max(y, bounds.getMinY()) + 6);
    }
  }

  private Node completion(Completion c, boolean selected) {
    String icon =
        switch (c.kind()) {
          case COLUMN -> "columns";
          case FUNCTION -> "zap";
          case KEYWORD -> "hash";
        };
    String text = area.getText();
    String word =
        text.substring(Math.min(c.from(), text.length()), Math.min(model.caret(), text.length()));
    HBox name = new HBox();
    name.setAlignment(Pos.CENTER_LEFT);
    List<String> parts = CompletionModel.cut(c.label(), word);
    for (int i = 0; i < parts.size(); i++) {
      Text t = new Text(parts.get(i));
      t.getStyleClass().add(i == 1 ? "eddy-completion-match" : "eddy-completion-name");
      name.getChildren().add(t);
    }
    HBox.setHgrow(name, Priority.ALWAYS);
    Label detail = new Label(c.detail());
    detail.getStyleClass().add("eddy-completion-detail");
    HBox row = new HBox(8, Icons.view(icon, 12), name, detail);
    row.getStyleClass().add("eddy-completion");
    row.setAlignment(Pos.CENTER_LEFT);
    row.pseudoClassStateChanged(SELECTED, selected);
    row.setOnMousePressed(
        e -> {
          insert(c);
          e.consume();
        });
    return row;
  }

  private void insert(Completion c) {
    completions.hide();
    int end = SqlTokens.word(area.getText(), model.caret());
    area.replaceText(c.from(), end, c.insert());
    if (c.kind() == Completion.Kind.FUNCTION && c.insert().endsWith("()")) {
      area.moveTo(c.from() + c.insert().length() - 1);
    }
    completions.hide();
  }
}

package dev.eddy.designer.control.expression;

import dev.eddy.designer.control.ColumnKeys;
import dev.eddy.designer.control.ControlStyles;
import dev.eddy.designer.control.KeptNodes;
import dev.eddy.designer.control.TypedText;
import dev.eddy.designer.control.expression.ExpressionAssistant.Checked;
import dev.eddy.designer.control.expression.ExpressionAssistant.Use;
import dev.eddy.model.expression.Expressions.Completion;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Schema;
import java.time.Duration;
import java.util.List;
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
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import org.fxmisc.richtext.CodeArea;
import org.fxmisc.richtext.event.MouseOverTextEvent;
import org.jspecify.annotations.Nullable;

/**
 * A field for a SQL expression: label and inferred type above, the editor, and below it a hint that
 * an error replaces. The text is the user's while they type: {@link #show} takes it over only when
 * it changed elsewhere. Ctrl+Space offers completions, Enter or Tab inserts one, Esc closes.
 */
public final class ExpressionField extends VBox {
  private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");
  private static final PseudoClass FOCUS_INSIDE = PseudoClass.getPseudoClass("focus-inside");
  private static final PseudoClass DROP = PseudoClass.getPseudoClass("drop");
  private static final KeyCombination FORMAT = KeyCombination.valueOf("Ctrl+Alt+F");
  private static final KeyCombination SIGNATURE = KeyCombination.valueOf("Ctrl+P");
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
  private final SqlArea area = new SqlArea();
  private final StackPane frame = new StackPane(area);
  private final Label label = new Label();
  private final Label type = new Label();
  private final HBox head;
  private final VBox below = new VBox();
  private final KeptNodes<Object, Node> said = KeptNodes.ofEqual(this::said);
  private final SamplesView samples;
  private final PauseTransition rest = new PauseTransition(REST);
  private final CompletionPopup completions;
  private final SignaturePopup signature;
  private final Popup explanation = new Popup();
  private final TypedText typed = new TypedText("");
  private Shown shown = new Shown("", "", "", Schema.EMPTY, Use.VALUE, List.of());
  private @Nullable String shownProblemsText;
  private List<Problem> own = List.of();
  private ExpressionMenu.@Nullable Columns columns;
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
    area.setWrapText(multiLine);
    area.setMouseOverTextDelay(Duration.ofMillis(400));
    completions = new CompletionPopup(area, frame);
    completions.onChosen(this::insert);
    signature = new SignaturePopup(area, frame);
    samples = new SamplesView(assistant);
    fit(1);
    getChildren().addAll(head, frame, below, samples);
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
                signature.hide();
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
              if (completions.isShowing() && is < completions.caret()) {
                completions.hide();
              }
              onCaret();
            });
    area.setOnContextMenuRequested(
        e -> {
          // Not over the text itself: a press there would not close it.
          ExpressionMenu.of(this, columns)
              .show(area.getScene().getWindow(), e.getScreenX(), e.getScreenY());
          e.consume();
        });
    area.totalHeightEstimateProperty().addListener((o, was, is) -> fit(Math.max(1, lines())));
    rest.setOnFinished(e -> ask());
    explanation.setAutoHide(true);
  }

  /** The user left the field, or pressed Enter in a single line. */
  public void setOnCommit(Runnable listener) {
    onCommit = listener;
  }

  /** What is known of a column, such as its last value and range, for the popup's foot. */
  public void setAbout(Function<String, Optional<String>> source) {
    completions.setAbout(source);
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
      samples.follow("", shown.input(), shown.use(), false);
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
    samples.follow(area.getText(), shown.input(), shown.use(), t != null);
  }

  /** Rows of the input to show results for; the results follow the text. */
  public void setSamples(SampleRows rows) {
    samples.setRows(rows);
  }

  /** The assistant's problems, else those of the pipeline's check if they are of this text. */
  private List<Problem> problems() {
    if (!own.isEmpty()) {
      return own;
    }
    return area.getText().equals(shownProblemsText) ? shown.problems() : List.of();
  }

  private void paint() {
    List<Problem> problems = problems();
    area.paint(problems);
    Optional<Problem> worst =
        problems.stream().min(java.util.Comparator.comparing(Problem::severity));
    frame.pseudoClassStateChanged(INVALID, worst.isPresent() && worst.get().isError());
    List<Object> now =
        worst.isPresent()
            ? List.of(worst.get())
            : shown.hint().isEmpty() ? List.of() : List.of(shown.hint());
    KeptNodes.put(below.getChildren(), said.of(now));
  }

  /** A problem with its fixes, or the hint that stands there without one. */
  private Node said(Object what) {
    if (what instanceof Problem p) {
      return new ProblemBox(p, fix -> apply(p, fix));
    }
    Label hint = new Label((String) what);
    hint.setWrapText(true);
    hint.getStyleClass().add("eddy-hint");
    return hint;
  }

  public void setColumns(ExpressionMenu.@Nullable Columns menu) {
    columns = menu;
  }

  /** Lays the text out; one step of the editor's own undo. */
  public void format() {
    String text = area.getText();
    String next =
        multiLine
            ? SqlFormat.format(text, shown.input().names())
            : SqlFormat.oneLine(text, shown.input().names());
    if (!next.equals(text)) {
      area.replaceText(next);
    }
  }

  private void onCaret() {
    area.markBrackets();
    if (area.isFocused() && !completions.isShowing()) {
      signature.show(SignatureModel.of(area.getText(), area.getCaretPosition(), assistant));
    }
  }

  /** Does something with the column of the input whose name stands at the caret. */
  void onColumn(Consumer<String> action) {
    String name = ExpressionMenu.columnAt(area.getText(), area.getCaretPosition(), shown.input());
    if (name != null) {
      action.accept(name);
    }
  }

  /** Whether what is dragged would be dropped here. */
  void setDropTarget(boolean on) {
    frame.pseudoClassStateChanged(DROP, on);
  }

  /** Inserts a reference to a column at a place of the screen, as a drop does. */
  void insertColumn(String column, double screenX, double screenY) {
    Point2D at = area.screenToLocal(screenX, screenY);
    int index = at == null ? area.getLength() : area.hit(at.getX(), at.getY()).getInsertionIndex();
    area.insertText(index, SqlTokens.apart(area.getText(), index, assistant.columnText(column)));
    area.requestFocus();
  }

  /**
   * Shows the remedies of the squiggle at the caret, else of the first one.
   *
   * @return false where there is none
   */
  public boolean offerFixes() {
    Highlight.Squiggle at = area.mendable();
    Optional<Bounds> bounds = area.getCaretBounds();
    if (at == null || bounds.isEmpty()) {
      return false;
    }
    Problem p = at.problem();
    ExpressionMenu.fixes(p.fixes(), fix -> apply(p, fix))
        .show(area, bounds.get().getMinX(), bounds.get().getMaxY() + 4);
    return true;
  }

  private void apply(Problem p, String fix) {
    explanation.hide();
    area.mend(p, fix);
  }

  private void explain(int index, Point2D at) {
    Highlight.Squiggle s = area.squiggleAt(index);
    if (s == null) {
      return;
    }
    Problem p = s.problem();
    VBox box = new ProblemBox(p, fix -> apply(p, fix));
    box.getStyleClass().addAll("eddy-popup", "eddy-explanation");
    box.setOnMouseExited(e -> explanation.hide());
    ControlStyles.inherit(box, getScene());
    explanation.getContent().setAll(box);
    explanation.show(this, at.getX() - 8, at.getY() + 10);
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
    if (completions.isShowing() && completions.onKey(e)) {
      e.consume();
      return;
    }
    if (e.getCode() == KeyCode.ESCAPE && signature.isShowing()) {
      signature.hide();
      e.consume();
    } else if (FORMAT.match(e)) {
      format();
      e.consume();
    } else if (SIGNATURE.match(e)) {
      signature.show(SignatureModel.of(area.getText(), area.getCaretPosition(), assistant));
      e.consume();
    } else if (columns != null && ColumnKeys.matches(columns.keys().rename(), e)) {
      onColumn(columns::rename);
      e.consume();
    } else if (columns != null && ColumnKeys.matches(columns.keys().uses(), e)) {
      onColumn(columns::findUses);
      e.consume();
    } else if (e.getCode() == KeyCode.ENTER && (!multiLine || e.isControlDown())) {
      onCommit.run();
      e.consume();
    } else if (e.getCode() == KeyCode.TAB && !e.isControlDown()) {
      // In a form Tab leads on; nobody indents an expression with it.
      FocusOrder.leave(area, e.isShiftDown());
      e.consume();
    } else if (e.getCode() == KeyCode.BACK_SPACE && completions.isShowing()) {
      Platform.runLater(() -> complete(false));
    }
  }

  private void complete(boolean asked) {
    String text = area.getText();
    int caret = area.getCaretPosition();
    assistant
        .complete(text, caret, shown.input(), shown.use())
        .whenComplete(
            (offers, failure) -> {
              if (offers != null) {
                Platform.runLater(() -> offered(text, caret, asked, offers));
              }
            });
  }

  private void offered(String text, int caret, boolean asked, List<Completion> offers) {
    if (text.equals(area.getText()) && caret == area.getCaretPosition() && area.isFocused()) {
      signature.hide();
      completions.offer(offers, caret, asked);
    }
  }

  private void insert(Completion c) {
    int end = SqlTokens.replacedUntil(area.getText(), c.from(), completions.caret());
    boolean opens = c.insert().endsWith("(");
    String rest = area.getText().substring(end);
    // A call that is opened is closed too, unless a bracket stands there already.
    boolean called = opens && rest.startsWith("(");
    String text =
        called
            ? c.insert().substring(0, c.insert().length() - 1)
            : opens && !rest.matches("(?s)\\s*[\\w'`(].*") ? c.insert() + ")" : c.insert();
    area.replaceText(c.from(), end, text);
    if (opens) {
      area.moveTo(c.from() + c.insert().length());
    }
  }
}

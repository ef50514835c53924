package dev.eddy.designer.control.expression;

import dev.eddy.designer.control.ControlStyles;
import java.util.Objects;
import javafx.geometry.Bounds;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import javafx.stage.Popup;
import org.fxmisc.richtext.CodeArea;
import org.jspecify.annotations.Nullable;

/** Above the editor: how the function is written that the caret stands in a call of. */
final class SignaturePopup {
  private static final double HEIGHT = 48;

  private final CodeArea area;
  private final Region frame;
  private final Popup popup = new Popup();
  private @Nullable SignatureModel shown;

  SignaturePopup(CodeArea area, Region frame) {
    this.area = area;
    this.frame = frame;
    popup.setAutoHide(true);
  }

  void hide() {
    shown = null;
    popup.hide();
  }

  boolean isShowing() {
    return popup.isShowing();
  }

  void show(@Nullable SignatureModel model) {
    if (model == null || !area.isFocused()) {
      hide();
      return;
    }
    if (Objects.equals(model, shown) && popup.isShowing()) {
      return;
    }
    shown = model;
    TextFlow signature = new TextFlow();
    for (SignatureModel.Part p : model.parts()) {
      Text t = new Text(p.text());
      t.getStyleClass().add(p.current() ? "eddy-signature-current" : "eddy-signature");
      signature.getChildren().add(t);
    }
    Label help = new Label(model.help());
    help.getStyleClass().add("eddy-hint");
    help.setWrapText(true);
    VBox box = new VBox(2, signature, help);
    box.getStyleClass().addAll("eddy-popup", "eddy-signature-box");
    box.setMaxWidth(Math.max(280, frame.getWidth()));
    ControlStyles.inherit(box, area.getScene());
    popup.getContent().setAll(box);
    Bounds bounds = frame.localToScreen(frame.getBoundsInLocal());
    if (bounds != null && !popup.isShowing()) {
      popup.show(frame, bounds.getMinX(), bounds.getMinY() - HEIGHT);
    }
    if (bounds != null) {
      // The height is known when it is laid out: it stands on the editor, whatever it holds.
      popup.setY(bounds.getMinY() - popup.getHeight() + 4);
    }
  }
}

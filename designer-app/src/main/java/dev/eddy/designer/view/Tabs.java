package dev.eddy.designer.view;

import dev.eddy.designer.control.KeptNodes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** A panel with tabs at its head; each tab keeps its content. */
final class Tabs<K> extends BorderPane {
  private static final PseudoClass ON = PseudoClass.getPseudoClass("on");

  private static final PseudoClass TIGHT = PseudoClass.getPseudoClass("tight");
  private static final double TIGHT_WIDTH = 400;

  private record Tab(Button button, Node content, Label badge) {}

  private final Map<K, Tab> tabs = new LinkedHashMap<>();
  private final HBox head = new HBox();
  private final HBox titles = new HBox();
  private final HBox extra = new HBox(8);
  private final Consumer<K> onChoose;
  private @Nullable K shown;

  Tabs(Consumer<K> onChoose) {
    this.onChoose = onChoose;
    getStyleClass().add("tabs");
    head.getStyleClass().add("tabs-head");
    head.setAlignment(Pos.CENTER_LEFT);
    extra.setAlignment(Pos.CENTER_RIGHT);
    extra.setMinWidth(0);
    // Its words must not be read on from the last tab.
    extra.setPadding(new Insets(0, 0, 0, 16));
    head.setMinWidth(0);
    titles.setMinWidth(0);
    widthProperty()
        .addListener(
            (o, was, is) ->
                pseudoClassStateChanged(TIGHT, is.doubleValue() < TIGHT_WIDTH && tabs.size() > 4));
    head.getChildren().addAll(titles, Parts.gap(), extra);
    setTop(head);
  }

  /** Puts tabs in, in this order; the contents may have been in other tabs before. */
  void set(Map<K, String> names, Map<K, Node> contents) {
    if (names.keySet().equals(tabs.keySet())) {
      return;
    }
    Map<K, Tab> before = Map.copyOf(tabs);
    tabs.clear();
    if (shown == null || !names.containsKey(shown) || getCenter() != contents.get(shown)) {
      setCenter(null);
      shown = null;
    }
    pseudoClassStateChanged(TIGHT, getWidth() < TIGHT_WIDTH && names.size() > 4);
    names.forEach(
        (key, name) -> {
          Tab old = before.get(key);
          if (old != null
              && old.button().getText().equals(name)
              && old.content() == contents.get(key)) {
            // Pressed while another tab comes or goes, it must still be there.
            tabs.put(key, old);
            return;
          }
          Label badge = Parts.label("", "count-badge");
          Button b = new Button(name);
          b.setContentDisplay(javafx.scene.control.ContentDisplay.RIGHT);
          b.getStyleClass().add("tab-button");
          b.setFocusTraversable(false);
          b.setOnAction(e -> onChoose.accept(key));
          b.setId("tab-" + name.replace(' ', '-'));
          b.setMinWidth(USE_PREF_SIZE);
          tabs.put(key, new Tab(b, Objects.requireNonNull(contents.get(key)), badge));
        });
    KeptNodes.put(titles.getChildren(), tabs.values().stream().map(Tab::button).toList());
    K still = shown;
    tabs.forEach((k, t) -> t.button().pseudoClassStateChanged(ON, k.equals(still)));
  }

  /** Shows a tab; one that is not here leaves what is shown, or shows the first. */
  void choose(K key) {
    K now = tabs.containsKey(key) ? key : shown != null ? shown : tabs.keySet().iterator().next();
    if (now.equals(shown)) {
      return;
    }
    shown = now;
    tabs.forEach((k, t) -> t.button().pseudoClassStateChanged(ON, k.equals(now)));
    setCenter(Objects.requireNonNull(tabs.get(now)).content());
  }

  @Nullable K shown() {
    return shown;
  }

  void badge(K key, String text, String tone) {
    Tab t = tabs.get(key);
    if (t != null) {
      t.badge().setText(text);
      t.button().setGraphic(text.isEmpty() ? null : t.badge());
      t.badge().getStyleClass().removeIf(c -> c.startsWith("badge-"));
      t.badge().getStyleClass().add("badge-" + tone);
    }
  }

  /** What stands right in the head. */
  HBox extra() {
    return extra;
  }
}

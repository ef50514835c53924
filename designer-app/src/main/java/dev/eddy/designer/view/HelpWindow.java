package dev.eddy.designer.view;

import dev.eddy.designer.state.AppState;
import dev.eddy.model.graph.Node;
import dev.eddy.model.operator.Catalog;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** Shows the help on an operator beside the pipeline, which can be worked on meanwhile. */
final class HelpWindow {
  private final Store store;
  private final Catalog catalog;
  private final SideWindow window;

  HelpWindow(Store store, Stage owner, Catalog catalog) {
    this.store = store;
    this.catalog = catalog;
    window = new SideWindow(owner, "Help", 560, 640);
    store.addView(this::follow);
  }

  private void follow(AppState s) {
    window.show(s);
  }

  void show(@Nullable Node node) {
    if (node == null) {
      return;
    }
    VBox box = new VBox(4);
    box.getStyleClass().add("help-page");
    catalog
        .find(node.operator())
        .ifPresentOrElse(
            type -> fill(box, HelpPage.of(type.descriptor())),
            () ->
                box.getChildren()
                    .add(
                        wrapped(
                            "There is no operator '"
                                + node.operator()
                                + "' in this Eddy; a plugin may be missing.")));
    ScrollPane scroll = new ScrollPane(box);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("eddy-scroll");
    window.open(scroll, store.state());
  }

  private static void fill(VBox box, HelpPage page) {
    box.getChildren().addAll(Parts.label(page.title(), "title"), wrapped(page.summary()));
    section(box, "Ports", page.ports());
    section(box, "Parameters", page.parameters());
  }

  private static void section(VBox box, String title, java.util.List<HelpPage.Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    Label head = Parts.label(title, "strong");
    VBox.setMargin(head, new Insets(14, 0, 2, 0));
    box.getChildren().add(head);
    for (HelpPage.Entry e : entries) {
      Label facts = Parts.label(e.facts(), "small", "dim");
      facts.setWrapText(true);
      HBox line = new HBox(8, Parts.label(e.name(), "help-name"), facts);
      Label text = wrapped(e.text());
      VBox entry = new VBox(1, line, text);
      VBox.setMargin(entry, new Insets(4, 0, 4, 0));
      box.getChildren().add(entry);
    }
  }

  private static Label wrapped(String text) {
    Label l = Parts.label(text);
    l.setWrapText(true);
    return l;
  }
}

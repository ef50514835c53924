package dev.eddy.designer.control.palette;

import dev.eddy.designer.control.ControlStyles;
import dev.eddy.designer.control.Figures;
import dev.eddy.designer.control.Icons;
import dev.eddy.designer.control.SearchField;
import dev.eddy.model.operator.OperatorDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;

/**
 * A search box for one operator, where an edge was dropped or a node is wanted. It lists only what
 * fits. Enter or a click chooses, Esc closes without a choice.
 */
public final class OperatorSearch extends VBox {
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
  private static final int SHOWN = 8;

  /**
   * What may be chosen.
   *
   * @param fitting operators that fit, in palette order
   * @param installed how many there are in all
   * @param columns columns of the edge that was dropped; empty where there is none
   * @param verb what Enter does, such as {@code place and connect}
   */
  public record Offer(
      List<OperatorDescriptor> fitting, int installed, List<String> columns, String verb) {
    public Offer {
      fitting = List.copyOf(fitting);
      columns = List.copyOf(columns);
    }

    /** The columns in short, such as {@code window_start, rank, origin, …}. */
    public String columnsInShort() {
      return columns.size() <= 3
          ? String.join(", ", columns)
          : String.join(", ", columns.subList(0, 3)) + ", …";
    }

    /** {@code 3 of 26 operators}. */
    public String foundInWords(int found) {
      return Figures.number(found) + " of " + Figures.count(installed, "operator", "operators");
    }
  }

  private final Offer offer;
  private final Consumer<OperatorDescriptor> onChoose;
  private final Runnable onClose;
  private final SearchField search = new SearchField("Find operator", "");
  private final VBox list = new VBox();
  private final Label count = new Label();
  private final List<OperatorDescriptor> found = new ArrayList<>();
  private int selected;

  public OperatorSearch(Offer offer, Consumer<OperatorDescriptor> onChoose, Runnable onClose) {
    this.offer = offer;
    this.onChoose = onChoose;
    this.onClose = onClose;
    getStyleClass().addAll("eddy-popup", "eddy-operator-search");
    VBox foot = new VBox();
    foot.getStyleClass().add("eddy-popup-foot");
    if (!offer.columns().isEmpty()) {
      Label columns = new Label(offer.columnsInShort());
      columns.getStyleClass().add("eddy-code");
      Label fits = new Label("Fits");
      fits.setMinWidth(Region.USE_PREF_SIZE);
      foot.getChildren().add(new HBox(4, fits, columns));
    }
    Label enter = new Label("Enter");
    enter.getStyleClass().add("eddy-keys");
    count.setMinWidth(Region.USE_PREF_SIZE);
    enter.setMinWidth(Region.USE_PREF_SIZE);
    HBox line = new HBox(4, count, new Label("·"), enter, new Label(offer.verb()));
    line.setAlignment(Pos.CENTER_LEFT);
    foot.getChildren().add(line);
    getChildren().addAll(search, list, foot);
    search.field().textProperty().addListener((o, was, is) -> rebuild());
    addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
    ControlStyles.apply(this);
    rebuild();
  }

  /** Opens it in a popup of its own at a point of the screen. */
  public static Popup open(
      Node owner,
      double screenX,
      double screenY,
      Offer offer,
      Consumer<OperatorDescriptor> choose) {
    Popup popup = new Popup();
    OperatorSearch search =
        new OperatorSearch(
            offer,
            d -> {
              popup.hide();
              choose.accept(d);
            },
            popup::hide);
    ControlStyles.inherit(search, owner.getScene());
    popup.getContent().setAll(search);
    popup.setAutoHide(true);
    popup.setHideOnEscape(true);
    popup.show(owner, screenX, screenY);
    search.search.field().requestFocus();
    return popup;
  }

  private void rebuild() {
    found.clear();
    found.addAll(PaletteModel.search(offer.fitting(), search.field().getText()));
    count.setText(offer.foundInWords(found.size()));
    selected = 0;
    paint();
  }

  /** Rows around the selected one; the popup never grows beyond {@link #SHOWN} rows. */
  private void paint() {
    int from = Math.max(0, Math.min(selected - SHOWN / 2, found.size() - SHOWN));
    List<Node> rows = new ArrayList<>();
    for (int i = from; i < Math.min(found.size(), from + SHOWN); i++) {
      rows.add(row(found.get(i), i == selected));
    }
    if (rows.isEmpty()) {
      Label none =
          new Label(
              offer.fitting().isEmpty()
                  ? "No operator fits here."
                  : "No fitting operator is named like that.");
      none.getStyleClass().add("eddy-hint");
      rows.add(none);
    }
    list.getChildren().setAll(rows);
  }

  private Node row(OperatorDescriptor d, boolean isSelected) {
    Label title = new Label(d.title());
    title.setMinWidth(Region.USE_PREF_SIZE);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Label summary = new Label(d.summary());
    summary.getStyleClass().add("eddy-search-summary");
    HBox row = new HBox(Icons.view(d.icon(), 16), title, gap, summary);
    row.getStyleClass().addAll("eddy-search-row", ControlStyles.family(d.family()));
    row.setId("search-" + d.id());
    row.setAlignment(Pos.CENTER_LEFT);
    row.pseudoClassStateChanged(SELECTED, isSelected);
    row.setOnMouseClicked(e -> onChoose.accept(d));
    return row;
  }

  private void onKey(KeyEvent e) {
    switch (e.getCode()) {
      case DOWN -> selected = Math.min(selected + 1, Math.max(found.size() - 1, 0));
      case UP -> selected = Math.max(selected - 1, 0);
      case ENTER -> {
        if (!found.isEmpty()) {
          onChoose.accept(found.get(selected));
        }
      }
      case ESCAPE -> onClose.run();
      default -> {
        return;
      }
    }
    e.consume();
    paint();
  }
}

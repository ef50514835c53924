package dev.eddy.designer.view;

import dev.eddy.designer.canvas.CanvasView;
import dev.eddy.designer.canvas.Minimap;
import dev.eddy.designer.canvas.QuickAdd;
import dev.eddy.designer.command.Command;
import dev.eddy.designer.command.Commands;
import dev.eddy.designer.control.EmptyState;
import dev.eddy.designer.control.Icons;
import dev.eddy.designer.control.expression.ExpressionAssistant;
import dev.eddy.designer.control.palette.OperatorDrag;
import dev.eddy.designer.control.palette.OperatorSearch;
import dev.eddy.designer.control.palette.PaletteList;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Mode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import javafx.animation.PauseTransition;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** The window with a project: frame, panels and the canvas. */
final class EditorScreen extends StackPane {
  private static final double TWO_GROUPS = 1500;
  private static final double NARROW = 1400;

  private final Store store;
  private final Catalog catalog;
  private final CanvasView canvas;
  private final Minimap minimap;
  private final Toolbar toolbar;
  private final MomentBar momentBar;
  private final Stripe stripe;
  private final VBox palette = new VBox();
  private final HBox pipelines = new HBox();
  private final Inspector inspector;
  private final BottomPanels bottom;
  private final StatusBar status;
  private final DeploySheet sheet;
  private final RefactorSheet refactor;
  private final StackPane stage = new StackPane();
  private final Label zoom = Parts.label("100 %", "zoom-text");
  private final AlertBar alert;
  private final EmptyState empty;
  private final HBox middle;
  private final StackPane body = new StackPane();
  private final Grip paletteGrip = new Grip(Orientation.VERTICAL, d -> {});
  private final BorderPane frame = new BorderPane();
  private double bottomHeight;
  private double inspectorWidth;
  private String sizedFor = "";
  private @Nullable Popup search;

  EditorScreen(Store store, Catalog catalog, ExpressionAssistant assistant) {
    this.store = store;
    this.catalog = catalog;
    getStyleClass().add("editor");
    canvas = new CanvasView(catalog, store::send);
    minimap = new Minimap(canvas);
    toolbar = new Toolbar(store);
    momentBar = new MomentBar(store);
    stripe = new Stripe(store);
    inspector = new Inspector(store, catalog, assistant);
    bottom = new BottomPanels(store, catalog, this::goTo);
    status = new StatusBar(store);
    sheet = new DeploySheet(store);
    refactor = new RefactorSheet(store);
    alert = new AlertBar(store);
    empty =
        new EmptyState(
            EmptyState.CANVAS, w -> store.send(new Message.Ask(Effect.Dialog.QUICK_ADD)));
    empty.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    palette();
    canvasParts();

    VBox center = new VBox(pipelines, stage, grip(), bottom);
    VBox.setVgrow(stage, Priority.ALWAYS);
    HBox.setHgrow(center, Priority.ALWAYS);
    center.setMinWidth(0);
    stage.setMinHeight(80);
    Grip right =
        new Grip(
            Orientation.VERTICAL,
            d -> {
              inspectorWidth = Math.max(260, Math.min(720, inspectorWidth - d));
              inspector.setPrefWidth(inspectorWidth);
              inspector.setMinWidth(inspectorWidth);
            });
    middle = new HBox(stripe, palette, paletteGrip, center, right, inspector);
    frame.setTop(new VBox(toolbar, momentBar, alert));
    body.getChildren().add(middle);
    frame.setCenter(body);
    frame.setBottom(status);
    StackPane.setAlignment(sheet, Pos.TOP_RIGHT);
    StackPane.setMargin(sheet, new Insets(44, 0, 24, 0));
    StackPane.setAlignment(refactor, Pos.TOP_RIGHT);
    StackPane.setMargin(refactor, new Insets(44, 0, 24, 0));
    getChildren().addAll(frame, sheet, refactor);
    widthProperty().addListener((o, was, is) -> show(store.state()));
    heightProperty().addListener((o, was, is) -> show(store.state()));
  }

  private Grip grip() {
    return new Grip(
        Orientation.HORIZONTAL,
        d -> {
          bottomHeight = Math.max(120, Math.min(getHeight() - 240, bottomHeight - d));
          bottom.setPrefHeight(bottomHeight);
          bottom.setMinHeight(bottomHeight);
        });
  }

  private void palette() {
    palette.getStyleClass().add("palette-panel");
    HBox head = new HBox(Parts.label("Palette", "strong"), Parts.gap(), closePalette());
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("panel-head");
    PaletteList list =
        new PaletteList(
            type -> canvas.place(type, centre()),
            new OperatorDrag() {
              @Override
              public void started(OperatorDescriptor type, MouseEvent e) {
                canvas.ghost(type, e.getSceneX(), e.getSceneY());
              }

              @Override
              public void moved(OperatorDescriptor type, MouseEvent e) {
                canvas.ghost(type, e.getSceneX(), e.getSceneY());
              }

              @Override
              public void dropped(OperatorDescriptor type, MouseEvent e) {
                canvas.drop(type, e.getSceneX(), e.getSceneY());
              }

              @Override
              public void cancelled(OperatorDescriptor type) {
                canvas.endWaiting();
              }
            });
    list.show(descriptors());
    VBox.setVgrow(list, Priority.ALWAYS);
    palette.getChildren().addAll(head, list);
  }

  private Button closePalette() {
    Button b = Parts.icon("minus", 16, "Close the palette");
    b.setOnAction(e -> store.send(new Message.ShowPalette(false)));
    return b;
  }

  private List<OperatorDescriptor> descriptors() {
    List<OperatorDescriptor> out = new ArrayList<>();
    for (OperatorType t : catalog.all()) {
      out.add(t.descriptor());
    }
    return out;
  }

  private QuickAdd centre() {
    return new QuickAdd(
        canvas.camera().toCanvas(canvas.getWidth() / 2 - 88, canvas.getHeight() / 2),
        0,
        0,
        null,
        true);
  }

  private void canvasParts() {
    HBox zoomBar =
        new HBox(
            2,
            CommandButton.icon(Commands.get("view.out"), 16, store).button(),
            zoom,
            CommandButton.icon(Commands.get("view.in"), 16, store).button(),
            Parts.rule(),
            CommandButton.icon(Commands.get("view.fit"), 16, store).button(),
            mapButton());
    ((Button) zoomBar.getChildren().get(0)).setGraphic(Icons.view("minus", 14));
    ((Button) zoomBar.getChildren().get(2)).setGraphic(Icons.view("plus", 14));
    zoomBar.setAlignment(Pos.CENTER);
    zoomBar.getStyleClass().add("zoom-bar");
    zoomBar.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    StackPane.setAlignment(zoomBar, Pos.BOTTOM_LEFT);
    StackPane.setMargin(zoomBar, new Insets(12));
    StackPane.setAlignment(minimap, Pos.BOTTOM_RIGHT);
    StackPane.setMargin(minimap, new Insets(12));
    stage.getChildren().addAll(canvas, empty, zoomBar, minimap);
    canvas.onCamera(c -> zoom.setText(Math.round(c.zoom() * 100) + " %"));
    canvas.onQuickAdd(this::quickAdd);
    canvas.onMenu(
        (e, node) ->
            Menus.on(node == null ? Command.Place.CANVAS : Command.Place.NODE, store)
                .show(canvas, e.getScreenX(), e.getScreenY()));
    canvas.onEdgeMenu(
        (e, edge) -> {
          if (edge != null) {
            Menus.edge(store, edge).show(canvas, e.getScreenX(), e.getScreenY());
          }
        });
    Tooltip words = new Tooltip();
    words.getStyleClass().add("canvas-tooltip");
    PauseTransition rest = new PauseTransition(Duration.millis(400));
    double[] at = new double[2];
    canvas.addEventHandler(
        MouseEvent.ANY,
        e -> {
          words.hide();
          at[0] = e.getScreenX();
          at[1] = e.getScreenY();
          if (e.getEventType() == MouseEvent.MOUSE_MOVED) {
            rest.playFromStart();
          } else {
            rest.stop();
          }
        });
    rest.setOnFinished(
        e -> {
          String text = canvas.hoverWords();
          if (!text.isBlank() && canvas.getScene() != null) {
            words.setText(text.strip());
            words.show(canvas, at[0] + 12, at[1] + 16);
          }
        });
  }

  private Button mapButton() {
    Button b = Parts.icon("map", 16, "Minimap");
    b.setOnAction(e -> minimap.setVisible(!minimap.isVisible()));
    return b;
  }

  private void quickAdd(QuickAdd where) {
    if (search != null) {
      search.hide();
    }
    List<OperatorDescriptor> fitting = canvas.candidates(where);
    List<String> columns = List.of();
    if (where.from() != null && where.fromOutput()) {
      Contract c = store.state().checks().outputs().get(where.from().toString());
      columns = c == null ? List.of() : c.schema().names();
    }
    OperatorSearch.Offer offer =
        new OperatorSearch.Offer(
            fitting,
            catalog.all().size(),
            columns,
            where.from() == null ? "place" : "place and connect");
    Popup popup =
        OperatorSearch.open(
            canvas, where.screenX(), where.screenY() + 6, offer, type -> canvas.place(type, where));
    popup.setOnHidden(e -> canvas.endWaiting());
    search = popup;
  }

  private void goTo(Problem p) {
    store.send(new Message.GoTo(p));
    if (p.place().parameter() != null) {
      String parameter = p.place().parameter();
      javafx.application.Platform.runLater(() -> inspector.focusParameter(parameter));
    }
  }

  /** Carries out what a view alone can. */
  void aim(Effect.Aim aim) {
    canvas.show(store.state());
    canvas.aim(aim);
  }

  void quickAddHere() {
    canvas.quickAddHere();
  }

  /** Offers the remedies of what is wrong at the focus, or at the selected operator. */
  void offerFixes() {
    FixMenu.open(store, catalog, this);
  }

  void rename() {
    store.send(new Message.ShowInspector(dev.eddy.designer.state.Panels.Inspector.SETTINGS));
    inspector.focusName();
  }

  CanvasView canvas() {
    return canvas;
  }

  void show(AppState s) {
    if (s.open() == null) {
      return;
    }
    sizes(s);
    toolbar.show(s);
    boolean time = s.mode() != Mode.AUTHOR;
    momentBar.setVisible(time);
    momentBar.setManaged(time);
    momentBar.show(s);
    alert.show(s);
    stripe.show(s);
    boolean shown = s.panels().palette();
    palette.setVisible(shown);
    palette.setManaged(shown);
    paletteGrip.setVisible(shown);
    paletteGrip.setManaged(shown);
    pipelines(s);
    canvas.show(s);
    minimap.refresh();
    empty.setVisible(s.graph().nodes().isEmpty());
    inspector.show(s);
    bottom.setVisible(s.panels().bottomOpen());
    bottom.setManaged(s.panels().bottomOpen());
    bottom.show(s, getWidth() >= TWO_GROUPS);
    status.show(s);
    sheet.show(s);
    refactor.show(s);
  }

  // Sizes by window and mode; they stay what the user made of them until one of both changes.
  private void sizes(AppState s) {
    double w = getWidth();
    double h = getHeight();
    String key =
        (w < NARROW ? "s" : w < 1800 ? "m" : "l")
            + (h < 900 ? "s" : h < 1040 ? "m" : "l")
            + s.mode();
    if (key.equals(sizedFor) || w <= 0) {
      return;
    }
    boolean narrow = w < NARROW;
    boolean first = sizedFor.isEmpty() || narrow != sizedFor.startsWith("s");
    sizedFor = key;
    overlay(narrow);
    if (first && s.mode() == Mode.AUTHOR && s.panels().palette() == narrow) {
      // As an overlay it would cover the pipeline; where there is room it stands beside it.
      store.send(new Message.ShowPalette(!narrow));
    }
    boolean debug = s.mode() == Mode.DEBUG;
    inspectorWidth = w < NARROW ? 300 : w < 1800 ? debug ? 432 : 344 : debug ? 440 : 344;
    inspector.setPrefWidth(inspectorWidth);
    inspector.setMinWidth(inspectorWidth);
    bottomHeight = h < 900 ? 212 : h < 1040 ? 280 : debug ? 336 : 292;
    bottom.setPrefHeight(bottomHeight);
    bottom.setMinHeight(bottomHeight);
  }

  /** In a narrow window the palette lies over the canvas instead of pushing it aside. */
  private void overlay(boolean narrow) {
    if (narrow && palette.getParent() == middle) {
      middle.getChildren().removeAll(palette, paletteGrip);
      StackPane.setAlignment(palette, Pos.TOP_LEFT);
      body.getChildren().add(palette);
      StackPane.setMargin(palette, new Insets(0, 0, 0, 40));
      palette.getStyleClass().add("overlay");
    } else if (!narrow && palette.getParent() == body) {
      body.getChildren().remove(palette);
      palette.getStyleClass().remove("overlay");
      middle.getChildren().add(1, palette);
      middle.getChildren().add(2, paletteGrip);
    }
  }

  private List<String> shownPipelines = List.of();

  private void pipelines(AppState s) {
    boolean tabs = s.mode() == Mode.AUTHOR;
    pipelines.setVisible(tabs);
    pipelines.setManaged(tabs);
    if (!tabs || s.open() == null) {
      return;
    }
    List<String> wanted = new ArrayList<>(s.open().documents().keySet());
    wanted.add(s.open().pipeline());
    wanted.add(String.valueOf(s.open().isDirty()));
    if (wanted.equals(shownPipelines)) {
      return;
    }
    shownPipelines = wanted;
    pipelines.getStyleClass().setAll("tabs-head", "pipeline-tabs");
    pipelines.getChildren().clear();
    for (String name : s.open().documents().keySet()) {
      boolean on = name.equals(s.open().pipeline());
      Button b = new Button(name);
      b.setGraphic(Icons.view("share-2", 14));
      b.getStyleClass().add("tab-button");
      b.setFocusTraversable(false);
      b.pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("on"), on);
      b.setOnAction(e -> store.send(new Message.ShowPipeline(name)));
      pipelines.getChildren().add(b);
      if (on && s.open().isDirty()) {
        HBox box = new HBox(6, Icons.view("share-2", 14), Parts.label(name), dirtyDot());
        box.setAlignment(Pos.CENTER);
        b.setText("");
        b.setGraphic(box);
        b.setAccessibleText(name + ", not saved");
      }
    }
  }

  private static javafx.scene.Node dirtyDot() {
    javafx.scene.layout.Region dot = new javafx.scene.layout.Region();
    dot.getStyleClass().add("dirty-dot");
    return dot;
  }
}

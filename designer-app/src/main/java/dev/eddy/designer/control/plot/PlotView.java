package dev.eddy.designer.control.plot;

import dev.eddy.designer.control.ThemeColours;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/** Paints a plot in the theme's colours: legend with the last values, axes, lines. */
public final class PlotView extends Region {
  private static final double[] SOLID = new double[0];
  private static final double LEFT = 48;
  private static final double HEAD = 24;
  private static final double FOOT = 18;
  private static final double GAP = 12;
  private static final Font NAME = Font.font("Inter Semi Bold", 12);
  private static final Font WORDS = Font.font("Inter", 11);
  private static final Font NUMBERS = Font.font("JetBrains Mono", 10.5);

  private final Canvas canvas = new Canvas();
  private final ThemeColours colours;
  private @Nullable PlotModel model;

  /**
   * @param tokens the colours that lines may have
   */
  public PlotView(List<String> tokens) {
    List<String> all = new java.util.ArrayList<>(tokens);
    all.addAll(List.of("text", "text-2", "text-3", "border"));
    colours = new ThemeColours(all, this::paint);
    getChildren().addAll(colours, canvas);
    setPrefHeight(150);
    setMinHeight(110);
    getStyleClass().add("eddy-plot");
  }

  public void show(PlotModel next) {
    model = next;
    setAccessibleText(next.spoken());
    paint();
  }

  @Override
  protected void layoutChildren() {
    if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
      canvas.setWidth(getWidth());
      canvas.setHeight(getHeight());
      paint();
    }
  }

  private void paint() {
    PlotModel m = model;
    GraphicsContext g = canvas.getGraphicsContext2D();
    double w = canvas.getWidth();
    double h = canvas.getHeight();
    g.clearRect(0, 0, w, h);
    if (m == null || w < LEFT + GAP + 20 || h < HEAD + FOOT + 10) {
      return;
    }
    legend(g, m);
    if (m.isEmpty()) {
      g.setFill(colours.get("text-3"));
      g.fillText("Drawn while the run goes on.", GAP, h / 2);
      return;
    }
    double right = w - GAP;
    double bottom = h - FOOT;
    g.setLineWidth(1);
    g.setFont(NUMBERS);
    g.setTextBaseline(VPos.CENTER);
    g.setTextAlign(TextAlignment.RIGHT);
    for (PlotModel.Tick t : m.values()) {
      double y = Math.round(y(m, t.at(), bottom)) + 0.5;
      g.setStroke(colours.get("border"));
      g.strokeLine(LEFT, y, right, y);
      g.setFill(colours.get("text-3"));
      g.fillText(t.text(), LEFT - 6, y);
    }
    g.setTextAlign(TextAlignment.CENTER);
    for (PlotModel.Tick t : m.seconds()) {
      g.fillText(t.text(), Math.min(right - 12, x(m, t.at(), right)), bottom + 10);
    }
    for (PlotModel.Line l : m.lines()) {
      line(g, m, l, right, bottom);
    }
  }

  private void legend(GraphicsContext g, PlotModel m) {
    g.setTextBaseline(VPos.CENTER);
    g.setTextAlign(TextAlignment.LEFT);
    g.setFont(NAME);
    g.setFill(colours.get("text"));
    g.fillText(m.title(), GAP, HEAD / 2);
    double x = GAP + m.title().length() * 7.2 + 12;
    for (PlotModel.Line l : m.lines()) {
      g.setStroke(colours.get(l.token()));
      g.setLineWidth(2);
      g.setLineDashes(l.dashed() ? new double[] {4, 3} : SOLID);
      g.strokeLine(x, HEAD / 2, x + 14, HEAD / 2);
      g.setLineDashes(SOLID);
      double last = l.last();
      String words =
          l.name() + (Double.isNaN(last) ? "" : "  " + PlotModel.short3(last) + " " + m.unit());
      g.setFont(WORDS);
      g.setFill(colours.get("text-2"));
      g.fillText(words, x + 19, HEAD / 2);
      x += 19 + words.length() * 6.1 + 14;
    }
  }

  private static double x(PlotModel m, double seconds, double right) {
    return LEFT + seconds / m.right() * (right - LEFT);
  }

  private static double y(PlotModel m, double value, double bottom) {
    return bottom - value / m.top() * (bottom - HEAD - 4);
  }

  private void line(GraphicsContext g, PlotModel m, PlotModel.Line l, double right, double bottom) {
    g.setStroke(colours.get(l.token()));
    g.setLineWidth(1.75);
    g.setLineDashes(l.dashed() ? new double[] {5, 4} : SOLID);
    g.beginPath();
    boolean open = false;
    for (int i = 0; i < l.x().length; i++) {
      if (Double.isNaN(l.y()[i])) {
        open = false;
        continue;
      }
      double x = x(m, l.x()[i], right);
      double y = y(m, l.y()[i], bottom);
      if (open) {
        g.lineTo(x, y);
      } else {
        g.moveTo(x, y);
      }
      open = true;
    }
    g.stroke();
    g.setLineDashes(SOLID);
  }
}

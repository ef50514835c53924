package dev.eddy.designer.canvas;

import dev.eddy.model.graph.Layout;

/**
 * A frame as it is drawn.
 *
 * @param box round its members, with the bar of its title on top
 */
public record FrameShape(Layout.Frame frame, Box box) {
  static final double PADDING = 16;
  static final double TITLE = 28;

  static FrameShape round(Layout.Frame frame, Box members) {
    Box b = members.grow(PADDING);
    return new FrameShape(
        frame, new Box(b.x(), b.y() - TITLE + 4, b.width(), b.height() + TITLE - 4));
  }

  public String id() {
    return frame.id();
  }

  /** The bar that takes hold of it. */
  Box title() {
    return new Box(box.x(), box.y(), box.width(), TITLE);
  }
}

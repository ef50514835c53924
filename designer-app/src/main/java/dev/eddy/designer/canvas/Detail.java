package dev.eddy.designer.canvas;

/** How much is painted at a zoom. */
enum Detail {
  /** Blocks in the family's colour. */
  BLOCKS,
  /** Strips with names. */
  STRIPS,
  /** Everything. */
  FULL;

  static Detail at(double zoom) {
    return zoom >= 0.6 ? FULL : zoom >= 0.25 ? STRIPS : BLOCKS;
  }
}

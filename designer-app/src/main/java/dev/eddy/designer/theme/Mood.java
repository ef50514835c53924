package dev.eddy.designer.theme;

/** Light or dark. */
public enum Mood {
  LIGHT,
  DARK;

  public Mood other() {
    return this == LIGHT ? DARK : LIGHT;
  }
}

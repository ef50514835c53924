package dev.eddy.designer.state;

import dev.eddy.designer.theme.Mood;

/** What concerns the frame around the canvas: settings, tabs, search, files that changed. */
public sealed interface ShellMessage extends Message {
  /** The user has set something. */
  record Set(Settings settings) implements ShellMessage {}

  /** The desktop has become light or dark. */
  record DesktopIs(Mood mood) implements ShellMessage {}
}

package dev.eddy.cli;

import dev.eddy.operator.Providers;

/** The operators that come with this installation. */
final class Plugins {
  private Plugins() {}

  static ClassLoader loader() {
    return Plugins.class.getClassLoader();
  }

  static Providers load() {
    return Providers.load(loader());
  }
}

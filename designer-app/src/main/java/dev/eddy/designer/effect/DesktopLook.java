package dev.eddy.designer.effect;

import dev.eddy.designer.theme.Mood;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether the desktop is light or dark: asked of its own programs (the portal of freedesktop.org,
 * GNOME's settings, those of macOS and Windows), and followed where they tell of changes. Works on
 * a thread of its own; a desktop that does not say is light.
 */
public final class DesktopLook implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 3;
  private static final Pattern PORTAL = Pattern.compile("uint32 ([012])");
  private static final Pattern SCHEME = Pattern.compile("'(prefer-dark|prefer-light|default)'");

  /**
   * A program that knows.
   *
   * @param ask prints the look
   * @param follow prints a line with each change, until it is ended; empty for one that cannot
   */
  record Source(List<String> ask, List<String> follow) {}

  private final List<Source> sources;
  private final Consumer<Mood> listener;
  private volatile boolean closed;
  private @Nullable Process following;

  DesktopLook(List<Source> sources, Consumer<Mood> listener) {
    this.sources = sources;
    this.listener = listener;
  }

  /** Begins to ask; the listener is told from a thread of this class. */
  public static DesktopLook start(Consumer<Mood> listener) {
    DesktopLook look = new DesktopLook(ofThisSystem(), listener);
    Effects.daemon("eddy-desktop-look", look::run).start();
    return look;
  }

  private static List<Source> ofThisSystem() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (os.contains("mac")) {
      return List.of(
          new Source(List.of("defaults", "read", "-g", "AppleInterfaceStyle"), List.of()));
    }
    if (os.contains("windows")) {
      return List.of(
          new Source(
              List.of(
                  "reg",
                  "query",
                  "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize",
                  "/v",
                  "AppsUseLightTheme"),
              List.of()));
    }
    return List.of(
        new Source(
            List.of(
                "gdbus",
                "call",
                "--session",
                "--timeout=2",
                "--dest=org.freedesktop.portal.Desktop",
                "--object-path=/org/freedesktop/portal/desktop",
                "--method=org.freedesktop.portal.Settings.Read",
                "org.freedesktop.appearance",
                "color-scheme"),
            List.of(
                "gdbus",
                "monitor",
                "--session",
                "--dest=org.freedesktop.portal.Desktop",
                "--object-path=/org/freedesktop/portal/desktop")),
        new Source(
            List.of("gsettings", "get", "org.gnome.desktop.interface", "color-scheme"),
            List.of("gsettings", "monitor", "org.gnome.desktop.interface", "color-scheme")));
  }

  /** What a line of one of the programs says; empty where it is of something else. */
  static Optional<Mood> parse(String line) {
    if (line.contains("AppsUseLightTheme")) {
      return Optional.of(line.strip().endsWith("0x0") ? Mood.DARK : Mood.LIGHT);
    }
    if (line.strip().equals("Dark")) {
      return Optional.of(Mood.DARK);
    }
    if (line.contains("SettingChanged") && !line.contains("'color-scheme'")) {
      return Optional.empty();
    }
    Matcher scheme = SCHEME.matcher(line);
    if (scheme.find()) {
      return Optional.of(scheme.group(1).equals("prefer-dark") ? Mood.DARK : Mood.LIGHT);
    }
    Matcher portal = PORTAL.matcher(line);
    if (portal.find()) {
      return Optional.of(portal.group(1).equals("1") ? Mood.DARK : Mood.LIGHT);
    }
    return Optional.empty();
  }

  void run() {
    for (Source s : sources) {
      Optional<Mood> now = ask(s.ask());
      if (now.isPresent()) {
        listener.accept(now.get());
        if (!s.follow().isEmpty()) {
          follow(s.follow());
        }
        return;
      }
    }
  }

  private static Optional<Mood> ask(List<String> command) {
    try {
      Process p = new ProcessBuilder(command).redirectErrorStream(true).start();
      p.getOutputStream().close();
      if (!p.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        p.destroyForcibly();
        return Optional.empty();
      }
      List<String> lines = new ArrayList<>();
      try (BufferedReader in = reader(p)) {
        in.lines().forEach(lines::add);
      }
      return p.exitValue() != 0
          ? Optional.empty()
          : lines.stream().map(DesktopLook::parse).flatMap(Optional::stream).findFirst();
    } catch (IOException | java.io.UncheckedIOException e) {
      // No such program here: another one is asked.
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private void follow(List<String> command) {
    try {
      Process p = new ProcessBuilder(command).redirectErrorStream(true).start();
      synchronized (this) {
        following = p;
        if (closed) {
          p.destroy();
        }
      }
      try (BufferedReader in = reader(p)) {
        for (String line = in.readLine(); line != null && !closed; line = in.readLine()) {
          parse(line).ifPresent(listener);
        }
      }
    } catch (IOException e) {
      // It ended: what was heard last holds on.
      return;
    }
  }

  private static BufferedReader reader(Process p) {
    return new BufferedReader(new InputStreamReader(p.getInputStream(), StandardCharsets.UTF_8));
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (following != null) {
      following.destroy();
    }
  }
}

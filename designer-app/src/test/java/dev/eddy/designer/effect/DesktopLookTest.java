package dev.eddy.designer.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.effect.DesktopLook.Source;
import dev.eddy.designer.theme.Mood;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class DesktopLookTest {
  private final List<Mood> heard = Collections.synchronizedList(new ArrayList<>());

  private static Source source(String ask, String follow) {
    return new Source(
        List.of("sh", "-c", ask), follow.isEmpty() ? List.of() : List.of("sh", "-c", follow));
  }

  @Test
  void theWordsOfEachDesktopAreUnderstood() {
    assertThat(DesktopLook.parse("(<<uint32 1>>,)")).contains(Mood.DARK);
    assertThat(DesktopLook.parse("(<<uint32 0>>,)")).contains(Mood.LIGHT);
    assertThat(DesktopLook.parse("(<uint32 2>,)")).contains(Mood.LIGHT);
    assertThat(DesktopLook.parse("'prefer-dark'")).contains(Mood.DARK);
    assertThat(DesktopLook.parse("color-scheme: 'default'")).contains(Mood.LIGHT);
    assertThat(DesktopLook.parse("Dark")).contains(Mood.DARK);
    assertThat(DesktopLook.parse("    AppsUseLightTheme    REG_DWORD    0x0")).contains(Mood.DARK);
    assertThat(DesktopLook.parse("    AppsUseLightTheme    REG_DWORD    0x1")).contains(Mood.LIGHT);
    assertThat(
            DesktopLook.parse(
                "/org/freedesktop/portal/desktop: org.freedesktop.portal.Settings.SettingChanged"
                    + " ('org.freedesktop.appearance', 'color-scheme', <uint32 1>)"))
        .contains(Mood.DARK);
    assertThat(
            DesktopLook.parse(
                "/org/freedesktop/portal/desktop: org.freedesktop.portal.Settings.SettingChanged"
                    + " ('org.freedesktop.appearance', 'contrast', <uint32 1>)"))
        .isEmpty();
    assertThat(
            DesktopLook.parse(
                "/org/freedesktop/portal/desktop: org.freedesktop.portal.Settings.SettingChanged"
                    + " ('org.gnome.desktop.sound', 'theme-name', <'default'>)"))
        .as("another setting whose value is called like a scheme")
        .isEmpty();
    assertThat(DesktopLook.parse("Error: no such interface")).isEmpty();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theFirstProgramThatKnowsIsAskedAndFollowed() {
    List<Source> sources =
        List.of(
            new Source(List.of("no-such-program-here"), List.of()),
            source("echo \"'prefer-dark'\"; exit 1", "echo \"'prefer-light'\""),
            source(
                "echo '(<<uint32 1>>,)'",
                "echo \"x: 'prefer-light'\"; echo; echo \"'prefer-dark'\""),
            source("echo \"'prefer-light'\"", ""));
    try (DesktopLook look = new DesktopLook(sources, heard::add)) {
      look.run();
    }
    assertThat(heard).containsExactly(Mood.DARK, Mood.LIGHT, Mood.DARK);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aDesktopThatDoesNotSayIsNotGuessed() {
    try (DesktopLook look = new DesktopLook(List.of(source("exit 1", "")), heard::add)) {
      look.run();
    }
    assertThat(heard).isEmpty();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void closingEndsTheProgramThatIsFollowed() throws Exception {
    CountDownLatch followed = new CountDownLatch(2);
    DesktopLook look =
        new DesktopLook(
            List.of(source("echo \"'prefer-dark'\"", "echo \"'prefer-light'\"; exec sleep 600")),
            mood -> followed.countDown());
    Thread t = new Thread(look::run);
    t.start();
    assertThat(followed.await(60, TimeUnit.SECONDS)).isTrue();
    look.close();
    t.join(60_000);
    assertThat(t.isAlive()).isFalse();
  }
}

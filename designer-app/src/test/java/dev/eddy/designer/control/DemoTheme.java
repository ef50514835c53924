package dev.eddy.designer.control;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** The colours of the theme as looked-up colours, so that controls can be shown without a shell. */
final class DemoTheme {
  private static final List<String> TOKENS =
      List.of(
          "surface-0 #ECEEF2 #15181C",
          "surface-1 #F7F8FA #1D2126",
          "surface-2 #FFFFFF #262B32",
          "surface-3 #FFFFFF #2E343C",
          "canvas #F3F5F8 #121518",
          "grid-dot #D3D9E1 #2A3038",
          "border #D3D9E1 #363D46",
          "border-strong #7C8795 #76818D",
          "text #1A2027 #E8EBEF",
          "text-2 #4A5562 #B4BCC6",
          "text-3 #59646F #9DA7B2",
          "hover #E4E8EE #2A3038",
          "select #DCE9FC #1F3A5F",
          "accent #0B5FCC #6CB0FF",
          "accent-fill #0B5FCC #2A6FD6",
          "on-accent #FFFFFF #FFFFFF",
          "fam-source #157A58 #4CC79A",
          "fam-transform #33679E #7FB2E5",
          "fam-window #A8481C #F09A6A",
          "fam-join #5B7310 #B1CC55",
          "fam-pattern #8B4497 #D89BE3",
          "fam-sink #53606E #A9B4C0",
          "ok #147033 #57C777",
          "warn #8A5D00 #E6B84A",
          "error #C4262E #FF8079",
          "paused #875600 #FFC145",
          "paused-bg #FFF0CC #3D3113",
          "past #6A3FC4 #B79BFF",
          "past-bg #EFEAFB #2A2340",
          "past-canvas #F1EEF8 #181524",
          "watermark #0A7380 #4CCBD6",
          "branch-a #0B5FCC #6CB0FF",
          "branch-b #B8286F #FF8FC0",
          "branch-b-bg #FBE9F2 #3B1F2F",
          "queue-ok #2C9A54 #4CB96D",
          "queue-warn #A97B00 #E6B84A",
          "queue-full #C4262E #F0605A",
          "error-bg #FDEBEA #40211F",
          "warn-bg #FFF5D9 #3A3016",
          "ok-bg #E6F5EA #1B3424",
          "accent-bg #E6F0FD #1C2F48",
          "changed-bg #FFF0CC #4A3A12");

  private DemoTheme() {}

  /** A style sheet as a data URL. */
  static String sheet(boolean dark) {
    String css =
        TOKENS.stream()
            .map(t -> t.split(" "))
            .map(t -> "-eddy-" + t[0] + ": " + t[dark ? 2 : 1] + ";")
            .collect(
                Collectors.joining(
                    "",
                    ".root { ",
                    " -fx-font-family: Inter; -fx-font-size: 13px; -fx-background: -eddy-surface-1;"
                        + " -fx-background-color: -eddy-surface-1; -fx-text-background-color:"
                        + " -eddy-text; -fx-base: -eddy-surface-1; }"));
    return "data:text/css;base64,"
        + Base64.getEncoder().encodeToString(css.getBytes(StandardCharsets.UTF_8));
  }
}

package dev.eddy.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the class data archive of the command line is made of: runs a project twice in one JVM,
 * first compiling its plan, then with the plan that was kept, so that the classes of both ways are
 * in it.
 */
public final class ArchiveMain {
  private ArchiveMain() {}

  /**
   * Arguments: the project folder, a scratch folder that is left behind, and the file into which
   * goes what the jars announce.
   */
  public static void main(String[] args) throws IOException {
    Plugins.index(Path.of(args[2]));
    System.setProperty(Plugins.INDEX, args[2]);
    Path scratch = Path.of(args[1]);
    EddyMain eddy =
        new EddyMain(
            System.out,
            System.err,
            Map.of("XDG_CACHE_HOME", scratch.resolve("cache").toString()),
            false);
    for (String recording : new String[] {"first", "second"}) {
      int code =
          eddy.run(
              "run",
              args[0],
              "--out",
              scratch.resolve("out").toString(),
              "--record",
              scratch.resolve(recording).toString(),
              "--quiet");
      if (code != 0) {
        System.exit(code);
      }
    }
    System.exit(0);
  }
}

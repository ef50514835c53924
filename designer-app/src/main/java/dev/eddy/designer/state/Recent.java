package dev.eddy.designer.state;

import java.nio.file.Path;
import java.util.List;

/** A project that was open before. */
public record Recent(Path folder, String name, List<String> pipelines) {
  public Recent {
    pipelines = List.copyOf(pipelines);
  }
}

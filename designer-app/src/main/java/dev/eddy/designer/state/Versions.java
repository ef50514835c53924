package dev.eddy.designer.state;

import dev.eddy.model.edit.Differences;
import dev.eddy.model.edit.PipelineDocument;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Earlier versions of the pipelines, and the one that is compared with.
 *
 * @param shown null where nothing is compared
 * @param deployed the pipelines as they were when each was last put on a cluster, in this session
 * @param sent what is on its way to a cluster
 */
public record Versions(
    @Nullable Compared shown,
    Map<String, PipelineDocument> deployed,
    Map<String, PipelineDocument> sent) {
  public static final Versions NONE = new Versions(null, Map.of(), Map.of());

  /** What a pipeline is compared with. */
  public enum Source {
    COMMIT("Last commit", "the last commit"),
    SAVED("Saved file", "its saved file"),
    DEPLOYED("Deployed", "what was deployed");

    private final String title;
    private final String words;

    Source(String title, String words) {
      this.title = title;
      this.words = words;
    }

    public String title() {
      return title;
    }

    /** In a sentence, behind "compared with". */
    public String words() {
      return words;
    }
  }

  /**
   * A pipeline beside an earlier version of it.
   *
   * @param detail which version it is, such as a commit; may be empty
   * @param base the earlier version
   * @param changes from it to what is drawn now
   */
  public record Compared(
      String pipeline, Source source, String detail, PipelineDocument base, Differences changes) {}

  public Versions {
    sent = Map.copyOf(sent);
    deployed = Collections.unmodifiableMap(new LinkedHashMap<>(deployed));
  }

  /** What became of the nodes of the pipeline that is shown, by id; empty where none compares. */
  public Map<String, Differences.Kind> kinds(@Nullable OpenProject open) {
    return shown == null || open == null || !shown.pipeline().equals(open.pipeline())
        ? Map.of()
        : shown.changes().kinds();
  }

  Versions withShown(@Nullable Compared value) {
    return new Versions(value, deployed, sent);
  }

  Versions withSent(String pipeline, PipelineDocument document) {
    return new Versions(shown, deployed, Map.of(pipeline, document));
  }

  /** What was on its way runs now. */
  Versions started() {
    if (sent.isEmpty()) {
      return this;
    }
    Map<String, PipelineDocument> copy = new LinkedHashMap<>(deployed);
    copy.putAll(sent);
    return new Versions(shown, copy, Map.of());
  }
}

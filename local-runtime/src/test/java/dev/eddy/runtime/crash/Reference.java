package dev.eddy.runtime.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.disk.Disk;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.time.Moment;
import dev.eddy.runtime.LocalRun;
import dev.eddy.runtime.Replay;
import dev.eddy.runtime.RunException;
import dev.eddy.runtime.RunOptions;
import dev.eddy.runtime.Stop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run that nothing happens to leaves behind: the bytes of each file, digests, and the state
 * at some moments. Kept outside of what is killed.
 */
final class Reference {
  private static final int PLACES = 3;

  final int rows;
  final Map<String, byte[]> files = new LinkedHashMap<>();
  private final Map<String, String> digests;
  private final Map<Moment, Map<String, Reply.StateOf>> states = new LinkedHashMap<>();

  private Reference(int rows, Path folder) throws RunException, IOException {
    this.rows = rows;
    Path out = folder.resolve("out");
    Path recording = folder.resolve("recording");
    try (LocalRun run = start(out, RunOptions.defaults(recording).withCheckpointRows(0))) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
      digests = run.digests();
      for (int i = 1; i <= PLACES; i++) {
        Moment at = new Moment(rows * (long) i / PLACES, 0);
        states.put(at, statesAt(run, at));
      }
    }
    for (String name : CrashPipeline.FILES) {
      files.put(name, Files.readAllBytes(out.resolve(name)));
    }
  }

  /** Runs the pipeline in peace. */
  static Reference of(int rows, Path folder) throws RunException, IOException {
    return new Reference(rows, folder);
  }

  LocalRun start(Path out, RunOptions options) throws RunException {
    return LocalRun.start(
        CrashPipeline.plan(out, rows), CrashPipeline.PROVIDERS, CrashPipeline.LOADER, options);
  }

  /** Goes on with a recording, or starts it where a kill came before that, to its end. */
  void finish(Path out, RunOptions options, String what) throws RunException, IOException {
    boolean begun = options.disk().size(options.recording().resolve("recording.json")) >= 0;
    try (LocalRun run =
        begun
            ? LocalRun.resume(
                options.recording(), CrashPipeline.PROVIDERS, CrashPipeline.LOADER, options)
            : start(out, options)) {
      assertThat(run.advance(() -> false)).as(what).isEqualTo(Stop.END);
      run.finish();
      assertThat(run.notices()).as(what).isEmpty();
    }
  }

  private static Map<String, Reply.StateOf> statesAt(LocalRun run, Moment at) throws RunException {
    Map<String, Reply.StateOf> out = new LinkedHashMap<>();
    run.seek(at);
    for (String node : CrashPipeline.STATEFUL) {
      out.put(node, withoutSteps(run.state(node, "", 1000)));
    }
    return out;
  }

  /** An epoch on several threads knows the event that wrote an entry, not the step. */
  private static Reply.StateOf withoutSteps(Reply.StateOf s) {
    return new Reply.StateOf(
        s.tables().stream()
            .map(
                t ->
                    new Reply.StateTable(
                        t.name(),
                        t.keyColumns(),
                        t.valueColumns(),
                        t.entries().stream()
                            .map(
                                e ->
                                    new Reply.StateEntry(
                                        e.key(),
                                        e.value(),
                                        new Moment(e.lastWriter().sequence(), 0)))
                            .toList(),
                        t.total()))
            .toList(),
        s.timers(),
        s.timerCount());
  }

  /** What stands in the files is, at any time, what belongs there, or a beginning of it. */
  void requireBeginnings(Disk disk, Path out, String what) throws IOException {
    for (Map.Entry<String, byte[]> e : files.entrySet()) {
      Path file = out.resolve(e.getKey());
      if (e.getKey().equals("table.ndjson") || disk.size(file) < 0) {
        continue;
      }
      byte[] found = disk.readWhole(file, 1 << 24);
      assertThat(found.length).as(what + " " + e.getKey()).isLessThanOrEqualTo(e.getValue().length);
      assertThat(text(found))
          .as(what + " " + e.getKey())
          .isEqualTo(text(java.util.Arrays.copyOf(e.getValue(), found.length)));
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** The files are as if nothing had happened, and nothing hidden is left beside them. */
  void requireFiles(Disk disk, Path out, String what) throws IOException {
    for (Map.Entry<String, byte[]> e : files.entrySet()) {
      assertThat(text(disk.readWhole(out.resolve(e.getKey()), 1 << 24)))
          .as(what + " " + e.getKey())
          .isEqualTo(text(e.getValue()));
    }
    assertThat(disk.list(out, "").stream().map(p -> p.getFileName().toString()))
        .as(what)
        .containsExactlyInAnyOrderElementsOf(files.keySet());
  }

  /** The recording replays to the same rows and, at any moment, the same state. */
  void requireRecording(Path recording, String what) throws RunException {
    assertThat(Replay.verify(recording, CrashPipeline.PROVIDERS, CrashPipeline.LOADER).ok())
        .as(what)
        .isTrue();
    try (LocalRun run = LocalRun.open(recording, CrashPipeline.PROVIDERS, CrashPipeline.LOADER)) {
      assertThat(run.notices()).as(what).isEmpty();
      assertThat(run.digests()).as(what).isEqualTo(digests);
      for (Map.Entry<Moment, Map<String, Reply.StateOf>> e : states.entrySet()) {
        assertThat(statesAt(run, e.getKey()))
            .as(what + " at " + e.getKey())
            .isEqualTo(e.getValue());
      }
    }
  }
}

package dev.eddy.runtime.worker;

import java.util.ArrayList;
import java.util.List;

/** What a JVM is told that runs pipelines for long: it is fast without, and faster with them. */
public final class JitFlags {
  /** Chains of operators are long call chains, which the compiler shall see as a whole. */
  private static final List<String> CHAINS =
      List.of(
          "-XX:MaxInlineLevel=60", "-XX:MaxRecursiveInlineLevel=30", "-XX:CompileCommand=quiet");

  /**
   * What of the young objects is alive when they are collected is mostly the past, which lasts: it
   * goes to the old ones at once, and is copied once.
   */
  private static final String LASTING = "-XX:MaxTenuringThreshold=0";

  /**
   * Calls that stay calls. Each place of a chain is compiled with all that it can see: what is
   * worth more than a call shall not be compiled anew at each of them. So chains are cut at calls
   * of {@code pass}; state and timers are reached by a few methods, and so is what is rare in them;
   * what handles single rows for those who look at them stands in no chain, nor does what comes
   * between two bursts. The loop over the rows of a burst (in whatever copy) is not compiled once
   * more with each of the four methods through which it is called. What calls itself would be
   * inlined as deep as {@link #CHAINS} allows: it is written as a loop.
   */
  private static final List<String> APART =
      List.of(
          "flow.Subtask::pass anyRow emit hold probe fire act advanceAndFire",
          "flow.SourceTask::row",
          "flow.SourceLoop*::pump",
          "flow.Route::send",
          "flow.Wave::send",
          "state.PageTable::find write removeFound grow present owned",
          "state.ListTable::find last all add append edit clear",
          "state.Timers::register delete due take owned ownedOrNull",
          "state.TimerBucket::add first order copy",
          "state.Tree::get put remove",
          "Player::deliver work again one",
          "Recorder::sample flush checkpoint",
          "Keyframes::put");

  /**
   * What runs once in thousands of events: a block of the journal, a keyframe, a checkpoint. It
   * does much in one go, so that compiling it takes long, and is compiled later than it would be;
   * until then it is a small part of the time.
   */
  private static final List<String> LATER =
      List.of(
          "Keyframes",
          "Recorder",
          "Samples",
          "SparseRows",
          "flow.Gauges",
          "flow.Hashing",
          "flow.Network$Frame",
          "flow.Registers",
          "record.Block",
          "record.BlockFile",
          "record.BlockLog",
          "record.Checkpoint",
          "record.CheckpointData",
          "record.CheckpointFile",
          "record.CheckpointWriter",
          "record.Checkpoints",
          "record.DigestBlock",
          "record.NodeDigest",
          "record.Recording",
          "state.Holdings",
          "state.KeyedStore$Keyframe");

  /** How many times as often it must have run. */
  private static final double LATENESS = 20;

  private static final List<String> FLAGS = flags();

  private JitFlags() {}

  public static List<String> get() {
    return FLAGS;
  }

  private static List<String> flags() {
    List<String> out = new ArrayList<>(CHAINS);
    out.add(LASTING);
    for (String entry : APART) {
      String[] parts = entry.split("::");
      for (String method : parts[1].split(" ")) {
        out.add("-XX:CompileCommand=dontinline,dev.eddy.runtime." + parts[0] + "::" + method);
      }
    }
    for (String type : LATER) {
      out.add(
          "-XX:CompileCommand=CompileThresholdScaling,dev.eddy.runtime."
              + type
              + "::*,"
              + LATENESS);
    }
    return List.copyOf(out);
  }
}

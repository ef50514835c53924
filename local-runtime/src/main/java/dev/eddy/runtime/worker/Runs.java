package dev.eddy.runtime.worker;

import dev.eddy.model.protocol.Request;
import dev.eddy.runtime.RunException;

/** Makes the runs of a worker. */
interface Runs {
  /** A new run that stands before its first event. */
  DebuggedRun start(Request.StartRun request) throws RunException;

  /** A recording to look at. */
  DebuggedRun open(Request.OpenRecording request) throws RunException;
}

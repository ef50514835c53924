package dev.eddy.designer.state;

import dev.eddy.model.protocol.Reply;
import dev.eddy.model.time.Moment;

/** Rows that passed an edge of a run before a moment, to try expressions on. */
public record Samples(int run, String edge, Moment at, Reply.Rows rows) {}

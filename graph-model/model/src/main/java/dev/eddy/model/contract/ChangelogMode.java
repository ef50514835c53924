package dev.eddy.model.contract;

/** Which changes a stream may carry. */
public enum ChangelogMode {
  /** +I only. */
  APPEND,
  /** +I, +U, -D by key; no -U. */
  UPSERT,
  /** All four kinds; a -U is followed at once by the +U of the same upsert key. */
  RETRACT
}

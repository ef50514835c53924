package dev.eddy.model.contract;

/** Which changes a stream may carry. */
public enum ChangelogMode {
  /** +I only. */
  APPEND,
  /** +I, +U, -D by key; no -U. */
  UPSERT,
  /** All four kinds. */
  RETRACT
}

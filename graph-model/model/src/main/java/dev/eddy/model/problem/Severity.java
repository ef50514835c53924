package dev.eddy.model.problem;

/** How bad a {@link Problem} is: with an ERROR the pipeline does not run. */
public enum Severity {
  ERROR,
  WARNING,
  INFO
}
